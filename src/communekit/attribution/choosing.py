"""Words that stand for a choice (选项用词): read as the choice, or refused with what there is to choose from."""

from collections.abc import Callable
from enum import Enum
from typing import TypeVar

from communekit.errors import CommunekitError, language_of

_E = TypeVar("_E", bound=Enum)

Refusal = Callable[[tuple[str, ...]], CommunekitError]
"""Makes the error of whoever asked, from the words that would have been taken."""


def chosen(kind: type[_E], given: object, refusal: Refusal) -> _E:
    """Return the choice that a word stands for, or the choice itself; for anything else the refusal is raised."""
    try:
        return kind(given)
    except ValueError:
        raise refusal(tuple(str(one.value) for one in kind)) from None


def choices_text(choices: tuple[str, ...], locale: str) -> str:
    """Return what there is to choose from, as the end of a sentence; nothing where it is not known.

    >>> choices_text(("first", "last"), "en"), choices_text((), "zh")
    ('; there are first, last', '')
    """
    if not choices:
        return ""
    return (
        f"；可选：{'、'.join(choices)}"
        if language_of(locale) == "zh"
        else f"; there are {', '.join(choices)}"
    )


__all__ = ["Refusal", "choices_text", "chosen"]
