"""Refund rows: money given back without pieces, of the line that the row names."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.cli import main
from communekit.money import CNY, Money
from tests.cli.desk import COLUMNS, Desk, Row, sale, text_of

HEADER = ("order", "product", "quantity", "price", "member", "store", "time", "of", "of_line", "line")
NAMED = COLUMNS.replace(
    'time = "time"', 'time = "time"\nline = "line"\nrefund_of = "of"\nrefund_line = "of_line"'
)


def sold(order: str, line: str, product: str = "tea", **more: str) -> Row:
    """Return a row of a sale with its line number."""
    return (*sale(order, product, **more), "", "", line)


def money(
    amount: str, of: str, of_line: str = "", *, quantity: str = "0", product: str = "tea", number: str = "R9"
) -> Row:
    """Return a row that gives back money only."""
    return (*sale(number, product, quantity, amount), of, of_line, "")


@pytest.fixture
def named(tmp_path: Path) -> Desk:
    """A desk whose map says of which order, and of which line of it, a refund is."""
    return Desk(tmp_path, columns=NAMED)


@pytest.mark.parametrize("quantity", ["0", ""])
@pytest.mark.parametrize("amount", ["4.00", "-4.00"])
def test_refund_of_money_takes_commission_back_in_proportion(named: Desk, quantity: str, amount: str) -> None:
    """4.00 of 20.00 go back and no piece: a fifth of every amount of that line, of no other line."""
    rows = [
        sold("O1", "1", price="20.00"),
        sold("O1", "2", price="20.00"),
        money(amount, "O1", "2", quantity=quantity),
    ]
    named.settle(content=text_of(rows, HEADER))
    assert named.left_out == []
    assert named.read("notes.csv") == []
    back = [row for row in named.read("entries.csv") if row["kind"] == "reversal"]
    assert {(row["order"], row["line"], row["refund"]) for row in back} == {("O1", "2", "R9-3")}
    assert sum(int(row["amount_minor"]) for row in back) == -400
    assert {row["rule"]: row["amount"] for row in back}["base"] == "-0.28"
    assert "CN¥4.00 back to the member on 2026-03-01 09:00, no piece" in (
        named.out / "report.html"
    ).read_text("utf-8")


def test_amount_of_the_row_is_refunded_where_the_map_names_amounts(tmp_path: Path) -> None:
    """A map of totals says it in the same way: no quantity, an amount below zero."""
    desk = Desk(tmp_path, columns=NAMED.replace("unit_price", "amount"))
    desk.settle(content=text_of([sold("O1", "1"), money("-4.00", "O1")], HEADER))
    assert desk.left_out == []
    assert sum(desk.net.values()) == 600


def test_line_is_found_by_its_product_where_no_other_has_it(named: Desk) -> None:
    """Without a line the product is enough; of two lines of one product one must be named."""
    rows = [
        sold("O1", "1"), sold("O1", "2", "rice"), sold("O2", "1"), sold("O2", "2"),
        money("1.00", "O1"), money("1.00", "O2"),
    ]  # fmt: skip
    named.settle(content=text_of(rows, HEADER))
    assert named.left_out == [(6, "rows.line_not_named")]


def test_pieces_come_back_of_the_line_that_is_named(named: Desk) -> None:
    """Two lines of one product at two prices: the one that is named is returned, as far as it goes."""
    rows = [
        sold("O1", "1", price="10.00"),
        sold("O1", "2", price="30.00"),
        money("10.00", "O1", "1", quantity="-2"),
        money("10.00", "O1", "1", quantity="-1", number="R10"),
    ]
    named.settle(content=text_of(rows, HEADER))
    assert [(note["row"], note["code"]) for note in named.read("notes.csv")] == [("3", "partly_matched")]
    assert named.left_out == [(4, "rows.no_purchase")]
    assert sum(named.net.values()) == 3000


def test_pieces_after_money_are_worth_what_is_left(named: Desk) -> None:
    """4.00 of 10.00, then the piece itself: everything has gone back, and not more."""
    rows = [
        sold("O1", "1"),
        money("4.00", "O1"),
        money("10.00", "O1", quantity="-1"),
        money("0.01", "O1"),
    ]
    named.settle(content=text_of(rows, HEADER))
    assert set(named.net.values()) == {0}
    assert named.left_out == [(4, "orders.refund_exceeds_payment")]


def test_sale_and_refund_may_share_order_and_line_number(tmp_path: Path) -> None:
    """Where one column holds the line of both, the refund of line 1 is not a second line 1."""
    desk = Desk(tmp_path, columns=NAMED.replace('refund_line = "of_line"', 'refund_line = "line"'))
    rows = [sold("O1", "1"), (*sale("O1", quantity="0", price="-4.00"), "O1", "", "1")]
    desk.settle(content=text_of(rows, HEADER))
    assert desk.left_out == []
    assert sum(desk.net.values()) == 600


def test_refund_of_money_that_names_no_order_says_what_is_missing(desk: Desk) -> None:
    """By member and product alone pieces are found, not amounts: the row is left out and says so."""
    desk.settle(sale(), sale("C2", quantity="0", price="4.00"), sale("O3", quantity="", price="-4.00"))
    assert desk.left_out == [(number, "rows.amount_without_order") for number in (2, 3)]
    assert "must name its order" in desk.read("left_out.csv")[0]["reason"]


def test_refund_of_an_order_that_is_not_there_names_it(
    named: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reason says which order was looked for; another line or product of a known one is told apart."""
    rows = [
        sold("O1", "1"),
        money("1.00", "O7"),
        money("1.00", "O1", "9"),
        money("1.00", "O1", "1", product="rice"),
    ]
    file = named.write("orders.csv", text_of(rows, HEADER))
    assert main(named.arguments(file)) == 0
    assert named.left_out == [(2, "rows.no_purchase"), (3, "rows.no_such_line"), (4, "rows.no_such_line")]
    assert (
        "left out: row 2: it is a refund of order O7, and no order O7 was settled before"
        in capsys.readouterr().out
    )


