"""The seal (加密封存): a text under a key of its own, bound to its party and its field."""

import base64
import binascii
import os
from importlib import import_module
from typing import Any, ClassVar, Final, cast

import attrs

from communekit.errors import MissingExtraError
from communekit.ids import framed

from .person import Held
from .vault_errors import BrokenSealError

_MARK: Final = "sealed.1"
_NONCE_BYTES: Final = 12


@attrs.frozen
class Sealed(Held):
    """A sealed text, longer than the text that it holds."""

    longest: ClassVar[int] = 12_000


def key_id(sealed: str) -> str:
    """Return the id of the key that a text is sealed with; "" where it is no sealed text."""
    mark, _, rest = sealed.rpartition(".")[0].rpartition(".")
    return rest if mark == _MARK else ""


class Seal:
    """AES-256-GCM, from the package cryptography.

    Raises:
        MissingExtraError: It is not installed.
    """

    def __init__(self) -> None:
        try:
            self._aead: Any = import_module("cryptography.hazmat.primitives.ciphers.aead").AESGCM
            self._broken: Any = import_module("cryptography.exceptions").InvalidTag
        except ImportError:
            raise MissingExtraError("A sealed vault", "vault") from None

    def close(self, text: str, id_: str, key: bytes, party: str, field: str) -> str:
        """Return a text as only whoever has the key can read it, under this field of this party."""
        nonce = os.urandom(_NONCE_BYTES)
        closed = nonce + self._aead(key).encrypt(nonce, text.encode(), framed(party, field))
        return f"{_MARK}.{id_}.{base64.urlsafe_b64encode(closed).decode()}"

    def open(self, sealed: str, key: bytes | None, party: str, field: str) -> str:
        """Return the text.

        Raises:
            BrokenSealError: There is no key, or it is not what was sealed for this field of this party.
        """
        if key is None:
            raise BrokenSealError(party, field, "no_key")
        try:
            closed = base64.urlsafe_b64decode(sealed.rpartition(".")[2])
            opened = self._aead(key).decrypt(
                closed[:_NONCE_BYTES], closed[_NONCE_BYTES:], framed(party, field)
            )
            return cast("bytes", opened).decode()
        except (self._broken, binascii.Error, ValueError):
            pass
        raise BrokenSealError(party, field, "touched")


__all__ = ["Seal", "Sealed", "key_id"]
