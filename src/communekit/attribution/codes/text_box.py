"""Lines of a poster (文字排版): how wide a text is, where it may be broken, and how it is cut where it is too long.

The width is estimated, a little on the wide side, in thousandths of the size of the letters: a drawing without a browser
cannot ask the font. Chinese may be broken between any two characters, except before a closing mark and after an opening
one, and inside a measure: number, unit and container (30 枚装, 500 克 / 罐) stay together, as do a number and its word; what is drawn as one (an emoji of several parts, a letter and its marks) is never torn apart.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

EM: Final = 1000

_ELLIPSIS: Final = "…"
_NO_START: Final = frozenset("/／|｜，。！？；：、）》」』】〉〕％…—·,.!?;:)]}%'\"”’々ー")
_NO_END: Final = frozenset("（《「『【〈〔([{¥￥$€£“‘#@")
_NARROW: Final = frozenset("iIjlftr.,:;'|!()[]{}`/\\ -\u00a0")
_BROAD: Final = frozenset("mwMW@%&")
_UNIT: Final = "(?:公斤|千克|毫升|厘米|[枚克斤两升袋盒箱罐瓶包片只个条支串份件粒颗朵把捆桶抽卷米寸张]|(?:kg|ml|[gGlL])(?![a-zA-Z]))"
_MEASURE: Final = re.compile(
    rf"[0-9]+(?:[.,][0-9]+)*(?: ?{_UNIT}装?(?: ?[/／|｜*×] ?(?:[0-9]+ ?)?{_UNIT}装?)*| [a-zA-Z]+)| ?[/／|｜] ?."
)
_JOINER, _REGIONAL, _SKIN = "\u200d", range(0x1F1E6, 0x1F200), range(0x1F3FB, 0x1F400)
_LATIN_END: Final = 0x250
_TAGS: Final = range(0xE0020, 0xE0080)


def clusters(text: str) -> Iterator[str]:
    r"""Yield the pieces of a text that are drawn as one each.

    >>> [len(piece) for piece in clusters("中e\u0301👩\u200d🌾")]
    [1, 2, 3]
    """
    piece = ""
    for character in text:
        if piece and not _joins(piece, character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _joins(piece: str, character: str) -> bool:
    """Whether a character is drawn with what stands before it."""
    if character == _JOINER or piece[-1] == _JOINER or unicodedata.category(character) in {"Mn", "Me", "Mc"}:
        return True
    code = ord(character)
    if code in _REGIONAL:
        return len(piece) == 1 and ord(piece) in _REGIONAL
    return code in _SKIN or code in _TAGS


def text_width(text: str) -> int:
    """Return how wide a text is at most, about, in thousandths of the size of its letters.

    >>> text_width("阿姨"), text_width("tea")
    (2000, 1780)
    """
    return sum(map(_width, clusters(text)))


def _width(cluster: str) -> int:
    first = cluster[0]
    kind = unicodedata.east_asian_width(first)
    category = unicodedata.category(first)
    if category in {"Cf", "Mn", "Me"}:
        return 0
    if category in {"So", "Sk"} or ord(first) in _REGIONAL:
        return 1300  # Emoji are drawn wider than a Chinese character.
    if kind in "WF" or (kind == "A" and category[0] != "L"):
        return EM
    if first in _NARROW:
        return 400
    if first in _BROAD:
        return 1100
    if ord(first) >= _LATIN_END:
        return 940
    return 780 if first.isupper() else 690


def lines_of(text: str, width: int, lines_max: int) -> tuple[str, ...]:
    """Return a text in lines no wider than asked, an ellipsis at the end where they do not hold all of it.

    Args:
        text: On one line; runs of spaces count as one.
        width: In thousandths of the size of the letters.
        lines_max: At most so many lines, one or more.

    >>> lines_of("东湖散养土鸡蛋30枚装", 6000, 2)
    ('东湖散养土鸡', '蛋30枚装')
    >>> lines_of("Free-range eggs from the lake", 7000, 2)
    ('Free-range', 'eggs from…')
    >>> lines_of("东湖散养土鸡蛋 30 枚装 / 盒", 9000, 2)
    ('东湖散养土鸡蛋', '30 枚装 / 盒')
    """
    rest = " ".join(text.split())
    lines: list[str] = []
    while rest and len(lines) < lines_max:
        line, left = _first_line(rest, width)
        if left and len(lines) == lines_max - 1:
            line, left = _cut(rest, width), ""
        lines.append(line)
        rest = left
    return tuple(lines)


def is_whole(lines: tuple[str, ...], text: str) -> bool:
    """Whether lines hold all of a text.

    >>> is_whole(lines_of("tea time", 3000, 2), "tea time"), is_whole(lines_of("tea time", 3000, 1), "tea time")
    (True, False)
    """
    return "".join("".join(lines).split()) == "".join(text.split())


def _first_line(text: str, width: int) -> tuple[str, str]:
    """Return what goes on a line, and what is left; always at least one piece."""
    pieces = list(clusters(text))
    used, fitting = 0, 0
    for piece in pieces:
        used += _width(piece)
        if used > width and not (fitting and piece == " "):
            break
        fitting += 1
    if fitting >= len(pieces):
        return text, ""
    free = [at for at in range(fitting, 0, -1) if _may_break(pieces, at)]
    kept = _inside_measures(text, pieces) if free else set()
    at = next((at for at in free if at not in kept), free[0] if free else max(fitting, 1))
    return "".join(pieces[:at]).rstrip(), "".join(pieces[at:]).lstrip()


def _inside_measures(text: str, pieces: list[str]) -> set[int]:
    """Return before which pieces a line would tear a measure: those inside it, and a space before a slash."""
    begins = [0, *accumulate(map(len, pieces))]
    return {
        place
        for found in _MEASURE.finditer(text)
        for place in range(bisect_right(begins, found.start()), bisect_left(begins, found.end()))
    } | {bisect_left(begins, found.start()) for found in _MEASURE.finditer(text) if found[0][0] == " "}


def _may_break(pieces: list[str], at: int) -> bool:
    """Whether a line may end before a piece."""
    before, after = pieces[at - 1], pieces[at]
    if before == " " or after == " ":
        return True
    if after[0] in _NO_START or before[0] in _NO_END:
        return False
    return _is_broad(before) or _is_broad(after)


def _is_broad(piece: str) -> bool:
    return unicodedata.east_asian_width(piece[0]) in "WF" or unicodedata.category(piece[0]) == "So"


def _cut(text: str, width: int) -> str:
    """Return as much of a text as fits on a line with an ellipsis behind it."""
    kept, used = "", text_width(_ELLIPSIS)
    for piece in clusters(text):
        used += _width(piece)
        if used > width:
            break
        kept += piece
    return f"{kept.rstrip()}{_ELLIPSIS}"


__all__ = ["EM", "clusters", "is_whole", "lines_of", "text_width"]
