"""What guards refuse, whole and with its reason."""

from typing import Any

import pytest

from communekit.attribution.guards import (
    ClickFlooding,
    ClickInjection,
    CodeAttempt,
    CodeStuffing,
    Decision,
    DuplicateAccounts,
    Facts,
    GuardFactConflictError,
    GuardPolicy,
    GuardRule,
    InvalidGuardError,
    Mark,
    NewDevices,
    OwnGuard,
    Purchase,
    Ring,
    SelfDealing,
    SharedMark,
    Velocity,
    judge,
    queue,
    watch,
)
from communekit.ids import InvalidIdError, InvalidTextError
from communekit.orders import Line, Order
from communekit.parties import InvalidTouchError, Touch
from communekit.period import Duration, Window
from tests.attribution.guards.test_verdicts import POLICY, finding
from tests.attribution.guards.worlds import START, at
from tests.refused import Refusal, check_refusal

HOUR = Duration.hours(1)


def other(value: object) -> Any:
    """Hand in what the types forbid."""
    return value


STRANGER = Order("O1", "S1", [Line.of("1", "tea", "10.00")], at(0), at(1))
RULE = GuardRule(SelfDealing(), other("hold"))

REFUSALS: tuple[Refusal, ...] = (
    (lambda: Velocity(of=other("smile"), limit=1, window=HOUR), InvalidGuardError("pace", "smile", "not_a_word")),
    (lambda: Velocity(of=other("click"), limit=0, window=HOUR), InvalidGuardError("limit", 0, "count")),
    (lambda: Velocity(of=other("click"), limit=True, window=HOUR), InvalidGuardError("limit", True, "count")),
    (
        lambda: Velocity(of=other("click"), limit=1, window=Duration.days(1)),
        InvalidGuardError("window", "P1D", "calendar"),
    ),
    (
        lambda: Velocity(of=other("click"), limit=1, window=Duration()),
        InvalidGuardError("window", "P0D", "calendar"),
    ),
    (lambda: SelfDealing(lookback=other(3600)), InvalidGuardError("window", 3600, "facts")),
    (lambda: SelfDealing(word="Self"), InvalidGuardError("word", "Self", "not_a_word")),
    (lambda: SelfDealing(word=other(None)), InvalidGuardError("word", None, "not_a_word")),
    (lambda: Ring(persons_max=1), InvalidGuardError("persons_max", 1, "count")),
    (lambda: Ring(persons_max=13), InvalidGuardError("persons_max", 13, "count")),
    (lambda: SharedMark(kind=other("car"), limit=1), InvalidGuardError("kind of mark", "car", "not_a_word")),
    (lambda: DuplicateAccounts(limit=1), InvalidGuardError("limit", 1, "count")),
    (lambda: NewDevices(share_bps=10_001), InvalidGuardError("share_bps", 10_001, "count")),
    (
        lambda: ClickFlooding(per=other("moon"), limit=1, window=HOUR),
        InvalidGuardError("count", "moon", "not_a_word"),
    ),
    (
        lambda: ClickFlooding(per=other("person"), limit=1, window=HOUR, rate_bps=0),
        InvalidGuardError("rate_bps", 0, "count"),
    ),
    (lambda: CodeStuffing(per=other("leader")), InvalidGuardError("count", "leader", "not_a_word")),
    (lambda: ClickInjection(kinds=other("link")), InvalidGuardError("list of kinds", "link", "facts")),
    (lambda: ClickInjection(kinds=other([])), InvalidGuardError("list of kinds", "", "nothing")),
    (lambda: ClickInjection(kinds=other(["LINK"])), InvalidTouchError("kind", "LINK")),
    (lambda: Purchase.of(STRANGER), InvalidGuardError("buyer", "O1", "nobody")),
    (lambda: Purchase("a/b", at(0), "M1"), InvalidIdError("order id", "a/b", "separator")),
    (
        lambda: CodeAttempt("a1", at(0), "V", other(1)),
        InvalidGuardError("answer to a code", 1, "facts"),
    ),
    (
        lambda: Mark("V", other("car"), "h", Window(START)),
        InvalidGuardError("kind of mark", "car", "not_a_word"),
    ),
    (lambda: Mark("V", other("device"), "h", other("always")), InvalidGuardError("window", "always", "facts")),
    (lambda: Mark("V", other("device"), "", Window(START)), InvalidIdError("hash of a mark", "", "empty")),
    (lambda: Facts(touches=[other("t1")]), InvalidGuardError("touch", "t1", "facts")),
    (lambda: Facts(marks=[other("d1")]), InvalidGuardError("mark", "d1", "facts")),
    (lambda: Facts(same=other(["AB"])), InvalidGuardError("group of ids", "AB", "facts")),
    (
        lambda: Facts(touches=[Touch("t", at(0), "link", "V", "L"), Touch("t", at(1), "link", "V", "L")]),
        GuardFactConflictError("touch", "t"),
    ),
    (
        lambda: Facts(purchases=[Purchase("O1", at(0), "V"), Purchase("O1", at(0), "V", leader="L")]),
        GuardFactConflictError("order", "O1"),
    ),
    (lambda: GuardRule(other(SelfDealing), other("hold")), InvalidGuardError("guard", SelfDealing, "facts")),
    (lambda: GuardRule(other("ring"), other("hold")), InvalidGuardError("guard", "ring", "facts")),
    (lambda: GuardRule(SelfDealing(), other("hide")), InvalidGuardError("outcome", "hide", "not_a_word")),
    (lambda: GuardPolicy([RULE, RULE]), InvalidGuardError("word", "self_dealing", "twice")),
    (lambda: GuardPolicy([other("ring")]), InvalidGuardError("rule", "ring", "facts")),
    (lambda: GuardPolicy([RULE]).outcome_of("ring"), InvalidGuardError("word", "ring", "unknown")),
    (lambda: judge([finding()], GuardPolicy([RULE])), InvalidGuardError("word", "two", "unknown")),
    (lambda: queue([other("f")], POLICY), InvalidGuardError("finding", "f", "facts")),
    (lambda: judge([], POLICY, decisions=[other("d")]), InvalidGuardError("decision", "d", "facts")),
    (
        lambda: watch(Facts(), GuardPolicy([GuardRule(OwnGuard("own", lambda _: [finding()]), other("hold"))])),
        InvalidGuardError("finding of own", finding(), "foreign"),
    ),
    (
        lambda: watch(Facts(), GuardPolicy([GuardRule(OwnGuard("own", lambda _: other(["x"])), other("hold"))])),
        InvalidGuardError("finding of own", "x", "foreign"),
    ),
    (lambda: finding(counted=1), InvalidGuardError("figure", 1, "below")),
    (lambda: finding(counted=-1, limit=-2), InvalidGuardError("counted", -1, "count")),
    (lambda: finding(en=""), InvalidGuardError("sentence", "", "sentence")),
    (lambda: finding(zh=None), InvalidGuardError("sentence", None, "sentence")),
    (lambda: finding(touches="t1"), InvalidGuardError("list of ids", "t1", "facts")),
    (lambda: finding(severity="grave"), InvalidGuardError("severity", "grave", "not_a_word")),
    (lambda: Decision("f", other("maybe"), "ops", at(0), "so"), InvalidGuardError("answer", "maybe", "not_a_word")),
    (lambda: Decision("f", other("clear"), "ops", at(0), ""), InvalidTextError("why", "", "empty")),
)  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS)
def test_what_is_refused(refusal: Refusal) -> None:
    """With its data, and in both languages."""
    check_refusal(refusal)


def test_ids_of_any_letters_do_not_stop_a_guard() -> None:
    """The longest ids, with many marks on a letter, still give a finding: nobody hides behind his name."""
    long = ["q" + "\u0301" * 120 + str(n) for n in range(4)]
    facts = Facts(
        touches=[Touch(f"{long[1]}{n}", at(n), "link", long[1], long[2]) for n in range(3)],
        purchases=[Purchase("O" * 128, at(5), long[1], leader=long[2])],
        same=[long[1:3]],
    )
    assert {found.guard for found in watch(facts, GuardPolicy([RULE]))} == {"self_dealing"}
