"""Marks: a device or a household that somebody used (设备、住户), as an opaque hash.

The host makes the hash, with a key of its own, and keeps what it was made of: no serial number, address or phone
number belongs here.
"""

from enum import Enum

import attrs

from communekit.ids import PartyId, identifier
from communekit.parties.party_id import party_id
from communekit.period import Window

from .checked import one_of
from .errors import InvalidGuardError


class MarkKind(Enum):
    """What the hash was made of (标识来源): a device (设备), or a household, an address (住户、收货地址)."""

    DEVICE = "device"
    HOUSEHOLD = "household"


def _hash(text: str) -> str:
    return identifier(text, what="hash of a mark")


def _kind(given: MarkKind | str) -> MarkKind:
    return one_of(MarkKind, given, "kind")


@attrs.frozen
class Mark:
    """Somebody used a device, or lived in a household, during a window (设备、住户标识).

    Args:
        person: Who: a member or a visitor.
        kind: Device or household.
        hash: The host's opaque hash; equal hashes are one device, one household.
        window: During which time; half-open, and without an end where it is still so.

    Errors: `InvalidIdError`, `InvalidGuardError` "not_a_word" for the kind, "facts" for what is no window.

    >>> Mark("V7", "device", "d-9f3a", Window.parse("2026-03-01T00:00:00Z/..")).kind
    <MarkKind.DEVICE: 'device'>
    """

    person: PartyId = attrs.field(converter=party_id)
    kind: MarkKind = attrs.field(converter=_kind)
    hash: str = attrs.field(converter=_hash)
    window: Window

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.window, Window):
            raise InvalidGuardError("window", self.window, "facts", "communekit.period.Window")

    @property
    def place(self) -> tuple[str, str, str, str]:
        """Where it stands among others."""
        return self.kind.value, self.hash, self.person, self.window.text


__all__ = ["Mark", "MarkKind"]
