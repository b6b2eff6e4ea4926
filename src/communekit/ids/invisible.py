"""Characters that are not drawn (不可见字符), and those that turn the direction of writing."""

import re
import unicodedata

# Drawn as nothing, though Unicode calls them letters, marks or symbols: fillers, joiners, selectors.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)

CONTROLS = frozenset({"Cc", "Zl", "Zp"})
"""Unicode categories of control characters and line separators."""

DIRECTION_FORCED = frozenset("\u202a\u202b\u202c\u202d\u202e")
"""Embeddings and overrides: text after them reads in an order in which it does not stand."""

_ISOLATES_OPEN, _ISOLATE_CLOSES = frozenset("\u2066\u2067\u2068"), "\u2069"


def is_drawn(character: str) -> bool:
    r"""Say whether a character leaves anything to see, be it a space.

    >>> is_drawn("é"), is_drawn("\u200b")
    (True, False)
    """
    category = unicodedata.category(character)
    return category not in {"Cf", "Cs"} and category not in CONTROLS and not _BLANK.match(character)


def isolates_close(text: str) -> bool:
    r"""Say whether each direction isolate that is opened is closed, and none is closed unopened.

    >>> isolates_close("\u2066abc\u2069"), isolates_close("\u2066abc")
    (True, False)
    """
    depth = 0
    for character in text:
        depth += (character in _ISOLATES_OPEN) - (character == _ISOLATE_CLOSES)
        if depth < 0:
            return False
    return depth == 0
