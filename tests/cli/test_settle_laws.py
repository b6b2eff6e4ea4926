"""Laws of settling files: whatever the rows are, each has one end, and every unit is accounted for."""

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from communekit.commission import assess_all, read_plan
from communekit.money import CNY, Money
from communekit.orders import Credits, Line, Order, Product
from tests.cli.desk import PLAN, Desk, Row, sale, text_of

TIMES = tuple(
    f"2026-0{month}-1{day} 0{hour}:30:00" for month in (3, 4) for day in range(3) for hour in range(3)
)

orders = st.sampled_from(("O1", "O2", "O3", "O4", "C5", "C6", "", "O/7"))
products = st.sampled_from(("tea", "rice", "oil", "", "=1+1", '5" pan'))
quantities = st.sampled_from(("1", "2", "7", "-1", "-3", "0", "1.5", "-0.5", "x", "", "-0"))
prices = st.sampled_from(("10.00", "0.01", "33.33", "99.99", "0", "-5.00", "1e3", "0.005", "", "9" * 30))
members = st.sampled_from(("M1", "M2", "M3", "", "../x", "@cmd"))
stores = st.sampled_from(("S1", "S1", "S1", "S2", ""))
times = st.sampled_from((*TIMES, "yesterday", ""))


def rows() -> st.SearchStrategy[list[Row]]:
    """Draw rows as they come from the world, in order of time as far as they have one."""
    row = st.tuples(orders, products, quantities, prices, members, stores, times)
    return st.lists(row, max_size=25).map(lambda drawn: sorted(drawn, key=lambda cells: cells[6]))


def texts() -> st.SearchStrategy[str]:
    """Draw files: good and bad rows, with characters thrown in anywhere."""
    noise = st.lists(
        st.tuples(st.integers(0, 2_000), st.sampled_from(('"', ",", "\n", "\r", "\0", "'", "é"))), max_size=4
    )

    def spoiled(text: str, thrown: list[tuple[int, str]]) -> str:
        head = text.index("\n") + 1
        for place, letter in thrown:
            at = head + place % (len(text) - head + 1)
            text = text[:at] + letter + text[at:]
        return text

    return st.builds(spoiled, rows().map(text_of), noise)


def settled(content: str) -> Desk:
    """Return a desk at which a file was settled."""
    desk = Desk(Path(tempfile.mkdtemp()))
    desk.settle(content=content)
    return desk


@given(content=texts())
def test_every_row_has_one_end(content: str) -> None:
    """Rows read = assessed + refunds + left out; no row is left out twice, and none both assessed and left out."""
    desk = Desk(Path(tempfile.mkdtemp()))
    result = desk.result(content)
    left = [number for number, _ in desk.left_out]
    assert len(left) == len(set(left))
    entries = desk.read("entries.csv")
    assessed = {int(row["line"]) for row in entries if row["kind"] == "sale"}
    refunds = {int(row["refund"].split("-")[1]) for row in entries if row["kind"] == "reversal"}
    ends = [*left, *assessed, *refunds]
    assert sorted(ends) == list(range(1, result["lines_read"] + 1))
    assert (len(assessed), len(refunds)) == (result["lines_assessed"], result["lines_refund"])
    assert Counter(code for _, code in desk.left_out) == result["left_out_by_reason"]
    assert result["lines_left_out"] == len(left)


@given(content=texts())
def test_books_balance(content: str) -> None:
    """What members paid, added up from the rows, is what parties got, added up from the entries; so are the totals."""
    desk = Desk(Path(tempfile.mkdtemp()))
    result = desk.result(content)
    assert result["unbalanced_minor"] == 0
    assert sum(desk.net.values()) == result["net_paid_minor"]
    assert sum(int(row["net_minor"]) for row in desk.read("totals.csv")) == result["net_paid_minor"]
    assert sum(result["paid_by_role_minor"].values()) + result["residual_minor"] == result["net_paid_minor"]


