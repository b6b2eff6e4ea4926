"""Names (名称): what people read. A name need not be unique, but it must show what it is."""

import unicodedata

from .errors import InvalidTextError
from .invisible import CONTROLS, DIRECTION_FORCED, is_drawn, isolates_close

CHARACTERS_MAX = 200
MARKS_MAX = 8


def name_text(text: str, *, what: str = "name", longest: int = CHARACTERS_MAX) -> str:
    r"""Return a display name (名称) as it was given, after checking that it shows what it is.

    Args:
        text: The name, in any script; emoji and spaces are welcome.
        what: What it names, for the message: "store name".
        longest: The most characters it may have.

    Raises:
        InvalidTextError: Nothing to see, too long, control characters, forced writing direction, more than
            8 combining marks in a row, or half a character.

    >>> name_text("阿姨的菜篮子 🥬")
    '阿姨的菜篮子 🥬'
    >>> name_text("\u202e3.pm", what="product name")
    Traceback (most recent call last):
        ...
    communekit.ids.errors.InvalidTextError: '\u202e3.pm' is not a fit product name: it forces the direction of writing
    """
    if problem := _problem(text, longest):
        raise InvalidTextError(what, text, problem, {"too_long": longest, "marks": MARKS_MAX}.get(problem))
    return text


def _problem(text: object, longest: int) -> str | None:
    """Return why a text is not fit, the cheapest question first."""
    if not isinstance(text, str):
        return "not_text"
    if not text:
        return "empty"
    if len(text) > longest:
        return "too_long"
    categories = [unicodedata.category(character) for character in text]
    if "Cs" in categories:
        return "surrogate"
    if not CONTROLS.isdisjoint(categories):
        return "control"
    if not DIRECTION_FORCED.isdisjoint(text):
        return "direction"
    if not isolates_close(text):
        return "isolate"
    if not any(is_drawn(character) and not character.isspace() for character in text):
        return "unseen"
    marks = "".join("m" if category[0] == "M" else " " for category in categories)
    return "marks" if "m" * (MARKS_MAX + 1) in marks else None
