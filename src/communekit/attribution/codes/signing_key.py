"""Keys (签名密钥): secrets that sign links, each for a time."""

from datetime import datetime
from typing import Final

import attrs

from communekit.ids import identifier
from communekit.period import instant

from .errors import InvalidKeyError

SECRET_BYTES_MIN: Final = 32
DISTINCT_BYTES_MIN: Final = 8
"""Fewer different bytes are met in 32 random ones less than once in 10^30 draws."""


def _key_id(text: str) -> str:
    return identifier(text, what="key id")


@attrs.frozen
class SigningKey:
    """A secret that signs links for a time, and is accepted for a while longer (签名密钥).

    It signs in [signs_from, retired_at). What it signed then is accepted up to, not including, `accepts_until`: on that
    instant all of it is void, however long it was to last.

    Args:
        id: Its name, which stands in every link; short ones keep links short.
        secret: 32 random bytes or more: `secrets.token_bytes(32)`. Shown nowhere.
        signs_from: From when it signs (启用).
        retired_at: From when it signs no more (停签); None for as long as it is the latest.
        accepts_until: Until when its links are accepted (停收), not before it is retired; None for as long as they last.

    Errors: `InvalidKeyError`, `InvalidIdError`, `InvalidTimeError`.

    >>> SigningKey("k1", bytes(range(32)), instant("2026-03-01T00:00:00Z"))
    SigningKey(id='k1', signs_from=datetime.datetime(2026, 3, 1, 0, 0, tzinfo=datetime.timezone.utc), retired_at=None, accepts_until=None)
    """

    id: str = attrs.field(converter=_key_id)
    secret: bytes = attrs.field(repr=False)
    signs_from: datetime = attrs.field(converter=instant)
    retired_at: datetime | None = attrs.field(default=None, converter=attrs.converters.optional(instant))
    accepts_until: datetime | None = attrs.field(default=None, converter=attrs.converters.optional(instant))

    def __attrs_post_init__(self) -> None:
        if type(self.secret) is not bytes:
            raise InvalidKeyError(self.id, "not_bytes")
        if len(self.secret) < SECRET_BYTES_MIN:
            raise InvalidKeyError(self.id, "short")
        if len(set(self.secret)) < DISTINCT_BYTES_MIN:
            raise InvalidKeyError(self.id, "plain")
        if self.retired_at is not None and self.retired_at <= self.signs_from:
            raise InvalidKeyError(self.id, "times")
        if self.accepts_until is not None and (
            self.retired_at is None or self.accepts_until < self.retired_at
        ):
            raise InvalidKeyError(self.id, "times")

    def signs(self, at: datetime) -> bool:
        """Whether it may sign at an instant."""
        moment = instant(at)
        return self.signs_from <= moment and (self.retired_at is None or moment < self.retired_at)

    def is_accepted(self, at: datetime) -> bool:
        """Whether what it signed is accepted at an instant."""
        return self.accepts_until is None or instant(at) < self.accepts_until


__all__ = ["SigningKey"]
