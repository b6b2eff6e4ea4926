"""Decisions (复核结论): what people say of a finding."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import Enum

import attrs

from communekit.ids import PartyId, identifier, name_text
from communekit.parties.party_id import party_id
from communekit.period import instant

from .checked import listed, one_of
from .errors import InvalidGuardError


class Answer(Enum):
    """What people say (结论): it is so (属实), or it is harmless (排除)."""

    CONFIRM = "confirm"
    CLEAR = "clear"


def _finding_id(text: str) -> str:
    return identifier(text, what="finding id")


def _why(text: str) -> str:
    return name_text(text, what="why", longest=500)


def _answer(given: Answer | str) -> Answer:
    return one_of(Answer, given, "answer")


@attrs.frozen
class Decision:
    """A person has looked at a finding, and says what it is (复核结论).

    Confirmed, it holds what it concerns, whatever the policy says. Cleared, it is recorded only, and not raised again
    for the same facts: a finding of the same facts has the same id. One fact more is another finding.

    Args:
        finding: The id of the finding.
        answer: Confirm or clear.
        by: Who says so.
        at: When.
        why: Why, for people; no personal data.

    Errors: `InvalidIdError`, `InvalidTextError` (also for no reason at all), `InvalidTimeError`, `InvalidGuardError`.

    >>> Decision("f-1", "clear", "ops-1", "2026-03-02T09:00:00Z", "one family, one tablet").answer
    <Answer.CLEAR: 'clear'>
    """

    finding: str = attrs.field(converter=_finding_id)
    answer: Answer = attrs.field(converter=_answer)
    by: PartyId = attrs.field(converter=party_id)
    at: datetime = attrs.field(converter=instant)
    why: str = attrs.field(converter=_why)


def decided(decisions: Iterable[Decision]) -> Mapping[str, Answer]:
    """Return what stands for each finding: the latest word; of two at one instant, confirm.

    Errors: `InvalidGuardError` "facts".
    """
    latest: dict[str, tuple[datetime, bool]] = {}
    for decision in listed(decisions, "decision", "[Decision, …]"):
        if not isinstance(decision, Decision):
            raise InvalidGuardError("decision", decision, "facts", "Decision")
        said = (decision.at, decision.answer is Answer.CONFIRM)
        latest[decision.finding] = max(latest.get(decision.finding, said), said)
    return {
        finding: Answer.CONFIRM if confirmed else Answer.CLEAR for finding, (_, confirmed) in latest.items()
    }


__all__ = ["Answer", "Decision", "decided"]
