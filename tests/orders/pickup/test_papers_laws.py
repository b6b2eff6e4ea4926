"""Purchasing totals, receipts and pick lists add up to the orders, and nobody stands on a stranger's list."""

import csv
from fractions import Fraction
from io import StringIO
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.money import Money
from communekit.orders import Line, Order, Product, Refund, RefundLine
from communekit.orders.pickup import (
    ArrivalLine,
    ArrivalReceipt,
    DueLine,
    InvalidPickupError,
    Loss,
    PurchaseTotal,
    Sheet,
    Unlisted,
    arrival_sheet,
    due_lines,
    losses_of,
    pick_lists,
    pick_sheet,
    purchasing,
    purchasing_sheet,
)
from communekit.parties import Circle, Tie, Ties
from communekit.period import Window
from tests.orders.pickup.made import after, arrive, at, pickup, redeem, sold

PRODUCTS = ("milk", "pears", "rice", "eggs")
CIRCLES = (Circle("c1", "L1"), Circle("c2", "L2"), Circle("c3", "L1"))
QUANTITIES = st.integers(1, 9) | st.fractions(Fraction(1, 8), 4, max_denominator=8)


@st.composite
def orders(draw: st.DrawFn) -> list[Order]:
    """Draw a few orders of several members and products."""
    made = []
    for number in range(draw(st.integers(0, 8))):
        products = draw(st.lists(st.sampled_from(PRODUCTS), min_size=1, max_size=4))
        lines = [
            Line(
                str(place),
                Product(product, supplier=draw(st.sampled_from((None, "F1", "F2")))),
                draw(QUANTITIES),
                Money.cny(f"{draw(st.integers(0, 30))}.01"),
            )
            for place, product in enumerate(products)
        ]
        member = draw(st.sampled_from((None, "M1", "M2", "M3", "M4")))
        made.append(Order(f"O{number}", "S1", lines, at(-9), at(-9), member=member))
    return made


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Order], Ties]:
    """Draw orders, and who was in which circle when."""
    ties = []
    for member in ("M1", "M2", "M3", "M4"):
        for circle in draw(st.lists(st.sampled_from(("c1", "c2", "c3", "c9")), unique=True, max_size=2)):
            start = draw(st.sampled_from((-20, 0, 1)))
            ties.append(
                Tie("circle", member, circle, Window(at(start), at(start + draw(st.integers(1, 30)))))
            )
    return draw(orders()), Ties(ties)


@given(orders())
def test_totals_are_the_orders(given_: list[Order]) -> None:
    """Per supplier and product the total is the sum of the lines; nothing is left out, nothing counted twice."""
    totals = purchasing(due_lines(given_))
    assert len({(one.supplier, one.product) for one in totals}) == len(totals)
    for one in totals:
        lines = [
            (order.id, line)
            for order in given_
            for line in order.lines
            if (line.product.supplier, line.product.id) == (one.supplier, one.product)
        ]
        assert one.quantity == sum(line.quantity for _, line in lines)
        assert one.orders == len({order for order, _ in lines})
    assert sum(one.quantity for one in totals) == sum(
        line.quantity for order in given_ for line in order.lines
    )


@given(orders(), st.randoms())
def test_the_order_of_orders_does_not_matter(given_: list[Order], random: Random) -> None:
    """Totals are sorted by their ids."""
    shuffled = list(given_)
    random.shuffle(shuffled)
    assert purchasing(due_lines(shuffled)) == purchasing(due_lines(given_))


@given(worlds(), st.sampled_from((0, 1, 5, 31)))
def test_every_line_is_on_one_list_or_told(world: tuple[list[Order], Ties], when: int) -> None:
    """A list holds members of its circle at that moment alone; what stands on none has its reason."""
    given_, ties = world
    due = due_lines(given_)
    made = pick_lists(due, CIRCLES, ties, at(when))
    listed = [line for one in made.lists for line in one.lines]
    told = [line for line, _ in made.unlisted]
    assert sorted(listed + told, key=repr) == sorted(due, key=repr)
    for one in made.lists:
        assert one.leader == next(circle.leader for circle in CIRCLES if circle.id == one.circle)
        for line in one.lines:
            assert line.member is not None
            own = [each for each in ties.all_as_of("circle", line.member, at(when)) if each != "c9"]
            assert own == [one.circle]
        assert sum(one.by_product.values()) == sum(line.quantity for line in one.lines)
        assert [line for bag in one.by_member.values() for line in bag] == list(one.lines)
    for line, why in made.unlisted:
        own = [] if line.member is None else [
            each for each in ties.all_as_of("circle", line.member, at(when)) if each != "c9"
        ]  # fmt: skip
        expected = {0: Unlisted.NO_CIRCLE, 2: Unlisted.SEVERAL_CIRCLES}.get(len(own))
        assert why is (Unlisted.NO_MEMBER if line.member is None else expected)


