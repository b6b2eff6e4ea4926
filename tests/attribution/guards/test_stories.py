"""Worked examples: a leader who buys from himself, a ring of three, a click farm; and how many facts take how long."""

from time import process_time

from communekit.attribution.guards import (
    ClickFlooding,
    CodeAttempt,
    CodeStuffing,
    Decision,
    Facts,
    GuardPolicy,
    GuardRule,
    Mark,
    MarkKind,
    NewBond,
    Outcome,
    OwnGuard,
    Per,
    Purchase,
    Ring,
    SelfDealing,
    Severity,
    judge,
    queue,
    rejected,
    watch,
)
from communekit.orders import Line, Order
from communekit.parties import Touch
from communekit.period import Duration, Window
from tests.attribution.guards.worlds import at


def test_a_leader_who_buys_from_himself_under_another_number() -> None:
    """Zhang clicks li's link, then his own as a visitor, and buys as a member: his own click is set aside."""
    order = Order("O1", "east_gate", [Line.of("1", "cherries", "60.00")], at(60), at(70), member="m-881")
    facts = Facts(
        touches=[
            Touch("t-li", at(0), "link", "m-881", "li"),
            Touch("t-own", at(30), "link", "v-7", "zhang"),
        ],
        purchases=[Purchase.of(order)],
        same=[("v-7", "m-881"), ("m-881", "zhang")],
    )
    policy = GuardPolicy([GuardRule(SelfDealing(), Outcome.HOLD)])
    (found,) = watch(facts, policy)
    assert (found.touches, found.orders, found.severity) == (("t-own",), ("O1",), Severity.HIGH)
    assert found.parties == ("m-881", "v-7", "zhang")
    assert found.text("en") == "order O1 was bought by the one who earns on it: m-881, v-7, zhang"
    assert found.text("zh") == "订单 O1 的买家就是拿佣金的人：m-881、v-7、zhang"
    verdicts = judge([found], policy)
    assert rejected(verdicts) == {"t-own": "self_dealing"}  # The resolution goes on to t-li.
    assert [verdict.text("zh") for verdict in verdicts] == [
        "触点 t-own 暂扣：self_dealing",
        "订单 O1 暂扣：self_dealing",
    ]


def test_a_ring_of_three_and_the_neighbours_who_are_none() -> None:
    """A buys by B, B by C, C by A, twice round; D and E bought by each other once, as neighbours do."""
    hours = 3_600
    orders = [
        Purchase(f"O{n}", at(n * hours), buyer, leader=leader)
        for n, (buyer, leader) in enumerate([("A", "B"), ("B", "C"), ("C", "A")] * 2)
    ]
    orders += [Purchase("O8", at(0), "D", leader="E"), Purchase("O9", at(0), "E", leader="D")]
    (found,) = Ring(times=2, window=Duration.hours(24))(Facts(purchases=orders))
    assert found.parties == ("A", "B", "C")
    assert found.orders == ("O0", "O1", "O2", "O3", "O4", "O5")
    assert found.text("zh") == "环形互刷：A、B、C 在 1 天内互相下单 6 笔"
    assert len(list(Ring(times=1)(Facts(purchases=orders)))) == 2


def test_a_ring_over_other_names() -> None:
    """Each uses one id to lead and another to buy; the ring is one of persons."""
    orders = [
        Purchase(f"O{n}", at(n), buyer, leader=leader)
        for n, (buyer, leader) in enumerate([("m-a", "L-b"), ("m-b", "L-c"), ("m-c", "L-a")])
    ]
    same = [("m-a", "L-a"), ("m-b", "L-b"), ("m-c", "L-c")]
    (found,) = Ring(times=1)(Facts(purchases=orders, same=same))
    assert found.counted == 3
    assert tuple(Ring(times=1)(Facts(purchases=orders, same=same[:2]))) == ()


def test_two_rings_with_one_head_are_one_finding_and_far_apart_two() -> None:
    """What shares a person within a window belongs together."""

    def pair(start: int, one: str, other: str) -> list[Purchase]:
        return [
            Purchase(f"O{start}{one}", at(start), one, leader=other),
            Purchase(f"O{start}{other}", at(start), other, leader=one),
        ]

    guard = Ring(times=1, window=Duration.seconds(10))
    near = list(guard(Facts(purchases=[*pair(0, "A", "B"), *pair(9, "B", "C")])))
    far = list(guard(Facts(purchases=[*pair(0, "A", "B"), *pair(10, "B", "C")])))
    assert [finding.counted for finding in near] == [4]
    assert [finding.counted for finding in far] == [2, 2]


