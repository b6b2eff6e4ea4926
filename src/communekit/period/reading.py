"""Reading text strictly: a length first, then the whole of a pattern."""

import re


def whole_match(pattern: re.Pattern[str], value: object, *, longest: int) -> re.Match[str] | None:
    r"""Return the match of a pattern with a whole text; None for other text and for what is not text.

    >>> whole_match(re.compile("[0-9]+"), "12\\n", longest=5) is None
    True
    """
    return pattern.fullmatch(value) if isinstance(value, str) and len(value) <= longest else None


__all__ = ["whole_match"]
