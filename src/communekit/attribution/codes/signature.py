"""Signed tokens (签名令牌): a text that says what a share token says, and that nobody else can make.

Base 64 for addresses (RFC 4648, section 5, without padding) of the token's bytes and the first 16 bytes of their
HMAC-SHA256 (RFC 2104; 128 bits). No algorithm is chosen by the text: the version fixes all of it. What is signed is
framed with a word of its own, so that no signature made elsewhere with the same secret is one here.
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from typing import Final

from communekit.ids import framed
from communekit.period import instant

from .errors import InvalidShareTokenError, InvalidTokenError
from .fitting import fitting
from .keyring import Keyring
from .share_token import ShareToken
from .signing_key import SigningKey
from .token_bytes import VERSION, BrokenBytesError, Header, from_bytes, header_of, to_bytes

TOKEN_CHARACTERS_MAX: Final = 1_000
LEEWAY_SECONDS_MAX: Final = 600

_FRAME: Final = "communekit.share_token"
_MAC_BYTES: Final = 16
_SPELLING: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def sign(token: ShareToken, keyring: Keyring) -> str:
    """Return a token, signed (签名): a text of letters, digits, "-" and "_", 1,000 characters at most.

    The key is the one that signs when the token is issued. Signed again by the same key it is the same text.

    Errors: `InvalidKeyError` "none_signs"; `InvalidShareTokenError` "too_long", "not_a_token"; `InvalidCodeArgumentError`.

    >>> from communekit.attribution.codes import Keyring, SigningKey
    >>> noon = instant("2026-03-01T12:00:00Z")
    >>> ring = Keyring([SigningKey("k1", bytes(range(32)), noon)])
    >>> text = sign(ShareToken("share", "riverside", "L1", noon, instant("2026-03-31T12:00:00Z")), ring)
    >>> len(text)
    72
    >>> read_token(text, ring, at=noon, purpose="share", audience="riverside").owner
    'L1'
    """
    if not isinstance(token, ShareToken):
        raise InvalidShareTokenError(type(token).__name__, "not_a_token")
    key = fitting(keyring, Keyring, "keyring").signer(token.issued_at)
    content = to_bytes(token, key.id)
    text = urlsafe_b64encode(content + _mac(content, key)).rstrip(b"=").decode("ascii")
    if len(text) > TOKEN_CHARACTERS_MAX:
        raise InvalidShareTokenError(token.owner, "too_long")
    return text


def read_token(
    text: str,
    keyring: Keyring,
    *,
    at: datetime,
    purpose: str,
    audience: str,
    leeway_seconds: int = 0,
) -> ShareToken:
    """Return what a signed text says, once nothing is wrong with it (验签).

    A token has one spelling. Padding, spaces, escapes, another case and other bits at its end are refused, though they
    might stand for the same bytes.

    Args:
        text: As it came.
        keyring: The keys that are known here.
        at: Now.
        purpose: What it is used for here.
        audience: Who is asking: the community, or a store.
        leeway_seconds: By how much the clocks of two machines may differ, 0 to 600; a token is accepted so much before
            it was issued and after it expired.

    Errors: `InvalidTokenError`, whose sentence is the same whatever the matter is; `problem` says what it was:
        "not_text", "spelling", "version", "key", "signature", "content", "key_window", "purpose", "audience",
        "not_yet", "expired". `InvalidShareTokenError` "leeway"; `InvalidTimeError` for `at`;
        `InvalidCodeArgumentError` for what is no keyring.
    """
    fitting(keyring, Keyring, "keyring")
    now, leeway = instant(at), _leeway(leeway_seconds)
    content, mac = _taken_apart(text)
    header = _header(content)
    key = keyring.key(header.key_id)
    if key is None:
        raise InvalidTokenError("key")
    if not key.is_accepted(now):
        raise InvalidTokenError("key", key.id)
    if not hmac.compare_digest(_mac(content, key), mac):
        raise InvalidTokenError("signature", key.id)
    token = _token_or_none(content, header)
    if token is None:
        raise InvalidTokenError("content", key.id)
    if not key.signs(token.issued_at):
        raise InvalidTokenError("key_window", key.id)
    if token.purpose != purpose:
        raise InvalidTokenError("purpose", key.id)
    if token.audience != audience:
        raise InvalidTokenError("audience", key.id)
    if now < token.issued_at - leeway:
        raise InvalidTokenError("not_yet", key.id)
    if now >= token.expires_at + leeway:
        raise InvalidTokenError("expired", key.id)
    return token


def _leeway(seconds: int) -> timedelta:
    if type(seconds) is not int or not 0 <= seconds <= LEEWAY_SECONDS_MAX:
        raise InvalidShareTokenError(seconds, "leeway")
    return timedelta(seconds=seconds)


def _taken_apart(text: object) -> tuple[bytes, bytes]:
    """Return content and signature of a text, if it is the one spelling of its bytes."""
    if not isinstance(text, str):
        raise InvalidTokenError("not_text")
    if len(text) > TOKEN_CHARACTERS_MAX or _SPELLING.fullmatch(text) is None or len(text) % 4 == 1:
        raise InvalidTokenError("spelling")
    whole = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if urlsafe_b64encode(whole).rstrip(b"=").decode("ascii") != text:
        raise InvalidTokenError("spelling")
    return whole[:-_MAC_BYTES], whole[-_MAC_BYTES:]


def _header(content: bytes) -> Header:
    try:
        header = header_of(content)
    except BrokenBytesError:
        header = None
    if header is None:
        raise InvalidTokenError("spelling")
    if header.version != VERSION:
        raise InvalidTokenError("version")
    return header


def _token_or_none(content: bytes, header: Header) -> ShareToken | None:
    try:
        return from_bytes(content, header)
    except BrokenBytesError:
        return None


def _mac(content: bytes, key: SigningKey) -> bytes:
    """Return the signature of content by a key."""
    signed = framed(_FRAME, VERSION, key.id, content.hex())
    return hmac.new(key.secret, signed, hashlib.sha256).digest()[:_MAC_BYTES]


__all__ = ["LEEWAY_SECONDS_MAX", "TOKEN_CHARACTERS_MAX", "read_token", "sign"]
