"""Worked figures of allocation, and both sides of each edge."""

import pytest

from communekit.groupbuy.allocation import (
    LOOSE,
    Booking,
    Demand,
    FairCost,
    FirstCome,
    Lock,
    Measure,
    Minimum,
    Pack,
    PartCase,
    Policy,
    Proportional,
    Reason,
    allocate,
    case_filling,
    cases_to_order,
    missing_units,
)
from communekit.ids import PartyId
from communekit.money import Money
from tests.groupbuy.allocation.worlds import booking, minute, queue

M0 = PartyId("m0")
HELP = queue((2, 4), (2, 2), (2, 1))


def got(bookings: list[Booking], units: int, policy: Policy = FirstCome()) -> list[int]:  # noqa: B008 - frozen
    """Return what each gets, in the order of booking."""
    return [portion.quantity for portion in allocate(bookings, LOOSE, delivered=units, policy=policy)]


@pytest.mark.parametrize(
    ("units", "policy", "shares"),
    [
        (6, FirstCome(), [2, 2, 2]),
        (5, FirstCome(), [2, 2, 1]),
        (9, FirstCome(), [5, 2, 2]),
        (12, FirstCome(), [6, 4, 2]),
        (13, FirstCome(), [6, 4, 3]),
        (14, FirstCome(), [6, 4, 3]),
        (4, Proportional(), [2, 1, 1]),
        (9, Proportional(), [4, 3, 2]),
        (9, FairCost(), [3, 3, 3]),
        (10, FairCost(), [4, 3, 3]),
        (12, FairCost(), [5, 4, 3]),
        (10, FairCost(price=Money.cny("1.00"), extra={"m0": Money.cny("2.00")}), [3, 4, 3]),
        (10, FairCost(price=Money.cny("1.00"), extra={"m0": Money.cny("2.01")}), [3, 4, 3]),
        (9, FairCost(price=Money.cny("1.00"), extra={"m0": Money.cny("1.00")}), [3, 3, 3]),
        (9, FairCost(price=Money.cny("1.00"), extra={"m0": Money.cny("1.01")}), [2, 4, 3]),
    ],
)
def test_who_gets_what(units: int, policy: Policy, shares: list[int]) -> None:
    """Three members want two each; one would take four more, one two, one one."""
    assert got(HELP, units, policy) == shares


def test_ties_of_proportions_go_to_the_earlier_booking() -> None:
    """Of equal fractions; of equal times, to the lesser id."""
    two = [booking(1, 1), booking(0, 1)]
    assert got(two, 1, Proportional()) == [1, 0]
    same = [Booking(name, name, "eggs", minute(0), 1) for name in ("z", "a")]
    assert allocate(same, LOOSE, delivered=1, policy=Proportional())["a"].quantity == 1


def test_a_case_is_opened_by_firm_parts_alone() -> None:
    """The table above the source's function."""
    table = {(4, 4): 1, (5, 2): 1, (5, 3): 2, (5, 4): 2, (0, 5): 0, (8, 9): 2, (9, 0): 2, (3, 0): 0}
    for (firm, tolerance), cases in table.items():
        assert cases_to_order(Demand(firm, tolerance), Pack(4)) == cases, (firm, tolerance)


def test_minimum_is_reached_exactly_or_not_at_all() -> None:
    """One unit of tolerance makes the difference."""
    minimum = Minimum(cases=2)
    assert cases_to_order(Demand(4, 5), Pack(5), minimum=minimum) == 0
    assert cases_to_order(Demand(4, 6), Pack(5), minimum=minimum) == 2
    assert cases_to_order(Demand(4, 20), Pack(5), minimum=minimum) == 2
    assert cases_to_order(Demand(0, 20), Pack(5), minimum=minimum) == 0
    assert missing_units(Demand(4, 5), Pack(5), minimum=minimum) == 1