def test_what_left_the_window_closes_no_ring() -> None:
    """A buys by B, and B by A a window later, while C and D ring: the ring is theirs alone."""
    trades = [(0, "A", "B"), (10, "B", "A"), (10, "C", "D"), (11, "D", "C"), (100, "A", "C"), (200, "C", "A")]
    orders = [Purchase(f"O{at_}{one}", at(at_), one, leader=other) for at_, one, other in trades]
    (found,) = Ring(times=1, window=Duration.seconds(10))(Facts(purchases=orders))
    assert found.orders == ("O10C", "O11D")


def test_a_click_farm() -> None:
    """Three phones click 120 times in an hour and buy once; a busy evening of 120 neighbours is no farm."""
    phone = [Mark(f"v{n}", MarkKind.DEVICE, f"d{n % 3}", Window(at(0))) for n in range(120)]
    touches = [Touch(f"t{n}", at(n * 20), "link", f"v{n}", "L") for n in range(120)]
    facts = Facts(touches=touches, marks=phone, purchases=[Purchase("O1", at(3_000), "v0", leader="L")])
    guard = ClickFlooding(per=Per.DEVICE, limit=40, window=Duration.hours(1), rate_bps=300)
    found = list(guard(facts))
    assert [(finding.key, finding.counted, finding.orders) for finding in found] == [
        ("d0", 40, ("O1",)),
        ("d1", 40, ()),
        ("d2", 40, ()),
    ]
    assert found[0].text("zh").startswith("设备 d0 点击 40 次，1 小时内最多 40 次，成交 1 单")
    own = [Mark(f"v{n}", MarkKind.DEVICE, f"own{n}", Window(at(0))) for n in range(120)]
    assert list(guard(Facts(touches=touches, marks=own))) == []


def test_a_guessed_code_is_in_question() -> None:
    """Ten wrong codes, then one that fits: the touch it made and its order are concerned."""
    wrong = [CodeAttempt(f"a{n}", at(n), "V", False) for n in range(10)]
    touch = Touch("t-1", at(20), "code", "V", "L", order="O1")
    (found,) = CodeStuffing(limit=10)(Facts(attempts=wrong, touches=[touch]))
    assert (found.touches, found.orders, len(found.attempts)) == (("t-1",), ("O1",), 10)
    assert found.parties == ("L", "V")


def test_a_finding_that_was_cleared_stays_so_until_there_is_a_new_fact() -> None:
    """A family with one tablet: looked at once, recorded ever after; whoever comes new is looked at again."""

    def family(*members: str) -> Facts:
        return Facts(
            purchases=[Purchase(f"O-{one}", at(5), one, leader="L") for one in members],
            marks=[Mark(one, MarkKind.DEVICE, "tablet", Window(at(0))) for one in ("L", *members)],
        )

    policy = GuardPolicy.usual()
    (found,) = watch(family("wife"), policy)
    assert queue([found], policy) == (found,)
    cleared = Decision(found.id, "clear", "ops-1", at(900), "one family, one tablet")
    (again,) = watch(family("wife"), policy)
    assert queue([again], policy, decisions=[cleared]) == ()
    assert [verdict.outcome for verdict in judge([again], policy, decisions=[cleared])] == [Outcome.IGNORE]
    (grown,) = watch(family("wife", "stranger"), policy)
    assert queue([grown], policy, decisions=[cleared]) == (grown,)


def test_a_host_adds_a_guard_of_its_own() -> None:
    """Any function from facts to findings, under a word of its own."""
    usual = SelfDealing(word="night_buying")
    own = OwnGuard("night_buying", lambda facts: [f for f in usual(facts) if f.first_at.hour < 6])
    facts = Facts(purchases=[Purchase("O1", at(0), "L", leader="L")])
    policy = GuardPolicy([*GuardPolicy.usual().rules, GuardRule(own, Outcome.REVIEW)])
    assert {finding.guard for finding in watch(facts, policy)} == {"self_dealing", "night_buying"}


def test_a_hundred_thousand_touches_take_seconds() -> None:
    """All usual guards over 100,000 touches, 10,000 orders and 5,000 bonds; one leader is a farm of 20,000 clicks."""
    touches = [
        Touch(f"t{n}", at(n * 8), "link", f"v{n % 9_000}", "farm" if n % 5 == 0 else f"L{n % 500}")
        for n in range(100_000)
    ]
    purchases = [Purchase(f"O{n}", at(n * 80 + 1), f"v{n % 9_000}") for n in range(10_000)]
    bonds = [NewBond(f"b{n}", at(n * 160), f"v{n}", f"L{n % 500}") for n in range(5_000)]
    marks = [Mark(f"v{n}", MarkKind.DEVICE, f"d{n}", Window(at(-99_999))) for n in range(9_000)]
    start = process_time()
    facts = Facts(touches=touches, purchases=purchases, bonds=bonds, marks=marks)
    found = watch(facts, GuardPolicy.usual())
    judge(found, GuardPolicy.usual())
    assert process_time() - start < 20
    assert all(finding.counted >= finding.limit for finding in found)
