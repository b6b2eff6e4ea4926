"""Returns that do not name their order: which purchase they are taken from, and what finds none."""

import csv
import gzip
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from communekit.errors import CommunekitError
from communekit.orders import (
    InvalidQuantityError,
    Line,
    Match,
    MatchingPolicy,
    Order,
    Purchases,
)
from communekit.period import InvalidTimeError

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def bought(policy: MatchingPolicy = MatchingPolicy.LATEST_EARLIER_FIRST) -> Purchases:
    """Return three purchases of six, four and two pieces, a day apart."""
    purchases = Purchases(policy)
    for number, quantity in enumerate((6, 4, 2)):
        purchases.bought("M1", "tea", quantity, NOON + number * DAY, order=f"O{number}", line="1")
    return purchases


def test_latest_earlier_purchase_comes_first() -> None:
    """A return is taken from the last purchase before it, then from the one before that."""
    found = bought().match("M1", "tea", 5, NOON + 9 * DAY)
    assert [(match.order, match.quantity) for match in found] == [("O2", 2), ("O1", 3)]
    assert (found.matched, found.unmatched) == (5, 0)


def test_earliest_purchase_comes_first_by_the_other_policy() -> None:
    """The same return, the other way round."""
    found = bought(MatchingPolicy.EARLIEST_FIRST).match("M1", "tea", 7, NOON + 9 * DAY)
    assert [(match.order, match.quantity) for match in found] == [("O0", 6), ("O1", 1)]


@pytest.mark.parametrize("policy", MatchingPolicy)
def test_purchases_after_the_return_never_match(policy: MatchingPolicy) -> None:
    """The moment of the return is still in time, a microsecond later is not."""
    found = bought(policy).match("M1", "tea", 12, NOON + DAY)
    assert {match.order for match in found} == {"O0", "O1"}
    assert found.unmatched == 2
    found = bought(policy).match("M1", "tea", 12, NOON + DAY - timedelta(microseconds=1))
    assert ([match.order for match in found], found.unmatched) == (["O0"], 6)


@pytest.mark.parametrize("policy", MatchingPolicy)
def test_what_is_left_of_a_purchase_matches_later_returns(policy: MatchingPolicy) -> None:
    """Returns in parts use a purchase up, and then no more."""
    purchases = bought(policy)
    assert purchases.left("M1", "tea") == 12
    taken = [purchases.match("M1", "tea", 5, NOON + 9 * DAY) for _ in range(3)]
    assert [found.matched for found in taken] == [5, 5, 2]
    assert taken[2].unmatched == 3
    assert purchases.left("M1", "tea") == 0
    assert purchases.match("M1", "tea", 1, NOON + 9 * DAY).matches == ()


@pytest.mark.parametrize(
    ("policy", "order"), [(MatchingPolicy.LATEST_EARLIER_FIRST, "B"), (MatchingPolicy.EARLIEST_FIRST, "A")]
)
def test_purchases_of_one_moment_go_by_the_order_of_recording(policy: MatchingPolicy, order: str) -> None:
    """Latest takes the later recorded first, earliest the earlier."""
    purchases = Purchases(policy)
    for name in "AB":
        purchases.bought("M1", "tea", 1, NOON, order=name, line="1")
    purchases.bought("M1", "tea", 1, NOON + DAY, order="C", line="1")
    assert purchases.match("M1", "tea", 1, NOON).matches == (Match(*((order, "1", 1))),)  # type: ignore[arg-type]  # plain words are ids


def test_purchases_may_be_recorded_out_of_order() -> None:
    """A purchase that arrives late stands where it was bought."""
    purchases = Purchases()
    for number in (2, 0, 1):
        purchases.bought("M1", "tea", 1, NOON + number * DAY, order=f"O{number}", line="1")
    found = purchases.match("M1", "tea", 2, NOON + DAY)
    assert [match.order for match in found] == ["O1", "O0"]
    assert purchases.left("M1", "tea") == 1


