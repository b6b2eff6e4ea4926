"""Both sides of each edge: windows, limits, rates and spans."""

from collections.abc import Callable

import pytest

from communekit.attribution.guards import (
    ClickFlooding,
    ClickInjection,
    CodeAttempt,
    CodeStuffing,
    DuplicateAccounts,
    Facts,
    Guard,
    LateCode,
    Mark,
    MarkKind,
    NewBond,
    NewDevices,
    Pace,
    Per,
    Purchase,
    Ring,
    SelfDealing,
    Severity,
    SharedMark,
    Velocity,
)
from communekit.parties import Touch
from communekit.period import Duration, Window
from tests.attribution.guards.worlds import at

TEN = Duration.seconds(10)


def clicks(number: int, *, last: int = 9) -> list[Touch]:
    """Return so many clicks, the first at second 0, all others at the last one."""
    return [Touch(f"t{n}", at(last if n else 0), "link", "V", "L") for n in range(number)]


def bought(moment: int, id_: str = "O1", by: str = "V", leader: str | None = "L") -> Purchase:
    """Return an order at a second."""
    return Purchase(id_, at(moment), by, leader=leader)


def device(person: str, start: int, end: int | None = None) -> Mark:
    """Return who had the one device of these tests, from when until when."""
    return Mark(person, MarkKind.DEVICE, "d1", Window(at(start), None if end is None else at(end)))


def farm(new: int, old: int) -> Facts:
    """Return a leader's orders, each buyer with a device of his own, some of them ten seconds old."""
    marks, orders = [], []
    for n in range(new + old):
        start = 11 if n < new else 10
        marks.append(Mark(f"M{n}", MarkKind.DEVICE, f"d{n}", Window(at(start))))
        orders.append(bought(20, f"O{n}", f"M{n}"))
    return Facts(purchases=orders, marks=marks)


CIRCLE = [("A", "B"), ("B", "C"), ("C", "A")]


def circle(*moments: int) -> Facts:
    """Return a ring of three, its orders at these seconds."""
    return Facts(
        purchases=[
            bought(moment, f"O{n}", buyer, leader)
            for n, (moment, (buyer, leader)) in enumerate(zip(moments, CIRCLE * 2, strict=False))
        ]
    )


def code(moment: int, **more: int) -> Touch:
    """Return a coupon of L2 at a second."""
    return Touch("c", at(moment), "coupon", "V", "L2", priority=more.get("priority", 0))


