"""QR codes (二维码): a link as a picture that a camera reads. Drawn by the package segno (extra `[qr]`)."""

from base64 import b64decode
from collections.abc import Iterable
from importlib import import_module
from typing import Any, Final, Protocol

from communekit.errors import MissingExtraError

from .errors import InvalidPosterError

LINK_CHARACTERS_MAX: Final = 300
"""More makes the squares too small for a camera at arm's length."""

QUIET: Final = 4
"""White squares that a reader needs around the picture (静区). Source: ISO/IEC 18004."""

_LEVELS: Final = ("L", "M", "Q", "H")


def qr_png(link: str, *, level: str = "M", scale: int = 8) -> bytes:
    r"""Return a link as a black and white PNG picture, the quiet zone around it.

    Args:
        link: Plain ASCII, 300 characters at most: what `share_link` returns.
        level: How much damage it bears at least (纠错等级): L 7, M 15, Q 25, H 30 percent of the code words. Where the
            picture does not grow by it, a higher one is taken.
        scale: Pixels a square, 1 to 40.

    Raises:
        MissingExtraError: Segno is not installed.
        InvalidPosterError: "link", "no_link", "level", "scale".

    >>> qr_png("https://shop.example/?c=7K3M9P2X0")[:4]
    b'\x89PNG'
    """
    if type(scale) is not int or not 1 <= scale <= 40:
        raise InvalidPosterError(scale, "scale")
    uri = _made(link, level).png_data_uri(scale=scale, border=QUIET)
    return b64decode(uri.partition(",")[2])


def qr_rows(link: str, *, level: str = "M") -> tuple[tuple[bool, ...], ...]:
    """Return the squares of a QR code, row by row, True where it is dark, without the quiet zone.

    Errors: those of `qr_png`.

    >>> len(qr_rows("https://shop.example/?c=7K3M9P2X0"))
    29
    """
    return tuple(tuple(map(bool, row)) for row in _made(link, level).matrix)


def check_link(link: str) -> str:
    """Return a link that is short and plain enough to be read from a picture.

    Errors: `InvalidPosterError` "link", "no_link".
    """
    if not _is_plain(link):
        raise InvalidPosterError(link, "no_link")
    if len(link) > LINK_CHARACTERS_MAX:
        raise InvalidPosterError(link, "link")
    return link


def _is_plain(link: object) -> bool:
    """Whether it is a text of visible ASCII."""
    return isinstance(link, str) and link != "" and link.isascii() and link.isprintable() and " " not in link


class _Drawn(Protocol):
    """What segno makes of a text."""

    @property
    def matrix(self) -> Iterable[Iterable[int]]: ...

    def png_data_uri(self, *, scale: int, border: int) -> str: ...


def _made(link: str, level: str) -> _Drawn:
    if level not in _LEVELS:
        raise InvalidPosterError(level, "level")
    checked = check_link(link)
    try:
        segno: Any = import_module("segno")
    except ImportError:
        raise MissingExtraError("A QR code", "qr") from None
    drawn: _Drawn = segno.make(checked, error=level, micro=False, boost_error=True)
    return drawn


__all__ = ["LINK_CHARACTERS_MAX", "QUIET", "check_link", "qr_png", "qr_rows"]