def test_refund_of_nothing_is_left_out(named: Desk) -> None:
    """Neither pieces nor money: there is nothing to give back."""
    named.settle(content=text_of([sold("O1", "1"), money("0", "O1")], HEADER))
    assert named.left_out == [(2, "rows.zero_amount")]


@given(data=st.data())
def test_conservation_of_money_and_pieces(data: st.DataObject) -> None:
    """However a line goes back, in money, in pieces, in any order: in the end every party has nothing of it, and no less."""
    quantity, unit = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 9_999))
    left_minor, left_pieces = quantity * unit, quantity
    rows = [sold("O1", "1", quantity=str(quantity), price=Money(unit, CNY).text), sold("O1", "2")]
    while left_minor:
        is_money = not left_pieces or data.draw(st.booleans())
        if is_money:
            minor = data.draw(st.integers(1, left_minor))
            left_minor -= minor
            rows.append(money(Money(minor, CNY).text, "O1", "1", number=f"R{len(rows)}"))
        else:
            left_pieces, gone = 0, left_pieces
            left_minor = 0
            rows.append(money("1.00", "O1", "1", quantity=str(-gone), number=f"R{len(rows)}"))
    desk = Desk(Path(tempfile.mkdtemp()), columns=NAMED)
    desk.settle(content=text_of(rows, HEADER))
    assert desk.left_out == []
    sums: dict[tuple[str, str], int] = {}
    for row in desk.read("entries.csv"):
        sums[row["line"], row["rule"]] = sums.get((row["line"], row["rule"]), 0) + int(row["amount_minor"])
    assert {minor for (line, _), minor in sums.items() if line == "1"} == {0}
    assert sum(minor for (line, _), minor in sums.items() if line == "2") == 1000