@given(content=texts())
def test_conservation(content: str) -> None:
    """The entries of a sale's line add up to what was paid for it; no line gives back more than that."""
    desk = settled(content)
    paid: dict[str, int] = {}
    back: dict[str, int] = {}
    for row in desk.read("entries.csv"):
        sums = paid if row["kind"] == "sale" else back
        sums[row["line"]] = sums.get(row["line"], 0) + int(row["amount_minor"])
    assert all(minor > 0 for minor in paid.values())
    assert all(0 <= -minor <= paid[line] for line, minor in back.items())


@given(data=st.data())
def test_full_return_brings_every_party_to_zero(data: st.DataObject) -> None:
    """Whatever was sold and earned: when all of it comes back, in any slices, nobody keeps anything."""
    sold = data.draw(
        st.lists(
            st.tuples(
                st.sampled_from(("tea", "rice")),
                st.integers(1, 9),
                st.integers(1, 9_999),
                st.sampled_from(("M1", "M2")),
            ),
            min_size=1,
            max_size=8,
        )
    )
    rows = []
    left: Counter[tuple[str, str]] = Counter()
    for number, (product, quantity, minor, member) in enumerate(sold):
        price = Money(minor, CNY).text
        rows.append(sale(f"O{number}", product, str(quantity), price, member=member, time=TIMES[number]))
        left[member, product] += quantity
    number = 0
    while left := +left:
        member, product = data.draw(st.sampled_from(sorted(left)))
        quantity = data.draw(st.integers(1, left[member, product]))
        left[member, product] -= quantity
        number += 1
        rows.append(sale(f"C{number}", product, str(-quantity), member=member, time=TIMES[-1]))
    desk = settled(text_of(rows))
    assert desk.left_out == []
    by_rule: dict[tuple[str, str, str], int] = {}
    for row in desk.read("entries.csv"):
        key = (row["line"], row["rule"], row["party"])
        by_rule[key] = by_rule.get(key, 0) + int(row["amount_minor"])
    assert set(by_rule.values()) == {0}


@given(
    sold=st.lists(
        st.tuples(st.integers(1, 4), st.integers(1, 9), st.integers(1, 99_999)), min_size=1, max_size=12
    )
)
def test_agreement_with_the_library(sold: list[tuple[int, int, int]]) -> None:
    """The entries of a file are what `assess_all` says of the same orders, made by hand."""
    made: dict[int, list[Line]] = {}
    rows = []
    for place, (order, quantity, minor) in enumerate(sorted(sold), 1):
        rows.append(sale(f"O{order}", f"P{place}", str(quantity), Money(minor, CNY).text))
        made.setdefault(order, []).append(
            Line(str(place), Product(f"P{place}"), quantity, Money(minor * quantity, CNY))
        )
    at = "2026-03-01T09:00:00+08:00"
    pairs = [
        (Order(f"O{order}", "S1", tuple(lines), at, at, member="M1"), Credits.single(leader="L2"))
        for order, lines in made.items()
    ]
    expected = []
    for assessment in assess_all(read_plan(PLAN), pairs):
        for line in assessment.lines:  # type: ignore[union-attr]  # nothing here is left out
            expected += [
                (line.line.id, accrual.rule, accrual.party, accrual.amount_minor) for accrual in line.accruals
            ]
            expected.append((line.line.id, "residual", line.residual_party, line.residual_minor))
    entries = settled(text_of(rows)).read("entries.csv")
    assert [(row["line"], row["rule"], row["party"], int(row["amount_minor"])) for row in entries] == expected


@given(content=texts())
def test_same_file_same_bytes(content: str) -> None:
    """A second run over the same file writes the same bytes."""
    one, other = settled(content), settled(content)
    for path in one.out.iterdir():
        assert path.read_bytes() == (other.out / path.name).read_bytes()


@given(content=texts())
def test_no_cell_of_an_output_is_a_formula(content: str) -> None:
    """Whatever stands in a file, no cell of a result begins like a formula, except a number below zero."""
    desk = settled(content)
    for name in ("entries.csv", "totals.csv", "left_out.csv", "notes.csv"):
        for row in desk.read(name):
            for cell in row.values():
                assert not cell.startswith(("=", "+", "@", "\t", "\r", "\n"))
                assert not cell.startswith("-") or cell[1:].replace(".", "", 1).isdigit()
