"""Persons (个人信息主体): what is held about somebody, in fields, and what the law has kept of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Final

import attrs

from communekit.ids import PartyId, name_text
from communekit.period import instant

TEXT_MAX: Final = 2_000
"""So many characters may one piece of personal data have."""

SOURCE_MAX: Final = 500


def _source(text: str) -> str:
    return name_text(text, what="source", longest=SOURCE_MAX)


@attrs.frozen
class Kept:
    """What must not be erased before a moment (法定保存期限), and which rule says so.

    Args:
        until: From then on it may be erased.
        source: The law or notice, with its article; at most 500 characters.

    Errors: `InvalidTimeError`, `InvalidTextError`.
    """

    until: datetime = attrs.field(converter=instant)
    source: str = attrs.field(converter=_source)


@attrs.frozen
class Held:
    """One piece of personal data (一项个人信息): the text, what it is held for, and how long it must be.

    It does not print its text, so that none gets into a log by the way. A vault checks it when it is put there, where
    an error can name the party and the field instead of the text.

    Args:
        text: One line, at most 2,000 characters.
        purpose: What it is held for (处理目的), a word of the host's: "delivery", "tax".
        kept: Until when it must be kept, if it must.

    >>> Held("13800000000", "delivery")
    Held(text=..., purpose='delivery', kept=None)
    """

    longest: ClassVar[int] = TEXT_MAX
    text: str = attrs.field(repr=lambda _: "...")
    purpose: str = "service"
    kept: Kept | None = None


def _by_name(fields: Mapping[str, Held]) -> Mapping[str, Held]:
    return {name: fields[name] for name in sorted(fields)}


@attrs.frozen
class Person:
    """What is held about a party (个人信息), by the names of its fields.

    >>> Person(PartyId("m-7f3a"), {"phone": Held("13800000000")})
    Person(party='m-7f3a', fields={'phone': Held(text=..., purpose='service', kept=None)})
    """

    party: PartyId
    fields: Mapping[str, Held] = attrs.field(converter=_by_name)

    def text(self, field: str) -> str | None:
        """Return the text of a field, None where there is none."""
        held = self.fields.get(field)
        return None if held is None else held.text


@attrs.frozen
class Erasure:
    """What an erasure did (删除结果): what is gone now, and what the law has kept, until when and why.

    Args:
        party: Whose data.
        at: When it was asked for.
        erased: The fields that are gone, in their order.
        kept: The fields that are not yet: nothing reads them but an export.
    """

    party: PartyId
    at: datetime
    erased: tuple[str, ...]
    kept: Mapping[str, Kept]

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left."""
        return not self.kept


__all__ = ["SOURCE_MAX", "TEXT_MAX", "Erasure", "Held", "Kept", "Person"]