@given(worlds())
def test_scope_a_leader_sees_his_own_lists_alone(world: tuple[list[Order], Ties]) -> None:
    """What others' members buy changes nothing on his lists, not a byte."""
    given_, ties = world
    own = pick_lists(due_lines(given_), CIRCLES, ties, at(1)).of_leader("L1")
    members = {line.member for one in own for line in one.lines}
    fewer = [order for order in given_ if order.member in members]
    again = pick_lists(due_lines(fewer), CIRCLES, ties, at(1)).of_leader("L1")
    assert [pick_sheet(one).text for one in own] == [pick_sheet(one).text for one in again]


def test_a_member_of_two_circles_says_which() -> None:
    """Order by order; a circle that is not his is not taken."""
    always = Window(at(-20), None)
    ties = Ties([Tie("circle", "M1", "c1", always), Tie("circle", "M1", "c2", always)])
    due = due_lines([sold(1), sold(2), sold(3)])
    made = pick_lists(due, CIRCLES, ties, at(0), chosen={"O1": "c2", "O2": "c3"})
    assert [(one.circle, [line.order for line in one.lines]) for one in made.lists] == [("c2", ["O1", "O1"])]
    assert [(line.order, why) for line, why in made.unlisted] == [
        ("O2", Unlisted.OTHER_CIRCLE), ("O2", Unlisted.OTHER_CIRCLE),
        ("O3", Unlisted.SEVERAL_CIRCLES), ("O3", Unlisted.SEVERAL_CIRCLES),
    ]  # fmt: skip
    with pytest.raises(InvalidPickupError):
        pick_lists(due, (CIRCLES[0], CIRCLES[0]), ties, at(0))


def test_refunds_and_pickups_say_what_is_due() -> None:
    """Pieces that were refunded are not; money alone takes none away, until it is all of it; a pick-up knows best."""
    order = sold()
    one = Refund.by_quantity("R1", order, at(0), {"1": 1})
    money = Refund("R2", "O1", at(0), [RefundLine("2", Money.cny("7.00"))])
    rest = Refund("R3", "O1", at(0), [RefundLine("2", Money.cny("0.01"))])
    assert [line.quantity for line in due_lines([order], [one, money])] == [2, 2]
    assert [line.line for line in due_lines([order], [one, money, rest])] == ["1"]
    state = after(arrive(losses=[Loss("1", missing=1)]), redeem(lines={"2": 1}))
    assert [line.quantity for line in due_lines([order], [one], states=[state])] == [2, 1]
    assert due_lines([order], states=[after(arrive(), redeem())]) == ()
    partly = after(of=pickup(lines=["2"]))
    assert [line.quantity for line in due_lines([order], [one], states=[partly])] == [2, 2]
    with pytest.raises(InvalidPickupError):
        due_lines([order, order])


@given(expected=st.integers(0, 9), arrived=st.integers(0, 9), damaged=st.integers(0, 9))
def test_a_receipt_accounts_for_every_piece(expected: int, arrived: int, damaged: int) -> None:
    """Expected = good + damaged + short - over; never short and over at once."""
    if damaged > arrived:
        with pytest.raises(InvalidPickupError):
            ArrivalLine("milk", expected, arrived, damaged=damaged)
        return
    line = ArrivalLine("milk", expected, arrived, damaged=damaged)
    assert line.good + line.damaged + line.short - line.over == expected
    assert not (line.short and line.over)
    assert ArrivalReceipt("r", "P", at(0), "clerk", [line]).is_complete == (arrived - damaged >= expected)


def test_a_receipt_names_what_differs() -> None:
    """The rest came as it was ordered; what nobody ordered is over."""
    totals = purchasing(due_lines([sold(1), sold(2)]))
    receipt = ArrivalReceipt.of(
        "r-1", "gate_2", at(0), "clerk", totals, arrived={"milk": 5, "figs": 2}, damaged={"pears": 1}
    )
    assert [(one.product, one.short, one.over, one.good) for one in receipt.lines] == [
        ("figs", 0, 2, 2), ("milk", 1, 0, 5), ("pears", 0, 0, 3),
    ]  # fmt: skip
    assert receipt.line("rice") is None
    assert not receipt.is_complete
    for lines in ([], [receipt.lines[0], receipt.lines[0]]):
        with pytest.raises(InvalidPickupError):
            ArrivalReceipt("r", "P", at(0), "clerk", lines)