EDGES: dict[str, tuple[Guard, Facts, Facts]] = {
    "the limit itself trips, one less does not": (
        Velocity(of=Pace.CLICK, limit=3, window=TEN),
        Facts(touches=clicks(3)),
        Facts(touches=clicks(2)),
    ),
    "the last instant of a window is not in it": (
        Velocity(of=Pace.CLICK, limit=2, window=TEN),
        Facts(touches=clicks(2, last=9)),
        Facts(touches=clicks(2, last=10)),
    ),
    "a limit of bonds": (
        Velocity(of=Pace.BOND, limit=2, window=TEN),
        Facts(bonds=[NewBond("b1", at(0), "M1", "L"), NewBond("b2", at(9), "M2", "L")]),
        Facts(bonds=[NewBond("b1", at(0), "M1", "L"), NewBond("b2", at(9), "M2", "K")]),
    ),
    "a touch leads to an order less than the look-back later": (
        SelfDealing(lookback=TEN),
        Facts(touches=[Touch("t", at(0), "link", "L", "L")], purchases=[bought(9, by="L", leader=None)]),
        Facts(touches=[Touch("t", at(0), "link", "L", "L")], purchases=[bought(10, by="L", leader=None)]),
    ),
    "a touch at the instant of the order leads to it, one after it does not": (
        SelfDealing(lookback=TEN),
        Facts(touches=[Touch("t", at(5), "link", "L", "L")], purchases=[bought(5, by="L", leader=None)]),
        Facts(touches=[Touch("t", at(6), "link", "L", "L")], purchases=[bought(5, by="L", leader=None)]),
    ),
    "a touch of another order leads nowhere else": (
        SelfDealing(lookback=TEN),
        Facts(
            touches=[Touch("t", at(5), "code", "L", "L", order="O1")],
            purchases=[bought(5, by="L", leader=None)],
        ),
        Facts(
            touches=[Touch("t", at(5), "code", "L", "L", order="O2")],
            purchases=[bought(5, by="L", leader=None)],
        ),
    ),
    "who is credited is known, so his own touch is no matter": (
        SelfDealing(lookback=TEN),
        Facts(
            touches=[Touch("t", at(5), "link", "V", "L")],
            purchases=[bought(5, leader=None)],
            same=[("V", "L")],
        ),
        Facts(
            touches=[Touch("t", at(5), "link", "V", "L")],
            purchases=[bought(5, leader="K")],
            same=[("V", "L")],
        ),
    ),
    "a device is shared until somebody gives it away": (
        SharedMark(kind=MarkKind.DEVICE, limit=1),
        Facts(purchases=[bought(9)], marks=[device("L", 0, 10), device("V", 0)]),
        Facts(purchases=[bought(10)], marks=[device("L", 0, 10), device("V", 0)]),
    ),
    "persons are counted, not orders": (
        SharedMark(kind=MarkKind.DEVICE, limit=2),
        Facts(
            purchases=[bought(5), bought(6, "O2", "W")],
            marks=[device("L", 0), device("V", 0), device("W", 0)],
        ),
        Facts(
            purchases=[bought(5), bought(6, "O2", "W")],
            marks=[device("L", 0), device("V", 0), device("W", 0)],
            same=[("V", "W")],
        ),
    ),
    "a ring closes less than a window after it began": (
        Ring(times=1, window=TEN),
        circle(0, 5, 9),
        circle(0, 5, 10),
    ),
    "a ring needs every leg as often as is said": (
        Ring(times=2, window=TEN),
        circle(0, 1, 2, 3, 4, 5),
        circle(0, 1, 2, 3, 4),
    ),
    "a ring of three is none of two": (
        Ring(times=1, window=TEN, persons_max=3),
        circle(0, 1, 2),
        circle(0, 1),
    ),
    "longer rings than are asked for are not looked for": (
        Ring(times=1, window=TEN, persons_max=3),
        circle(0, 0, 0),
        Facts(purchases=[bought(0, f"O{n}", "ABCD"[n], "BCDA"[n]) for n in range(4)]),
    ),
    "buying from oneself is no ring": (
        Ring(times=1, window=TEN),
        circle(0, 1, 2),
        Facts(purchases=[bought(0, by="L")]),
    ),
    "a conversion rate at its floor is well": (
        ClickFlooding(per=Per.PERSON, limit=4, window=TEN, rate_bps=2_500),
        Facts(touches=clicks(5), purchases=[bought(9)]),
        Facts(touches=clicks(4), purchases=[bought(9)]),
    ),
    "an order a whole window after the last click is not of it": (
        ClickFlooding(per=Per.PERSON, limit=2, window=TEN, rate_bps=10),
        Facts(touches=clicks(2), purchases=[bought(19)]),
        Facts(touches=clicks(2), purchases=[bought(18)]),
    ),
    "an order before the first click is not of it": (
        ClickFlooding(per=Per.PERSON, limit=2, window=TEN, rate_bps=10),
        Facts(touches=clicks(2), purchases=[bought(-1)]),
        Facts(touches=clicks(2), purchases=[bought(0)]),
    ),
    "views are no clicks": (
        ClickFlooding(per=Per.PERSON, limit=1, window=TEN),
        Facts(touches=clicks(1)),
        Facts(touches=[Touch("t", at(0), "link", "V", "L", is_view=True)]),
    ),
    "clicks to nobody count for nothing": (
        ClickFlooding(per=Per.PERSON, limit=1, window=TEN),
        Facts(touches=clicks(1)),
        Facts(touches=[Touch("t", at(0), "ad", "V")]),
    ),
    "injection is less than the span before": (
        ClickInjection(within=TEN),
        Facts(touches=clicks(1), purchases=[bought(9)]),
        Facts(touches=clicks(1), purchases=[bought(10)]),
    ),
    "a scan in the store comes last by nature": (
        ClickInjection(within=TEN),
        Facts(touches=clicks(1), purchases=[bought(0)]),
        Facts(touches=[Touch("t", at(0), "scan", "V", "L")], purchases=[bought(0)]),
    ),
    "codes that are right are not counted": (
        CodeStuffing(limit=2, window=TEN),
        Facts(attempts=[CodeAttempt("a", at(0), "V", False), CodeAttempt("b", at(9), "V", False)]),
        Facts(attempts=[CodeAttempt("a", at(0), "V", False), CodeAttempt("b", at(9), "V", True)]),
    ),
    "a code is late less than the span before the order": (
        LateCode(within=TEN, lookback=Duration.minutes(1)),
        Facts(touches=[*clicks(1), code(5)], purchases=[bought(14, leader=None)]),
        Facts(touches=[*clicks(1), code(5)], purchases=[bought(15, leader=None)]),
    ),
    "of two at one instant the code has to be the later": (
        LateCode(within=TEN, lookback=TEN),
        Facts(touches=[*clicks(1), code(0, priority=1)], purchases=[bought(5, leader=None)]),
        Facts(touches=[*clicks(1), code(0, priority=-1)], purchases=[bought(5, leader=None)]),
    ),
    "one's own click before is no harm": (
        LateCode(within=TEN, lookback=TEN),
        Facts(touches=[*clicks(1), code(1)], purchases=[bought(5, leader=None)]),
        Facts(touches=[*clicks(1), code(1)], purchases=[bought(5, leader=None)], same=[("L", "L2")]),
    ),
    "who leaves at an instant is not there with who comes at it": (
        DuplicateAccounts(limit=2),
        Facts(marks=[device("A", 0, 6), device("B", 5)]),
        Facts(marks=[device("A", 0, 5), device("B", 5)]),
    ),
    "ids of one person are one account": (
        DuplicateAccounts(limit=2),
        Facts(marks=[device("A", 0), device("B", 0)]),
        Facts(marks=[device("A", 0), device("B", 0)], same=[("A", "B")]),
    ),
    "the share of new devices is reached, or just not": (
        NewDevices(limit=2, share_bps=6_667, window=TEN, new_for=TEN),
        farm(new=3, old=1),
        farm(new=2, old=1),
    ),
    "a share that is reached exactly trips": (
        NewDevices(limit=2, share_bps=5_000, window=TEN, new_for=TEN),
        farm(new=2, old=2),
        farm(new=2, old=3),
    ),
    "enough new devices, or one too few": (
        NewDevices(limit=3, share_bps=1, window=TEN, new_for=TEN),
        farm(new=3, old=9),
        farm(new=2, old=0),
    ),
}