def test_members_and_codes_are_told_apart_letter_by_letter() -> None:
    """Another member, or the same code in another case, is another purchase."""
    purchases = bought()
    for member, product in (("M2", "tea"), ("M1", "TEA")):
        assert purchases.match(member, product, 1, NOON + 9 * DAY).unmatched == 1


def test_weights_are_matched_exactly() -> None:
    """Thirds of a kilogram add up to a kilogram, not nearly."""
    purchases = Purchases()
    purchases.bought("M1", "beef", 1, NOON, order="O1", line="1")
    for _ in range(3):
        assert purchases.match("M1", "beef", Fraction(1, 3), NOON).unmatched == 0
    assert purchases.match("M1", "beef", Fraction(1, 3), NOON).unmatched == Fraction(1, 3)


def test_orders_are_recorded_line_by_line() -> None:
    """An order without a member can never be matched, and says so."""
    lines = (Line.of("1", "tea", "1.00", quantity=2), Line.of("2", "beef", "9.00"))
    purchases = Purchases()
    assert purchases.bought_order(Order("O1", "S1", lines, NOON, NOON, member="M1")) == 2
    assert purchases.bought_order(Order("O2", "S1", lines, NOON, NOON)) == 0
    assert purchases.match("M1", "beef", 1, NOON).matches[0].line == "2"
    assert purchases.match("M1", "tea", 3, NOON).unmatched == 1


def test_an_order_is_a_purchase_from_its_payment_on() -> None:
    """A return between order and payment is of something else."""
    purchases = Purchases()
    order = Order("O1", "S1", (Line.of("1", "tea", "10.00"),), NOON - DAY, NOON, member="M1")
    assert purchases.bought_order(order) == 1
    assert purchases.match("M1", "tea", 1, NOON - timedelta(hours=1)).unmatched == 1
    assert purchases.match("M1", "tea", 1, NOON).unmatched == 0


@pytest.mark.parametrize(
    ("quantity", "at", "error"),
    [
        (0, NOON, InvalidQuantityError),
        (-1, NOON, InvalidQuantityError),
        (1.5, NOON, InvalidQuantityError),
        (1, datetime(2026, 3, 1), InvalidTimeError),  # noqa: DTZ001 - a naive time is what is tested
        (1, NOON.date(), InvalidTimeError),
    ],
)
def test_bad_purchases_and_returns_are_refused(quantity: Any, at: Any, error: type[CommunekitError]) -> None:
    """Nothing is recorded or taken by a refused call."""
    purchases = bought()
    with pytest.raises(error):
        purchases.bought("M1", "tea", quantity, at, order="O9", line="1")
    with pytest.raises(error):
        purchases.match("M1", "tea", quantity, at)
    assert purchases.left("M1", "tea") == 12


def test_real_invoices_find_their_returns(data_dir: Path) -> None:
    """Each return with a member is matched or told, over four months; matched never exceeds bought."""
    purchases = Purchases()
    bought_pieces = matched_pieces = unmatched_pieces = returned_pieces = returns = partly = 0
    with gzip.open(data_dir / "online_retail" / "lines_2009_2010.csv.gz", "rt", encoding="utf-8") as rows:
        for number, row in enumerate(islice(csv.DictReader(rows), 150_000)):
            quantity = int(row["quantity"])
            if not row["customer_id"] or not quantity:
                continue
            at = datetime.fromisoformat(row["invoice_date"]).replace(tzinfo=UTC)
            if quantity > 0:
                bought_pieces += quantity
                purchases.bought(
                    row["customer_id"],
                    row["stock_code"],
                    quantity,
                    at,
                    order=row["invoice"],
                    line=str(number),
                )
            else:
                returns += 1
                returned_pieces -= quantity
                found = purchases.match(row["customer_id"], row["stock_code"], -quantity, at)
                matched_pieces += found.matched  # type: ignore[assignment]  # pieces are whole here
                unmatched_pieces += found.unmatched  # type: ignore[assignment]  # likewise
                partly += bool(found.matches)
    assert matched_pieces + unmatched_pieces == returned_pieces
    assert 0 < matched_pieces <= bought_pieces
    assert partly > returns // 2
