"""Older links (旧系统链接): texts signed as itsdangerous does by default, for hosts that still have such links about.

For reading what an earlier system handed out, until it runs out. New links are signed by `sign`: HMAC-SHA256, with a key
id, a purpose, an audience and an expiry, none of which stands here.

Source: itsdangerous 2.2, `Signer` (salt "itsdangerous.Signer", "django-concat" key derivation, HMAC-SHA1).
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from typing import Final

from .errors import InvalidTokenError
from .fitting import fitting

_SALT: Final = "itsdangerous.Signer"


def older_text(value: str, *, secret: bytes, salt: str = _SALT) -> str:
    """Return a text and its signature as itsdangerous writes it: value, point, HMAC-SHA1 in base 64 for addresses.

    >>> older_text("my string", secret=b"secret-key")
    'my string.wh6tMHxLgJqB6oY1uT73iMlyrOA'
    """
    fitting(value, str, "value")
    fitting(secret, bytes, "secret")
    derived = hashlib.sha1(f"{salt}signer".encode() + secret, usedforsecurity=False).digest()
    mac = hmac.new(derived, value.encode(), hashlib.sha1).digest()
    return f"{value}.{urlsafe_b64encode(mac).rstrip(b'=').decode('ascii')}"


def older_value(text: str, *, secret: bytes, salt: str = _SALT) -> str:
    """Return the value of a text that was signed so, and is spelled exactly so.

    Errors: `InvalidTokenError` "not_text", "spelling", "signature".

    >>> older_value("my string.wh6tMHxLgJqB6oY1uT73iMlyrOA", secret=b"secret-key")
    'my string'
    """
    if not isinstance(text, str):
        raise InvalidTokenError("not_text")
    value, point, _ = text.rpartition(".")
    if not point or not text.isprintable():
        raise InvalidTokenError("spelling")
    if not hmac.compare_digest(older_text(value, secret=secret, salt=salt).encode(), text.encode()):
        raise InvalidTokenError("signature")
    return value


__all__ = ["older_text", "older_value"]
