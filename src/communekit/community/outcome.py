"""Outcomes (处理结果): what became of a fact."""

from enum import Enum

import attrs

from communekit.errors import CommunekitError
from communekit.ledger import Entry


class Status(Enum):
    """What became of a fact (处理状态)."""

    RECORDED = "recorded"
    KNOWN = "known"
    """It was recorded before; nothing changed."""
    WAITING = "waiting"
    """It came before the order that it is about, and counts as soon as that is told."""
    REFUSED = "refused"
    """It was refused for good, and the refusal is kept under its key."""
    LEFT_OUT = "left_out"
    """Of many, this one could not be told as it was; nothing of it is kept."""


@attrs.frozen
class Outcome:
    """What became of a fact (处理结果).

    Args:
        key: Of the fact.
        status: What became of it.
        entries: What was booked now, as it was booked.
        refusal: Why it was refused or left out, where it was.
    """

    key: str
    status: Status
    entries: tuple[Entry, ...] = attrs.field(default=(), repr=lambda each: f"<{len(each)} entries>")
    refusal: CommunekitError | None = None


__all__ = ["Outcome", "Status"]
