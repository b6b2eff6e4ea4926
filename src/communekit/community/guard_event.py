"""What guards led to (防作弊事件): an order waits for people, and what people said."""

from datetime import datetime

import attrs

from communekit.attribution.guards import Decision, Finding
from communekit.ids import OrderId
from communekit.period import Window


@attrs.frozen
class OrderGuarded:
    """Whether what an order earned waits for people (业绩待核), for which guards, and on what evidence.

    Args:
        fact: Which order.
        at: Since when its findings act: when it was credited, or attributed anew.
        hold: The words of the guards for which it waits by all that people said so far; empty where it does not.
        findings: What was found when it was credited that holds it, or on which people had decided.
        decided: What was found since, and acts from the moment at which people decided on it.
        waits: When it waits: half-open, in order, the last one without an end while nobody has freed it.
    """

    fact: OrderId
    at: datetime
    hold: str
    findings: tuple[Finding, ...]
    decided: tuple[Finding, ...]
    waits: tuple[Window, ...]

    @property
    def evidence(self) -> tuple[Finding, ...]:
        """All that was found about it."""
        return (*self.findings, *self.decided)

    def free_from(self, end: datetime) -> datetime | None:
        """Return when a hold that would end at a moment ends: when it waits no more; None while it does."""
        waiting = next((window for window in self.waits if window.covers(end)), None)
        return end if waiting is None else waiting.end


@attrs.frozen
class FindingDecided:
    """A person has said of a finding what it is (已复核); with the finding as he saw it."""

    fact: Decision
    finding: Finding


__all__ = ["FindingDecided", "OrderGuarded"]