def test_part_cases_that_are_ordered_leave_something_over() -> None:
    """Tolerance takes of it what it may."""
    made = allocate(queue((4, 1), (3, 0)), Pack(6, part_case=PartCase.ORDER))
    assert (made.cases, made.units, made.allocated, made.left_over) == (2, 12, 8, 4)


def test_weighed_goods_are_shared_to_the_gram() -> None:
    """A carton of 20 kg arrives with 19,400 g."""
    wants = queue((5_000, 0), (7_500, 500), (7_500, 0))
    made = allocate(wants, Pack(20_000, Measure.GRAM), delivered=19_400, policy=Proportional())
    assert [portion.quantity for portion in made] == [4_850, 7_275, 7_275]
    assert (
        made.text("b0")
        == "m0 booked 5000 g and gets 4850 g: 19400 g arrived, 20000 g booked firmly; shared in proportion."
    )
    assert (
        made.text("b0", "zh") == "m0 订 5000 克，分得 4850 克：到货 19400 克，必订合计 20000 克，按比例分配。"
    )


def test_what_was_weighed_by_hand_is_fixed() -> None:
    """Two chickens of their own weights; the third member shares what is left."""
    made = allocate(
        [
            Booking(
                "b0",
                "ann",
                "chicken",
                minute(0),
                1_500,
                tolerance=300,
                lock=Lock(1_480, "keeper", "the smaller one"),
            ),
            Booking("b1", "bo", "chicken", minute(1), 1_500, tolerance=300, lock=Lock(1_790, "keeper")),
            Booking("b2", "chen", "chicken", minute(2), 1_500),
        ],
        Pack(1, Measure.GRAM),
        delivered=4_500,
    )
    assert [portion.quantity for portion in made] == [1_480, 1_790, 1_230]
    assert [(portion.firm, portion.tolerance, portion.short) for portion in made] == [
        (1_480, 0, 0),
        (1_500, 290, 0),
        (1_230, 0, 270),
    ]
    assert made.text("b0") == (
        "ann booked 1500 g and up to 300 g more, and gets 1480 g: fixed by keeper: the smaller one."
    )
    assert made.text("b1", "zh") == "bo 必订 1500 克、可加 300 克，分得 1790 克：由 keeper 人工锁定。"


@pytest.mark.parametrize(
    ("pack", "minimum", "delivered", "booking_", "reason", "english", "chinese"),
    [
        (Pack(), Minimum(), 9, "b0", Reason.TOLERANCE,
         "m0 booked 2 and up to 4 more, and gets 5: the firm part, and 3 of the tolerance (9 arrived, 6 booked firmly; earlier bookings first).",
         "m0 必订 2 件、可加 4 件，分得 5 件：必订满足，另分到可加量 3 件（到货 9 件，必订合计 6 件，先订先得）。"),
        (Pack(), Minimum(), 9, "b1", Reason.FIRM,
         "m1 booked 2 and up to 2 more, and gets 2: the firm part, and nothing of the tolerance (9 arrived, 6 booked firmly; earlier bookings first).",
         "m1 必订 2 件、可加 2 件，分得 2 件：必订满足，可加部分没有轮到（到货 9 件，必订合计 6 件，先订先得）。"),
        (Pack(), Minimum(), 13, "b1", Reason.WHOLE,
         "m1 booked 2 and up to 2 more, and gets 4: everything.",
         "m1 必订 2 件、可加 2 件，分得 4 件：全数满足。"),
        (Pack(), Minimum(), 5, "b2", Reason.SHORT,
         "m2 booked 2 and up to 1 more, and gets 1: 5 arrived, 6 booked firmly; earlier bookings first.",
         "m2 必订 2 件、可加 1 件，分得 1 件：到货 5 件，必订合计 6 件，先订先得。"),
        (Pack(14), Minimum(), None, "b2", Reason.PART_CASE,
         "m2 booked 2 and up to 1 more, and gets 0: cases hold 14, and the last one did not fill (0 ordered, 6 booked firmly; earlier bookings first).",
         "m2 必订 2 件、可加 1 件，分得 0 件：每箱 14 件，最后一箱没有凑满（订货 0 件，必订合计 6 件，先订先得）。"),
        (Pack(7), Minimum(cases=2), None, "b2", Reason.MINIMUM,
         "m2 booked 2 and up to 1 more, and gets 0: 13 wanted by all, tolerance included, and the minimum is 14.",
         "m2 必订 2 件、可加 1 件，分得 0 件：连可加量在内共 13 件，未达起订量 14 件。"),
    ],
)  # fmt: skip
def test_reasons(
    pack: Pack,
    minimum: Minimum,
    delivered: int | None,
    booking_: str,
    reason: Reason,
    english: str,
    chinese: str,
) -> None:
    """Each with the figures that decided."""
    made = allocate(HELP, pack, minimum=minimum, delivered=delivered)
    assert made.reason(booking_) is reason
    assert made.text(booking_) == english
    assert made.text(booking_, "zh_CN") == chinese


