"""Snapshots (快照): what events came to, kept so that a reader need not begin at the first. They may be dropped at any time."""

from typing import Protocol

import attrs

from communekit.ids import name_text

from .data import data_text
from .errors import InvalidSnapshotError


def _name(text: str) -> str:
    return name_text(text, what="snapshot name", longest=500)


def _count(_: object, attribute: "attrs.Attribute[int]", value: int) -> None:
    if type(value) is not int or value < 0:
        raise InvalidSnapshotError(attribute.name, value)


def _data(text: str) -> str:
    return data_text(text, what="snapshot")


@attrs.frozen
class Snapshot:
    """What the events up to a position came to (快照).

    Args:
        name: Of what: a projection, or a row of one.
        position: How many events it holds.
        format: The version of whoever wrote it; another one is not read, but made anew.
        data: As text.

    Errors: `InvalidTextError`, `InvalidSnapshotError`, `LimitExceededError`.
    """

    name: str = attrs.field(converter=_name)
    position: int = attrs.field(validator=_count)
    format: int = attrs.field(validator=_count)
    data: str = attrs.field(converter=_data)


class Snapshots(Protocol):
    """A place that keeps snapshots of one community (快照存储), the newest of each name."""

    def save(self, *snapshots: Snapshot) -> None:
        """Keep snapshots; one that holds fewer events than the one kept, in the same format, is passed over."""

    def load(self, name: str) -> Snapshot | None:
        """Return the snapshot of a name, None where there is none."""

    def drop(self, name: str) -> None:
        """Forget the snapshot of a name, if there is one."""


__all__ = ["Snapshot", "Snapshots"]
