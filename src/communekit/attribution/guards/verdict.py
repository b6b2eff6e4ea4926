"""Verdicts (处置结果): what becomes of each touch, order, bond and attempt; the worst of what was found wins."""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Final

import attrs

from communekit.errors import Texts, language_of

from .checked import listed
from .decision import Answer, Decision, decided
from .errors import InvalidGuardError
from .finding import Finding
from .policy import GuardPolicy, Outcome, checked_policy


class Subject(Enum):
    """Of what a verdict speaks (对象): a touch (触点), an order (订单), a bond (锁客), an attempt at a code (口令尝试)."""

    TOUCH = "touch"
    ORDER = "order"
    BOND = "bond"
    ATTEMPT = "attempt"


_SUBJECTS: Final[Mapping[Subject, Texts]] = {
    Subject.TOUCH: {"en": "touch", "zh": "触点"},
    Subject.ORDER: {"en": "order", "zh": "订单"},
    Subject.BOND: {"en": "bond", "zh": "锁客"},
    Subject.ATTEMPT: {"en": "attempt", "zh": "口令尝试"},
}
_OUTCOMES: Final[Mapping[Outcome, Texts]] = {
    Outcome.IGNORE: {"en": "recorded only", "zh": "仅记录"},
    Outcome.REVIEW: {"en": "to be reviewed", "zh": "待复核"},
    Outcome.HOLD: {"en": "held", "zh": "暂扣"},
}


@attrs.frozen
class Verdict:
    """What becomes of one touch, order, bond or attempt (处置结果).

    Args:
        subject: Of what it speaks.
        id: Its id.
        outcome: The worst of what follows from its findings.
        guards: The words of the guards that say so, sorted.
        findings: The ids of all its findings, whatever follows from them, sorted.
    """

    subject: Subject
    id: str
    outcome: Outcome
    guards: tuple[str, ...]
    findings: tuple[str, ...]

    def text(self, locale: str = "en") -> str:
        """Return the verdict in a language."""
        language = language_of(locale)
        subject, outcome = _SUBJECTS[self.subject][language], _OUTCOMES[self.outcome][language]
        if language == "zh":
            return f"{subject} {self.id} {outcome}：{'、'.join(self.guards)}"
        return f"{subject} {self.id} is {outcome}: {', '.join(self.guards)}"


def judge(
    findings: Iterable[Finding], policy: GuardPolicy, *, decisions: Iterable[Decision] = ()
) -> tuple[Verdict, ...]:
    """Say what becomes of each fact that findings concern (处置): by subject, then by id.

    A finding that people confirmed holds; one that they cleared is recorded only; of the others the policy says what
    follows. The worst wins, and the order of findings and decisions does not matter.

    Errors: `InvalidGuardError` "unknown" for a guard that the policy does not name, "facts".
    """
    checked_policy(policy)
    answers = decided(decisions)
    said: dict[tuple[Subject, str], dict[str, tuple[Outcome, str]]] = {}
    for finding in listed(findings, "finding", "[Finding, …]"):
        outcome = _outcome(finding, policy, answers)
        for subject, id_ in _concerned(finding):
            said.setdefault((subject, id_), {})[finding.id] = (outcome, finding.guard)
    verdicts = []
    for (subject, id_), by_finding in said.items():
        worst = max((outcome for outcome, _ in by_finding.values()), key=lambda outcome: outcome.rank)
        guards = {guard for outcome, guard in by_finding.values() if outcome is worst}
        verdicts.append(Verdict(subject, id_, worst, tuple(sorted(guards)), tuple(sorted(by_finding))))
    places = {subject: place for place, subject in enumerate(Subject)}
    return tuple(sorted(verdicts, key=lambda verdict: (places[verdict.subject], verdict.id)))


def queue(
    findings: Iterable[Finding], policy: GuardPolicy, *, decisions: Iterable[Decision] = ()
) -> tuple[Finding, ...]:
    """Return what people are to look at (复核队列): what holds or is to be reviewed, and nobody has decided.

    What holds stands first, then the gravest.

    Errors: as `judge`.
    """
    checked_policy(policy)
    answers = decided(decisions)
    waiting = {
        finding.id: (-outcome.rank, finding)
        for finding in listed(findings, "finding", "[Finding, …]")
        if (outcome := _outcome(finding, policy, {})) is not Outcome.IGNORE and finding.id not in answers
    }
    ordered = sorted(waiting.values(), key=lambda one: (one[0], one[1].place))
    return tuple(finding for _, finding in ordered)


def rejected(verdicts: Iterable[Verdict]) -> Mapping[str, str]:
    """Return the touches that are held, each with the words of the guards that say so (被拒触点).

    An order that such a touch led to goes to the next touch that may have it, and says why (顺延).

    >>> rejected([Verdict(Subject.TOUCH, "t-1", Outcome.HOLD, ("click_injection", "ring"), ("f-1", "f-2"))])
    {'t-1': 'click_injection, ring'}
    """
    return _on_hold(verdicts, Subject.TOUCH)


def held(verdicts: Iterable[Verdict]) -> Mapping[str, str]:
    """Return the orders that are held, each with the words of the guards that say so (暂扣订单).

    Whoever is credited with such an order waits for his commission until people have decided (佣金冻结).

    >>> held([Verdict(Subject.ORDER, "O1", Outcome.HOLD, ("ring",), ("f-1",))])
    {'O1': 'ring'}
    """
    return _on_hold(verdicts, Subject.ORDER)


def _on_hold(verdicts: Iterable[Verdict], subject: Subject) -> dict[str, str]:
    """Return what is held of one subject, with its reasons."""
    reasons = {}
    for verdict in listed(verdicts, "verdict", "[Verdict, …]"):
        if not isinstance(verdict, Verdict):
            raise InvalidGuardError("verdict", verdict, "facts", "Verdict")
        if verdict.subject is subject and verdict.outcome is Outcome.HOLD:
            reasons[verdict.id] = ", ".join(verdict.guards)
    return reasons


def _outcome(finding: Finding, policy: GuardPolicy, answers: Mapping[str, Answer]) -> Outcome:
    """Return what follows from a finding; a guard that the policy does not name is refused, decided or not."""
    if not isinstance(finding, Finding):
        raise InvalidGuardError("finding", finding, "facts", "Finding")
    by_policy = policy.outcome_of(finding.guard)
    match answers.get(finding.id):
        case Answer.CONFIRM:
            return Outcome.HOLD
        case Answer.CLEAR:
            return Outcome.IGNORE
        case None:
            return by_policy


def _concerned(finding: Finding) -> Iterator[tuple[Subject, str]]:
    """Yield every fact that a finding puts in question; its witnesses are not."""
    for subject, ids in (
        (Subject.TOUCH, finding.touches),
        (Subject.ORDER, finding.orders),
        (Subject.BOND, finding.bonds),
        (Subject.ATTEMPT, finding.attempts),
    ):
        for id_ in ids:
            yield subject, id_


__all__ = ["Subject", "Verdict", "held", "judge", "queue", "rejected"]
