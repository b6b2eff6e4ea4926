"""Drawn posters (海报绘制): an SVG of 750 by 1200, whole in itself: no script, no address outside, no font of its own.

The same poster gives the same bytes. Texts are broken and cut by `text_box`, and stand in their boxes in any usual font.
"""

from collections.abc import Iterator
from html import escape
from typing import Final

from .fitting import fitting
from .poster import Poster
from .qr import QUIET, qr_rows
from .text_box import EM, clusters, is_whole, lines_of, text_width

WIDTH: Final = 750
HEIGHT: Final = 1200

_MARGIN: Final = 60
_INNER: Final = WIDTH - 2 * _MARGIN
_QR: Final = 300
_BAND_END: Final = 190
_CARD_TOP: Final = 776
_CARD: Final = 364
_NOTE: Final = 30
_ABOVE_PRICE: Final = 24

_SIZES: Final = ((84, 2), (72, 2), (60, 3), (54, 3), (48, 4), (42, 4))
"""Of a product's name: how large, and on how many lines at most."""

_FONTS: Final = (
    "PingFang SC, Hiragino Sans GB, Microsoft YaHei, Noto Sans CJK SC, Source Han Sans SC, WenQuanYi Micro Hei, "
    "system-ui, sans-serif"
)
_INK, _SOFT, _RED, _PAPER, _BAND = "#2b2418", "#7a6a55", "#c8321e", "#fdf6ea", "#f3dfbf"


def poster_svg(poster: Poster, *, level: str = "M") -> str:
    """Return a poster as an SVG picture (专属海报).

    Args:
        poster: What stands on it.
        level: How much damage the QR code bears at least: L 7, M 15, Q 25, H 30 percent.

    Raises:
        MissingExtraError: Segno is not installed (extra `[qr]`).
        InvalidPosterError: "level".
        InvalidCodeArgumentError: It is no poster.

    >>> from communekit.money import Money
    >>> poster = Poster("Wang", "Eggs", Money.cny("29.90"), "Riverside", "https://s.example/?t=x", locale="en")
    >>> poster_svg(poster).startswith('<svg xmlns="http://www.w3.org/2000/svg" ')
    True
    """
    fitting(poster, Poster, "poster")
    parts = (*_head(poster), *_offer(poster), *_card(poster, level))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" xml:lang="{_plain(poster.locale.replace("_", "-"))}" font-family="{_FONTS}">'
        f"<title>{_plain(poster.product)}</title><desc>{_plain(poster.text)}</desc>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_PAPER}"/>{"".join(parts)}</svg>\n'
    )


def _head(poster: Poster) -> Iterator[str]:
    """Yield who recommended it, and the store."""
    yield f'<rect width="{WIDTH}" height="{_BAND_END}" fill="{_BAND}"/>'
    yield f'<circle cx="{_MARGIN + 45}" cy="95" r="45" fill="{_RED}"/>'
    initial = next(clusters(poster.leader.strip()))
    yield _line(initial, _MARGIN + 45, 111, 46, "#ffffff", weight=600, anchor="middle")
    yield from _block(poster.leader, _MARGIN + 115, 92, 40, 1, _INK, width=_INNER - 115, weight=600)
    yield from _block(
        f"{poster.word('recommended')} · {poster.store}", _MARGIN + 115, 140, 26, 1, _SOFT, width=_INNER - 115
    )


def _offer(poster: Poster) -> Iterator[str]:
    """Yield product, note and price, in the middle between head and card, however short the name is."""
    size, lines_max = _fitting(poster.product)
    price = min(92, _INNER * EM // max(text_width(poster.price_text), 1))
    product = len(lines_of(poster.product, _INNER * EM // size, lines_max)) * size * 135 // 100
    lines = len(lines_of(poster.note or "", _INNER * EM // _NOTE, 2))
    note = 20 + lines * _NOTE * 135 // 100 if lines else 0
    top = (_BAND_END + _CARD_TOP - product - note - _ABOVE_PRICE - price) // 2
    yield from _block(poster.product, _MARGIN, top + size, size, lines_max, _INK, weight=700)
    yield from _block(poster.note or "", _MARGIN, top + product + 20 + _NOTE, _NOTE, 2, _SOFT)
    yield _line(
        poster.price_text, _MARGIN, top + product + note + _ABOVE_PRICE + price, price, _RED, weight=700
    )


def _card(poster: Poster, level: str) -> Iterator[str]:
    """Yield the white card with the QR code and the share code."""
    yield (
        f'<rect x="{_MARGIN}" y="{_CARD_TOP}" width="{_INNER}" height="{_CARD}" rx="24" fill="#ffffff"'
        f' stroke="{_BAND}" stroke-width="2"/>'
    )
    yield _qr(poster.link, level, _MARGIN + 32, _CARD_TOP + 32)
    left, width = _MARGIN + 32 + _QR + 28, _INNER - _QR - 32 - 28 - 24
    top = _CARD_TOP + (110 if poster.share_code is None else 100)
    scan = tuple(_block(poster.word("scan"), left, top, 26, 2, _INK, width=width, weight=600))
    yield from scan
    if poster.share_code is not None:
        below = top + 38 * len(scan)
        yield from _block(poster.word("code"), left, below + 24, 24, 1, _SOFT, width=width)
        grouped = poster.share_code.grouped
        size = min(40, width * EM // text_width(grouped))
        yield _line(grouped, left, below + 78, size, _RED, weight=700)


def _fitting(product: str) -> tuple[int, int]:
    """Return the largest size at which all of a product's name has room, and in how many lines; the smallest if none."""
    whole = (
        (size, lines_max)
        for size, lines_max in _SIZES
        if is_whole(lines_of(product, _INNER * EM // size, lines_max), product)
    )
    return next(whole, _SIZES[-1])


def _qr(link: str, level: str, x: int, y: int) -> str:
    """Return a QR code as one path: a run of dark squares after the other."""
    rows = qr_rows(link, level=level)
    size = len(rows) + 2 * QUIET
    drawn: list[str] = []
    for place, row in enumerate(rows):
        at = 0
        while at < len(row):
            end = at
            while end < len(row) and row[end]:
                end += 1
            if end > at:
                drawn.append(f"M{at + QUIET} {place + QUIET}h{end - at}v1h-{end - at}z")
            at = max(end, at + 1)
    return (
        f'<svg x="{x}" y="{y}" width="{_QR}" height="{_QR}" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#ffffff"/><path d="{"".join(drawn)}" fill="#000000"/></svg>'
    )


def _block(
    text: str, x: int, y: int, size: int, lines_max: int, fill: str, *, width: int = _INNER, weight: int = 400
) -> Iterator[str]:
    """Yield a text in lines, the first one's feet at `y`."""
    for place, line in enumerate(lines_of(text, width * EM // size, lines_max)):
        yield _line(line, x, y + place * size * 135 // 100, size, fill, weight=weight)


def _line(
    text: str, x: int, y: int, size: int, fill: str, *, weight: int = 400, anchor: str = "start"
) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{fill}" text-anchor="{anchor}">'
        f"{_plain(text)}</text>"
    )


def _plain(text: str) -> str:
    """Return a text as it stands between tags: what would be markup escaped, what XML does not have replaced."""
    return escape("".join("\ufffd" if character in "\ufffe\uffff" else character for character in text))


__all__ = ["poster_svg"]
