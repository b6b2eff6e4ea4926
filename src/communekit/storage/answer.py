"""Answers (受理结果): what became of a command that was told to a stored life."""

from typing import Generic, TypeVar

import attrs

from communekit.errors import CommunekitError

Fact = TypeVar("Fact")


@attrs.frozen
class Answer(Generic[Fact]):
    """What became of one command (受理结果).

    Args:
        facts: What followed from it; nothing where it was refused, or where nothing follows.
        is_new: Whether they followed now; not where its key had been told before.
        refusal: Why it was refused; None where it was not.

    >>> Answer().is_new
    False
    """

    facts: tuple[Fact, ...] = ()
    is_new: bool = False
    refusal: CommunekitError | None = None


__all__ = ["Answer"]
