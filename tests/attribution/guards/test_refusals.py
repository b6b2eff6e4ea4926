"""What guards refuse, whole and with its reason."""

from typing import Any

import pytest

from communekit.attribution import Identities, SignIn
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
    held,
    judge,
    queue,
    rejected,
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
KNOWN = Identities([SignIn(at(0), "V7", "M1")])
GROUPS = '[("V7", "M1"), identities.accounts_of("M2"), …]'
A_GUARD = "SelfDealing(), OwnGuard(word, function), …"
A_RULE = 'GuardRule(guard, "hold")'

REFUSALS: tuple[Refusal, ...] = (
    (lambda: Velocity(of=other("smile"), limit=1, window=HOUR), InvalidGuardError("of", "smile", "not_a_word", "click, view, order, bond")),
    (lambda: Velocity(of=other("click"), limit=0, window=HOUR), InvalidGuardError("limit", 0, "count", "1–1,000,000,000")),
    (lambda: Velocity(of=other("click"), limit=True, window=HOUR), InvalidGuardError("limit", True, "count", "1–1,000,000,000")),
    (
        lambda: Velocity(of=other("click"), limit=1, window=Duration.days(1)),
        InvalidGuardError("window", "P1D", "calendar"),
    ),
    (
        lambda: Velocity(of=other("click"), limit=1, window=Duration()),
        InvalidGuardError("window", "P0D", "calendar"),
    ),
    (lambda: SelfDealing(lookback=other(3600)), InvalidGuardError("window", 3600, "facts", "communekit.period.Duration")),
    (lambda: SelfDealing(word="Self"), InvalidGuardError("word", "Self", "spelling")),
    (lambda: SelfDealing(word=other(None)), InvalidGuardError("word", None, "spelling")),
    (lambda: Ring(persons_max=1), InvalidGuardError("persons_max", 1, "count", "2–12")),
    (lambda: Ring(persons_max=13), InvalidGuardError("persons_max", 13, "count", "2–12")),
    (lambda: SharedMark(kind=other("car"), limit=1), InvalidGuardError("kind", "car", "not_a_word", "device, household")),
    (lambda: DuplicateAccounts(limit=1), InvalidGuardError("limit", 1, "count", "2–1,000,000,000")),
    (lambda: NewDevices(share_bps=10_001), InvalidGuardError("share_bps", 10_001, "count", "1–10,000")),
    (
        lambda: ClickFlooding(per=other("moon"), limit=1, window=HOUR),
        InvalidGuardError("per", "moon", "not_a_word", "person, device, leader"),
    ),
    (
        lambda: ClickFlooding(per=other("person"), limit=1, window=HOUR, rate_bps=0),
        InvalidGuardError("rate_bps", 0, "count", "1–10,000"),
    ),
    (lambda: CodeStuffing(per=other("leader")), InvalidGuardError("per", "leader", "not_a_word", "person, device")),
    (lambda: ClickInjection(kinds=other("link")), InvalidGuardError("kinds", "link", "facts", '["link", "qr", …]')),
    (lambda: ClickInjection(kinds=other([])), InvalidGuardError("kinds", "", "nothing")),
    (lambda: ClickInjection(kinds=other(["LINK"])), InvalidTouchError("kind", "LINK")),
    (lambda: Purchase.of(STRANGER), InvalidGuardError("buyer", "O1", "nobody")),
    (lambda: Purchase("a/b", at(0), "M1"), InvalidIdError("order id", "a/b", "separator")),
    (
        lambda: CodeAttempt("a1", at(0), "V", other(1)),
        InvalidGuardError("is_known", 1, "facts", "True, False"),
    ),
    (
        lambda: Mark("V", other("car"), "h", Window(START)),
        InvalidGuardError("kind", "car", "not_a_word", "device, household"),
    ),
    (lambda: Mark("V", other("device"), "h", other("always")), InvalidGuardError("window", "always", "facts", "communekit.period.Window")),
    (lambda: Mark("V", other("device"), "", Window(START)), InvalidIdError("hash of a mark", "", "empty")),
    (lambda: Facts(touches=[other("t1")]), InvalidGuardError("touch", "t1", "facts", "Touch")),
    (lambda: Facts(marks=[other("d1")]), InvalidGuardError("mark", "d1", "facts", "Mark")),
    (lambda: Facts(same=other(["AB"])), InvalidGuardError("same", "AB", "facts", GROUPS)),
    (
        lambda: Facts(touches=[Touch("t", at(0), "link", "V", "L"), Touch("t", at(1), "link", "V", "L")]),
        GuardFactConflictError("touch", "t"),
    ),
    (
        lambda: Facts(purchases=[Purchase("O1", at(0), "V"), Purchase("O1", at(0), "V", leader="L")]),
        GuardFactConflictError("order", "O1"),
    ),
    (lambda: GuardRule(other(SelfDealing), other("hold")), InvalidGuardError("guard", SelfDealing, "facts", A_GUARD)),
    (lambda: GuardRule(other("ring"), other("hold")), InvalidGuardError("guard", "ring", "facts", A_GUARD)),
    (lambda: GuardRule(SelfDealing(), other("hide")), InvalidGuardError("outcome", "hide", "not_a_word", "ignore, review, hold")),
    (lambda: GuardPolicy([RULE, RULE]), InvalidGuardError("word", "self_dealing", "twice")),
    (lambda: GuardPolicy([other("ring")]), InvalidGuardError("rule", "ring", "facts", A_RULE)),
    (lambda: GuardPolicy([RULE]).outcome_of("ring"), InvalidGuardError("word", "ring", "unknown")),
    (lambda: judge([finding()], GuardPolicy([RULE])), InvalidGuardError("word", "two", "unknown")),
    (lambda: queue([other("f")], POLICY), InvalidGuardError("finding", "f", "facts", "Finding")),
    (lambda: judge([], POLICY, decisions=[other("d")]), InvalidGuardError("decision", "d", "facts", "Decision")),
    (
        lambda: watch(Facts(), GuardPolicy([GuardRule(OwnGuard("own", lambda _: [finding()]), other("hold"))])),
        InvalidGuardError("finding", finding(), "foreign", "own"),
    ),
    (
        lambda: watch(Facts(), GuardPolicy([GuardRule(OwnGuard("own", lambda _: other(["x"])), other("hold"))])),
        InvalidGuardError("finding", "x", "foreign", "own"),
    ),
    (lambda: finding(counted=1), InvalidGuardError("figure", 1, "below")),
    (lambda: finding(counted=-1, limit=-2), InvalidGuardError("counted", -1, "count", "0–1,000,000,000")),
    (lambda: finding(en=""), InvalidGuardError("sentence", "", "sentence")),
    (lambda: finding(zh=None), InvalidGuardError("sentence", None, "sentence")),
    (lambda: finding(touches="t1"), InvalidGuardError("ids", "t1", "facts", '["t-1", "t-2", …]')),
    (lambda: finding(severity="grave"), InvalidGuardError("severity", "grave", "not_a_word", "low, medium, high")),
    (lambda: Decision("f", other("maybe"), "ops", at(0), "so"), InvalidGuardError("answer", "maybe", "not_a_word", "confirm, clear")),
    (lambda: Facts(same=other(KNOWN)), InvalidGuardError("same", KNOWN, "facts", GROUPS)),
    (lambda: Facts(same=other([5])), InvalidGuardError("same", 5, "facts", GROUPS)),
    (lambda: Facts(touches=other(5)), InvalidGuardError("touch", 5, "facts", "[Touch, …]")),
    (lambda: Purchase.of(other("O1")), InvalidGuardError("order", "O1", "facts", "communekit.orders.Order")),
    (
        lambda: watch(other(POLICY), other(Facts())),
        InvalidGuardError("facts", POLICY, "facts", "communekit.attribution.guards.Facts"),
    ),
    (lambda: watch(Facts(), other("p")), InvalidGuardError("policy", "p", "facts", "GuardPolicy")),
    (lambda: judge([], other("p")), InvalidGuardError("policy", "p", "facts", "GuardPolicy")),
    (lambda: held(other(["O1"])), InvalidGuardError("verdict", "O1", "facts", "Verdict")),
    (lambda: rejected(other({"t": "x"})), InvalidGuardError("verdict", {"t": "x"}, "facts", "[Verdict, …]")),
    (lambda: OwnGuard("own", other(5)), InvalidGuardError("find", 5, "facts", "function(facts)")),
    (lambda: Decision("f", other("clear"), "ops", at(0), ""), InvalidTextError("why", "", "empty")),
)  # fmt: skip


def test_refusals_say_what_is_wanted() -> None:
    """The type, the range or the choices, in both languages; an empty value leaves no hole in the sentence."""
    for refused, english, chinese in (
        (
            InvalidGuardError("of", "", "not_a_word", "click, view"),
            "'' cannot be what is counted (of): it is one of click, view",
            "'' 不能用作计数对象（of）：只能是 click、view 之一",
        ),
        (
            InvalidGuardError("window", 3600, "facts", "communekit.period.Duration"),
            "3600 cannot be a window or look-back: what is wanted is communekit.period.Duration",
            "3600 不能用作时间窗或回溯期：应为 communekit.period.Duration",
        ),
        (
            InvalidGuardError("persons_max", 13, "count", "2–12"),
            "13 cannot be the longest ring (persons_max): it is a whole number, 2–12",
            "13 不能用作最大环（persons_max）：应为 2–12 的整数",
        ),
        (
            GuardFactConflictError("touch", "t-1"),
            "touch t-1 is told twice, and differently",
            "触点 t-1 出现两次，内容不一致",
        ),
    ):
        assert (refused.text("en"), refused.text("zh")) == (english, chinese)


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
