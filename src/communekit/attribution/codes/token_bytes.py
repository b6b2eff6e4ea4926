"""How a share token is written (令牌编码): fields as bytes, shortest form, one form only.

Version, key id, purpose, audience, owner, role, store, session, share, content, campaign, issued, lifetime. A text is
its length in bytes, then UTF-8; one that is not there has length 0, and so has the usual role. The length is seven bits
a byte, lowest first, the eighth set while more follow. Issued is five bytes, seconds since 1900, highest first; the
lifetime is written as a length is.
"""

from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from communekit.errors import CommunekitError
from communekit.parties import Role

from .share_token import ShareToken

VERSION: Final = 1

_EPOCH: Final = datetime(1900, 1, 1, tzinfo=UTC)
_ISSUED_BYTES: Final = 5
_COUNT_BYTES_MAX: Final = 5


class BrokenBytesError(ValueError):
    """Bytes that no token is written as. Never leaves this room."""


class Header(NamedTuple):
    """What is read before the signature is checked: the version, the key's id, and where the content begins."""

    version: int
    key_id: str
    end: int


def to_bytes(token: ShareToken, key_id: str) -> bytes:
    """Return a token as bytes, the id of the key that is to sign it at the beginning."""
    role = "" if token.role == Role.LEADER else token.role
    told = (token.purpose, token.audience, token.owner, role)
    optional = (token.store, token.session, token.share, token.content, token.campaign)
    issued = int((token.issued_at - _EPOCH).total_seconds())
    lifetime = int((token.expires_at - token.issued_at).total_seconds())
    texts = b"".join(_text(text or "") for text in (key_id, *told, *optional))
    return bytes([VERSION]) + texts + issued.to_bytes(_ISSUED_BYTES, "big") + _count(lifetime)


def header_of(content: bytes) -> Header:
    """Return the header of a token's bytes.

    Raises:
        BrokenBytesError: There is none.
    """
    if not content:
        raise BrokenBytesError
    if content[0] != VERSION:
        return Header(content[0], "", 1)
    reader = Reader(content, 1)
    return Header(VERSION, reader.text(), reader.at)


def from_bytes(content: bytes, header: Header) -> ShareToken:
    """Return the token that bytes hold, once they are known to be signed.

    Raises:
        BrokenBytesError: They hold none, or hold one in another form than `to_bytes` writes.
    """
    reader = Reader(content, header.end)
    purpose, audience, owner, role, *optional = (reader.text() for _ in range(9))
    store, session, share, content_id, campaign = (text or None for text in optional)
    try:
        issued = _EPOCH + timedelta(seconds=int.from_bytes(reader.take(_ISSUED_BYTES), "big"))
        token = ShareToken(
            purpose,
            audience,
            owner,
            issued,
            issued + timedelta(seconds=reader.count()),
            role=role or Role.LEADER,
            store=store,
            session=session,
            share=share,
            content=content_id,
            campaign=campaign,
        )
    except (CommunekitError, OverflowError):
        raise BrokenBytesError from None
    if to_bytes(token, header.key_id) != content:
        raise BrokenBytesError
    return token


class Reader:
    """Reads fields one after the other, and never past the end."""

    def __init__(self, content: bytes, at: int) -> None:
        self._content = content
        self.at = at

    def take(self, size: int) -> bytes:
        """Return the next bytes."""
        taken = self._content[self.at : self.at + size]
        if len(taken) != size:
            raise BrokenBytesError
        self.at += size
        return taken

    def count(self) -> int:
        """Return the next length."""
        number = 0
        for place in range(_COUNT_BYTES_MAX):
            (byte,) = self.take(1)
            number |= (byte & 127) << 7 * place
            if byte < 128:
                return number
        raise BrokenBytesError

    def text(self) -> str:
        """Return the next text."""
        try:
            return self.take(self.count()).decode()
        except UnicodeDecodeError:
            raise BrokenBytesError from None


def _text(text: str) -> bytes:
    content = text.encode()
    return _count(len(content)) + content


def _count(number: int) -> bytes:
    written = bytearray()
    while number > 127:
        written.append(number & 127 | 128)
        number >>= 7
    written.append(number)
    return bytes(written)


__all__ = ["VERSION", "BrokenBytesError", "Header", "from_bytes", "header_of", "to_bytes"]