def test_two_suppliers_of_one_product_come_together() -> None:
    """A receipt counts products; what was ordered of one from several is added up."""
    totals = [PurchaseTotal(None, "milk", 2, 1), PurchaseTotal("F1", "milk", 3, 1)]  # type: ignore[arg-type]  # plain text
    assert ArrivalReceipt.of("r", "P", at(0), "clerk", totals).lines[0].expected == 5


@given(
    due=st.dictionaries(st.sampled_from("1234"), st.integers(0, 5)),
    got=st.dictionaries(st.sampled_from("1234"), st.integers(0, 5)),
)
def test_losses_are_what_is_lacking(due: dict[str, int], got: dict[str, int]) -> None:
    """Line by line, due less got; nothing where it gets all; more than that is refused."""
    wanted = {line: quantity - got.get(line, quantity) for line, quantity in due.items()}
    if min(wanted.values(), default=0) < 0:
        with pytest.raises(Exception, match="not an int or a Fraction"):
            losses_of(due, got)
        return
    found = losses_of(due, got)
    assert {one.line: one.missing for one in found} == {line: lack for line, lack in wanted.items() if lack}


def sheet() -> Sheet:
    """Return the list of c1, with a member's name that would run in a spreadsheet and on a page."""
    always = Window(at(-20), None)
    ties = Ties([Tie("circle", "M1", "c1", always)])
    made = pick_lists(due_lines([sold()]), CIRCLES, ties, at(0))
    return pick_sheet(made.lists[0], "zh", names={"milk": "鲜牛奶", "M1": "=1+<b>王</b>", "c1": "一号楼"})


def test_a_sheet_is_text() -> None:
    """Columns stand under each other, wide characters count twice, each row has its box."""
    assert sheet().text.splitlines() == [
        "提货单 · 一号楼",
        "团长: L1",
        "",
        "[按商品]",
        "订单  商品    数量",
        "      鲜牛奶     3  [ ]",
        "      pears      2  [ ]",
        "",
        "[=1+<b>王</b>]",
        "订单  商品    数量",
        "O1    鲜牛奶     3  [ ]",
        "O1    pears      2  [ ]",
    ]


def test_a_sheet_is_safe_in_a_spreadsheet_and_on_a_page() -> None:
    """No cell runs, no mark-up comes through, nothing is fetched."""
    rows = list(csv.reader(StringIO(sheet().csv)))
    assert rows[0] == ["部分", "订单", "商品", "数量"]
    assert rows[3] == ["'=1+<b>王</b>", "O1", "鲜牛奶", "3"]
    assert len(rows) == 5
    shown = sheet().html
    assert "<b>王" not in shown
    assert "=1+&lt;b&gt;王&lt;/b&gt;" in shown
    assert "<script" not in shown
    assert "http" not in shown.replace("http-equiv", "")
    assert shown.count("<td class=box>") == 4
    assert '<html lang="zh-CN">' in shown


def test_purchasing_and_arrival_are_sheets_too() -> None:
    """In English, with weights as decimals."""
    due = [*due_lines([sold(1), sold(2)]), DueLine("O3", "S1", None, "1", "rice", "F1", Fraction(5, 4))]  # type: ignore[arg-type]  # plain text
    totals = purchasing(due)
    bought = purchasing_sheet(totals, names={"F1": "Li's farm"})
    assert [block.title for block in bought.blocks] == ["no supplier named", "Li's farm"]
    assert bought.blocks[1].rows == (("milk", "2", "6"), ("rice", "1", "1.25"))
    assert "[ ]" not in bought.text
    receipt = ArrivalReceipt.of("r-1", "gate_2", at(0), "clerk", totals, arrived={"milk": 4}, supplier="F1")
    shown = arrival_sheet(receipt, zone="Asia/Shanghai")
    assert shown.about == (
        ("pick-up point", "gate_2"), ("when", "2026-03-07 12:00"), ("signed by", "clerk"), ("supplier", "F1"),
    )  # fmt: skip
    assert shown.blocks[0].rows[0] == ("milk", "6", "4", "2", "0", "0", "4")
    assert "<th class=n>short</th>" in shown.html
