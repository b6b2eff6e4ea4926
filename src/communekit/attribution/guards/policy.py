"""Policies (防作弊策略): which guards look, and what follows from what they find."""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Final, Self

import attrs

from communekit.period import Duration

from .checked import listed, one_of
from .click_flooding import ClickFlooding
from .click_injection import ClickInjection
from .code_stuffing import CodeStuffing
from .duplicate_accounts import DuplicateAccounts
from .errors import InvalidGuardError
from .facts import Facts
from .finding import Finding
from .guard import Guard
from .late_code import LateCode
from .new_devices import NewDevices
from .ring import Ring
from .self_dealing import SelfDealing
from .shared_mark import SharedMark
from .velocity import Velocity


class Outcome(Enum):
    """What follows from a finding (处置): recorded only (仅记录), to be looked at (复核), held (冻结佣金)."""

    IGNORE = "ignore"
    REVIEW = "review"
    HOLD = "hold"

    @property
    def rank(self) -> int:
        """Its place, the worst highest."""
        return list(Outcome).index(self)


def _outcome_of_word(given: Outcome | str) -> Outcome:
    return one_of(Outcome, given, "outcome")


@attrs.frozen
class GuardRule:
    """A guard, with its thresholds, and what follows from what it finds (一条规则).

    Errors: `InvalidGuardError` "facts" for what is no guard, "not_a_word" for the outcome.

    >>> GuardRule(SelfDealing(), "hold").outcome
    <Outcome.HOLD: 'hold'>
    """

    guard: Guard
    outcome: Outcome = attrs.field(converter=_outcome_of_word)

    def __attrs_post_init__(self) -> None:
        guard: object = self.guard
        if (
            isinstance(guard, type)
            or not callable(guard)
            or not isinstance(getattr(guard, "word", None), str)
        ):
            raise InvalidGuardError("guard", guard, "facts", "SelfDealing(), OwnGuard(word, function), …")


def _rules(given: Iterable[GuardRule]) -> tuple[GuardRule, ...]:
    rules = tuple(listed(given, "rule", "[GuardRule, …]"))
    words: set[str] = set()
    for rule in rules:
        if not isinstance(rule, GuardRule):
            raise InvalidGuardError("rule", rule, "facts", 'GuardRule(guard, "hold")')
        if rule.guard.word in words:
            raise InvalidGuardError("word", rule.guard.word, "twice")
        words.add(rule.guard.word)
    return rules


@attrs.frozen
class GuardPolicy:
    """Which guards look, and what follows (防作弊策略). Data: the host sets thresholds, and adds guards of its own.

    The order of the rules does not matter: of several outcomes for one fact the worst wins.

    Args:
        rules: Each guard with its outcome; each word once.

    Errors: `InvalidGuardError` "twice", "facts".

    >>> GuardPolicy([GuardRule(SelfDealing(), "hold")]).outcome_of("self_dealing")
    <Outcome.HOLD: 'hold'>
    """

    rules: tuple[GuardRule, ...] = attrs.field(converter=_rules)

    @classmethod
    def usual(cls) -> Self:
        """Return thresholds to begin with; what is right depends on the community.

        Held is what a person cannot do by chance. What neighbours do every day, such as a family that shares a
        tablet, is looked at or recorded.
        """
        return cls(_USUAL)

    def outcome_of(self, word: str) -> Outcome:
        """Return what follows from the findings of a guard.

        Errors: `InvalidGuardError` "unknown": nothing is let through because nobody thought of it.
        """
        for rule in self.rules:
            if rule.guard.word == word:
                return rule.outcome
        raise InvalidGuardError("word", word, "unknown")


def watch(facts: Facts, policy: GuardPolicy) -> tuple[Finding, ...]:
    """Return what the guards of a policy find (巡查): the gravest first, then by guard and time; each once.

    Errors: `InvalidGuardError` "foreign" where a host's guard answers with what is not its finding, "facts" for other
    facts than those of guards, and for what is no policy.

    >>> watch(Facts(), GuardPolicy.usual())
    ()
    """
    if not isinstance(facts, Facts):
        raise InvalidGuardError("facts", facts, "facts", "communekit.attribution.guards.Facts")
    found: dict[str, Finding] = {}
    for rule in checked_policy(policy).rules:
        for finding in _findings(rule.guard, facts):
            found.setdefault(finding.id, finding)
    return tuple(sorted(found.values(), key=lambda finding: finding.place))


def _findings(guard: Guard, facts: Facts) -> Iterator[Finding]:
    for finding in listed(guard(facts), "finding", "[Finding, …]"):
        answered: object = finding
        if not isinstance(answered, Finding) or answered.guard != guard.word:
            raise InvalidGuardError("finding", answered, "foreign", guard.word)
        yield answered


def checked_policy(given: GuardPolicy) -> GuardPolicy:
    """Return a policy; what is none is refused."""
    if not isinstance(given, GuardPolicy):
        raise InvalidGuardError("policy", given, "facts", "GuardPolicy")
    return given


_USUAL: Final = (
    GuardRule(SelfDealing(), Outcome.HOLD),
    GuardRule(SharedMark(kind="device", limit=1), Outcome.REVIEW),
    GuardRule(SharedMark(kind="household", limit=3), Outcome.IGNORE),
    GuardRule(Ring(persons_max=5, times=2), Outcome.REVIEW),
    GuardRule(Velocity(of="order", limit=200, window=Duration.hours(1)), Outcome.REVIEW),
    GuardRule(Velocity(of="bond", limit=100, window=Duration.hours(1)), Outcome.REVIEW),
    GuardRule(
        ClickFlooding(per="person", limit=100, window=Duration.hours(1), rate_bps=100),
        Outcome.HOLD,
    ),
    GuardRule(
        ClickFlooding(per="device", limit=200, window=Duration.hours(1), rate_bps=100),
        Outcome.HOLD,
    ),
    GuardRule(
        ClickFlooding(per="leader", limit=5_000, window=Duration.hours(24), rate_bps=5),
        Outcome.REVIEW,
    ),
    GuardRule(ClickInjection(within=Duration.seconds(2)), Outcome.HOLD),
    GuardRule(CodeStuffing(per="person", limit=10, window=Duration.hours(1)), Outcome.HOLD),
    GuardRule(CodeStuffing(per="device", limit=20, window=Duration.hours(1)), Outcome.REVIEW),
    GuardRule(LateCode(), Outcome.REVIEW),
    GuardRule(DuplicateAccounts(kind="device", limit=4), Outcome.REVIEW),
    GuardRule(NewDevices(limit=20, share_bps=8_000), Outcome.REVIEW),
)


__all__ = ["GuardPolicy", "GuardRule", "Outcome", "checked_policy", "watch"]