@pytest.mark.parametrize("edge", EDGES)
def test_both_sides_of_the_edge(edge: str) -> None:
    """On one side one finding, on the other none."""
    guard, trips, does_not = EDGES[edge]
    assert len(tuple(guard(trips))) == 1
    assert tuple(guard(does_not)) == ()


def test_a_code_before_the_first_click_is_not_in_question() -> None:
    """Of two codes of one leader only that is late which came after somebody else's click."""
    early = Touch("early", at(0), "code", "V", "L2")
    click = Touch("click", at(1), "link", "V", "L")
    facts = Facts(touches=[early, click, code(2)], purchases=[bought(5, leader=None)])
    (found,) = LateCode(within=TEN, lookback=TEN)(facts)
    assert (found.touches, found.witnesses, found.counted) == (("c",), ("click",), 1)


def test_rate_is_exact_in_whole_numbers() -> None:
    """1 order of 10,000 clicks is one ten-thousandth, which is enough; of 10,001 it is not."""

    def found(number: int) -> int:
        touches = [Touch(f"t{n}", at(n % 10), "link", "V", "L") for n in range(number)]
        guard = ClickFlooding(per=Per.LEADER, limit=1_000, window=TEN, rate_bps=1)
        return len(tuple(guard(Facts(touches=touches, purchases=[bought(9)]))))

    assert (found(10_000), found(10_001)) == (0, 1)


@pytest.mark.parametrize(
    ("counted", "severity"),
    [(10, "low"), (19, "low"), (20, "medium"), (49, "medium"), (50, "high"), (10_000, "high")],
)
def test_severity_is_a_multiple_of_the_limit(counted: int, severity: str) -> None:
    """From the limit, from twice, from five times."""
    assert Severity.of(counted, 10) is Severity(severity)


Made = Callable[[], Guard]


@pytest.mark.parametrize(
    "tests_both",
    [
        lambda: Velocity(of=Pace.CLICK, limit=2, window=TEN, word="fast"),
        lambda: Velocity(of=Pace.CLICK, limit=2, window=TEN),
    ],
)
def test_a_word_can_be_chosen(tests_both: Made) -> None:
    """So that one kind of guard can stand in a policy with several windows."""
    guard = tests_both()
    assert {finding.guard for finding in guard(Facts(touches=clicks(2)))} == {guard.word}
    assert guard.word in {"fast", "velocity_click"}
