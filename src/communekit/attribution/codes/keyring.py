"""Keyrings (密钥环): which key signs now, and whose signatures are still accepted."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import attrs

from communekit.period import instant_text

from .errors import InvalidKeyError
from .signing_key import SigningKey


def _in_order(given: Iterable[SigningKey]) -> tuple[SigningKey, ...]:
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise InvalidKeyError(type(given).__name__, "not_a_key")
    keys = tuple(given)
    if not keys:
        raise InvalidKeyError((), "none")
    for key in keys:
        if not isinstance(key, SigningKey):
            raise InvalidKeyError(type(key).__name__, "not_a_key")
    return tuple(sorted(keys, key=lambda key: (key.signs_from, key.id)))


@attrs.frozen
class Keyring:
    """The keys of a community (密钥环): one signs at a time, several are accepted.

    Of those that may sign, the one that began last does; so a new key takes over by its `signs_from` alone, and is
    handed to all machines before that.

    Errors: `InvalidKeyError` "twice", "same_secret", "same_start", "not_a_key", "none".

    >>> from communekit.period import instant
    >>> spring, summer = instant("2026-03-01T00:00:00Z"), instant("2026-06-01T00:00:00Z")
    >>> ring = Keyring([SigningKey("k1", bytes(range(32)), spring), SigningKey("k2", bytes(range(1, 33)), summer)])
    >>> ring.signer(spring).id, ring.signer(summer).id
    ('k1', 'k2')
    """

    keys: tuple[SigningKey, ...] = attrs.field(converter=_in_order)

    def __attrs_post_init__(self) -> None:
        for problem, told in (
            ("twice", [key.id for key in self.keys]),
            ("same_secret", [key.secret for key in self.keys]),
            ("same_start", [key.signs_from for key in self.keys]),
        ):
            for place, key in enumerate(self.keys):
                if told[place] in told[:place]:
                    raise InvalidKeyError(key.id, problem)

    def signer(self, at: datetime) -> SigningKey:
        """Return the key that signs at an instant.

        Errors: `InvalidKeyError` "none_signs".
        """
        signing = [key for key in self.keys if key.signs(at)]
        if not signing:
            raise InvalidKeyError(instant_text(at), "none_signs")
        return signing[-1]

    def key(self, id_: str) -> SigningKey | None:
        """Return the key of an id, or None."""
        return next((key for key in self.keys if key.id == id_), None)


__all__ = ["Keyring"]
