"""Share links (分享链接): a token, or a code, in a parameter of an address, and out again."""

import re
from typing import Final

from .errors import InvalidLinkError

PARAMETER: Final = "t"

ADDRESS_CHARACTERS_MAX: Final = 2_000
LINK_CHARACTERS_MAX: Final = 4_000
TOKEN_CHARACTERS_MAX: Final = 1_000
NAME_CHARACTERS_MAX: Final = 40

_ADDRESS: Final = re.compile(
    r"https?://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?([/?#][!#-;=?-\[\]_a-z~]*)?", re.ASCII
)
_NAME: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_ANYTHING: Final = re.compile(".*", re.DOTALL)
_ESCAPED: Final = re.compile(r"%([0-9A-Fa-f]{2})", re.ASCII)


def share_link(address: str, token: str, *, parameter: str = PARAMETER) -> str:
    """Return an address with a token, or a share code, in a parameter of its own (分享链接).

    What stands in the address stays: its path, its other parameters, its part behind "#".

    Args:
        address: `https://` or `http://`, a host, and what belongs behind it, in plain ASCII; no user, no password.
        token: What `sign` returns, or a `ShareCode`.
        parameter: The name of the parameter.

    Errors: `InvalidLinkError` "address", "parameter", "token", "there_already".

    >>> share_link("https://shop.example/p/7?from=wx#top", "7K3M9P2X0", parameter="c")
    'https://shop.example/p/7?from=wx&c=7K3M9P2X0#top'
    """
    if not _fits(_ADDRESS, address, ADDRESS_CHARACTERS_MAX):
        raise InvalidLinkError(address, "address")
    if not _fits(_TOKEN, token, TOKEN_CHARACTERS_MAX):
        raise InvalidLinkError("token", "token")
    if _values(address, parameter):
        raise InvalidLinkError(address, "there_already")
    before, hash_, fragment = address.partition("#")
    joint = "?" if "?" not in before else "" if before.endswith(("?", "&")) else "&"
    return f"{before}{joint}{parameter}={token}{hash_}{fragment}"


def token_of(link: str, *, parameter: str = PARAMETER) -> str:
    """Return what stands in the parameter of a link, percent signs undone once; it is not checked yet.

    Args:
        link: As the browser sent it, or only what stands from "?" on.
        parameter: The name of the parameter.

    Errors: `InvalidLinkError` "missing", "twice", "escape", "parameter", "address" (no text, or above 4,000 characters).

    >>> token_of("https://shop.example/p/7?from=wx&t=AbC-_1#top")
    'AbC-_1'
    """
    if not _fits(_ANYTHING, link, LINK_CHARACTERS_MAX):
        raise InvalidLinkError(link, "address")
    values = _values(link, parameter)
    if not values:
        raise InvalidLinkError(parameter, "missing")
    if len(values) > 1:
        raise InvalidLinkError(parameter, "twice")
    return values[0]


def _values(link: str, parameter: str) -> list[str]:
    """Return all that the parameter stands for in a link; names are read as servers read them, escapes undone."""
    if not _fits(_NAME, parameter, NAME_CHARACTERS_MAX):
        raise InvalidLinkError(parameter, "parameter")
    _, _, query = link.partition("#")[0].partition("?")
    pairs = (part.partition("=") for part in query.split("&"))
    return [_undone(value) for name, _, value in pairs if _undone(name, strict=False) == parameter]


def _fits(pattern: re.Pattern[str], text: object, longest: int) -> bool:
    return isinstance(text, str) and len(text) <= longest and pattern.fullmatch(text) is not None


def _undone(text: str, *, strict: bool = True) -> str:
    """Return a text with its percent signs undone, once."""
    if strict and "%" in _ESCAPED.sub("", text):
        raise InvalidLinkError(text, "escape")
    content = b"".join(
        bytes([int(part, 16)]) if place % 2 else part.encode("utf-8", "replace")
        for place, part in enumerate(_ESCAPED.split(text))
    )
    return content.decode("utf-8", "replace")


__all__ = ["PARAMETER", "share_link", "token_of"]
