"""Outcomes: what the channel says has become of a payment (打款结果)."""

from enum import Enum

import attrs

from communekit.ids import name_text


class Outcome(Enum):
    """What the channel says (打款结果)."""

    PAID = "paid"
    """The money arrived."""

    FAILED = "failed"
    """It did not leave; nothing was paid."""

    UNKNOWN = "unknown"
    """No answer, or one that says nothing: it may have been paid."""

    RETURNED = "returned"
    """It left and came back (退票)."""


@attrs.frozen
class Told:
    """An outcome that was told of an attempt, under the channel's reference (回报).

    >>> Told(1, Outcome.PAID, "W-1").says(1, Outcome.PAID, "")
    True
    """

    attempt: int
    outcome: Outcome
    reference: str = ""

    def says(self, attempt: int, outcome: Outcome, reference: str) -> bool:
        """Whether it is the same word again. Two payments differ where both have a reference, and not the same one."""
        if (self.attempt, self.outcome) != (attempt, outcome):
            return False
        if outcome is not Outcome.PAID:
            return True
        return self.reference == reference or not (self.reference and reference)


def reference_text(text: str) -> str:
    """Return a channel's reference (流水号), or none; at most 200 characters.

    Errors: `InvalidTextError`.
    """
    return name_text(text, what="reference") if text != "" else ""


__all__ = ["Outcome", "Told", "reference_text"]
