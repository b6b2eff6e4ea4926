"""When an order waits for people (待核时段): from what was found, and what people said when."""

from collections.abc import Sequence
from datetime import datetime

from communekit.attribution.guards import Decision, Finding, GuardPolicy, held, judge
from communekit.period import Window


def hold_of(
    order: str, findings: Sequence[Finding], guards: GuardPolicy, decisions: Sequence[Decision]
) -> str:
    """Return why an order is held for some findings; those of guards that are in the policy no more hold nothing."""
    words = {rule.guard.word for rule in guards.rules}
    standing = [finding for finding in findings if finding.guard in words]
    return held(judge(standing, guards, decisions=decisions)).get(order, "")


def waits_of(
    order: str,
    findings: Sequence[Finding],
    decided: Sequence[Finding],
    guards: GuardPolicy,
    decisions: Sequence[Decision],
    since: datetime,
) -> tuple[Window, ...]:
    """Return when an order waits, by what people had said at each moment; in whatever order that was told.

    Args:
        order: Which.
        findings: What acts from the beginning.
        decided: What acts from the first word that people said of it.
        guards: What follows where people said nothing.
        decisions: What they said.
        since: The beginning.
    """
    waits, waiting_since = list[Window](), None
    for moment in sorted({since, *(one.at for one in decisions if one.at > since)}):
        said = [one for one in decisions if one.at <= moment]
        acting = {one.finding for one in said}
        standing = (*findings, *(finding for finding in decided if finding.id in acting))
        hold = hold_of(order, standing, guards, said)
        if hold and waiting_since is None:
            waiting_since = moment
        elif not hold and waiting_since is not None:
            waits.append(Window(waiting_since, moment))
            waiting_since = None
    return (*waits, *(() if waiting_since is None else (Window(waiting_since),)))


__all__ = ["hold_of", "waits_of"]