def test_rules_are_named_in_reasons() -> None:
    """In both languages."""
    made = allocate(HELP, LOOSE, delivered=5, policy=FairCost())
    assert made.text("b2").endswith("extra cost levelled.")
    assert made.text("b2", "zh").endswith("多付金额尽量拉平。")


def test_filling_names_who_could_take_more() -> None:
    """Three firm of six, one within tolerance: two are missing."""
    filling = case_filling([booking(0, 2, 1), booking(1, 1)], Pack(6))
    assert (filling.cases, filling.begun, filling.gap, filling.missing) == (0, 3, 3, 2)
    assert [taker.member for taker in filling.takers] == ["m0"]
    whole = case_filling([booking(0, 6)], Pack(6))
    assert (whole.cases, whole.gap, whole.missing) == (1, 0, 0)
    assert whole.text() == "1 case of 6 would be ordered now; none is waiting to be filled."
    assert whole.text("zh") == "现在截单订 1 箱（每箱 6 件），没有等着凑满的箱。"


def test_filling_says_when_it_is_the_minimum_that_is_missed() -> None:
    """And not the case."""
    filling = case_filling([booking(0, 4, 2)], Pack(5), minimum=Minimum(cases=2))
    assert (filling.cases, filling.missing) == (0, 4)
    assert filling.text() == "4 more reach the minimum of 10: 6 are wanted, tolerance included."
    assert filling.text("zh") == "再订 4 件就达到起订量 10 件：连可加量在内现有 6 件。"
    reached = case_filling([booking(0, 4, 6)], Pack(5), minimum=Minimum(cases=2))
    assert (reached.cases, reached.missing) == (2, 0)


def test_receiving_says_what_changed_since_closing() -> None:
    """What to refund and what to charge, and nothing else."""
    closing = allocate(HELP, Pack(10))
    short = allocate(HELP, Pack(10), delivered=9)
    assert closing.units == 10
    assert short.changes_since(closing) == {"b0": -1}


def test_extra_of_one_product_is_carried_to_the_next() -> None:
    """Whoever helped with the eggs is asked last for the milk."""
    price = Money.cny("2.50")
    eggs = allocate(queue((1, 3), (1, 0)), Pack(4))
    extra = eggs.extra_cost(price)
    assert extra == {"m0": Money.cny("5.00"), "m1": Money.cny("0.00")}
    milk = [Booking(f"n{number}", f"m{number}", "milk", minute(0), 1, tolerance=2) for number in range(2)]
    fair = FairCost(price=price, extra=extra)
    assert [portion.quantity for portion in allocate(milk, Pack(4), policy=fair)] == [1, 3]
    assert eggs.extra_cost(Money.cny("0.99"), per=500)[M0] == Money.cny("0.00")
    assert eggs.extra_cost(Money.cny("9.99"), per=3)[M0] == Money.cny("6.66")
