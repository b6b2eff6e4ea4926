"""Disputes and corrections: two people, a reason, and amounts that are there."""

from collections.abc import Callable

import pytest

from communekit.ids import EntryId, InvalidTextError, PartyId
from communekit.ledger import Account, Cashier, EntryConflictError, PeriodClosedError
from communekit.ledger.claims import ApprovalError, ClaimError, Liability, Ruling
from communekit.money import CurrencyMismatchError, Money
from tests.ledger.claims.test_claims_laws import RULING, told
from tests.ledger.entries import MARCH


def cashier() -> Cashier:
    """Return a cashier with a sale of which a leader has 8.00 and the store 2.00."""
    made = Cashier()
    made.record([told("sale", "commission.accrued", {"L1": 800, "S1": 200})])
    return made


def test_two_people_decide() -> None:
    """Nobody approves his own decision, and nothing is decided without a reason."""
    with pytest.raises(ApprovalError) as refused:
        Ruling("because", actor=PartyId("ops-1"), approver=PartyId("ops-1"))
    assert "复核" in refused.value.text("zh")
    with pytest.raises(InvalidTextError):
        Ruling("", actor=PartyId("ops-1"), approver=PartyId("ops-2"))


def test_an_appeal_that_is_upheld_in_part() -> None:
    """What the leader keeps goes on with the claim, the rest is the store's; both names stay on the entry."""
    one = cashier()
    one.dispute("case-1", "sale", "L1", MARCH, "two boxes were short")
    one.confirm("sale", MARCH)
    one.release("sale", MARCH)
    assert one.book.balance(Account("L1", "disputed", "CNY")) == Money.cny("8.00")
    (ruled,) = one.rule("case-1", "sale", "L1", MARCH, RULING, keeps=Money.cny("6.00"), rest_to="S1")
    assert (ruled.by, ruled.note) == (("ops-1", "ops-2"), "looked into")
    assert one.book.balance(Account("L1", "available", "CNY")) == Money.cny("6.00")
    assert one.book.balance(Account("S1", "available", "CNY")) == Money.cny("4.00")


@pytest.mark.parametrize(
    ("keeps", "rest_to", "problem"),
    [("8.01", "S1", "too_much"), ("-0.01", "S1", "too_much"), ("7.99", "", "nobody")],
)
def test_a_ruling_stays_within_what_is_in_dispute(keeps: str, rest_to: str, problem: str) -> None:
    """Both sides of the edge: all of it is a ruling, a fen more or less than nothing is not."""
    one = cashier()
    one.dispute("case-1", "sale", "L1", MARCH, "short")
    with pytest.raises(ClaimError) as refused:
        one.rule("case-1", "sale", "L1", MARCH, RULING, keeps=Money.cny(keeps), rest_to=rest_to)
    assert refused.value.problem == problem
    assert len(one.rule("case-1", "sale", "L1", MARCH, RULING)) == 1
    assert one.book.balance(Account("L1", "pending", "CNY")) == Money.cny("8.00")


def test_other_money_is_refused() -> None:
    """money_never_mixes: yen do not settle a dispute about fen."""
    one = cashier()
    one.dispute("case-1", "sale", "L1", MARCH, "short")
    with pytest.raises(CurrencyMismatchError):
        one.rule("case-1", "sale", "L1", MARCH, RULING, keeps=Money.of("1", "JPY"), rest_to="S1")


def test_what_is_unknown_or_nothing() -> None:
    """No such claim; nothing in dispute; corrections of nothing."""
    one = cashier()
    steps: tuple[Callable[[], object], ...] = (
        lambda: one.confirm("nowhere", MARCH),
        lambda: one.rule("case-9", "sale", "L1", MARCH, RULING),
        lambda: one.dispute("case-9", "sale", "L9", MARCH, "short"),
        lambda: one.adjust("fix", MARCH, RULING, payer="L1", payee="S1", amount=Money.cny("0")),
        lambda: one.write_off("off", MARCH, RULING, debtor="L1", bearer="S1", amount=Money.cny("0.01")),
        lambda: one.take_back([told("back", "commission.reversed", {"L1": -1}, about="nowhere")]),
    )
    for step in steps:
        before = one.book
        with pytest.raises(ClaimError) as refused:
            step()
        assert refused.value.text("zh") != refused.value.text("en")
        assert one.book is before


def test_release_due_goes_by_time() -> None:
    """What is over is released, at the end of its hold; what is not stays; what is still pending is confirmed with it."""
    one = cashier()
    one.record([told(name, "commission.accrued", {"L1": 100}) for name in ("late", "open")])
    one.confirm("late", MARCH)
    days = {"sale": 8, "late": 9, "open": None}
    ends = {
        claim.id: None if day is None else MARCH.replace(day=day)
        for claim, day in zip(one.claims, days.values(), strict=True)
    }
    posted = one.release_due(ends, MARCH.replace(day=8))
    assert [(entry.kind, entry.refers_to, entry.at.day) for entry in posted] == [
        ("claim.confirmed", "sale", 8),
        ("claim.released", "sale", 8),
    ]
    assert [entry.refers_to for entry in one.release_due(ends, MARCH.replace(day=9))] == ["late"]
    assert one.release_due(ends, MARCH.replace(day=9)) == ()
    before = one.book
    with pytest.raises(ClaimError):
        one.release_due({EntryId("late"): MARCH, EntryId("nowhere"): MARCH}, MARCH)
    assert one.book is before


def test_a_refund_of_several_lines_is_one() -> None:
    """refusal_is_atomic: when one line of a refund is refused, none is booked."""
    one = cashier()
    good = told("back-1", "commission.reversed", {"L1": -100}, about="sale")
    bad = told("back-2", "commission.reversed", {"L1": -100}, about="nowhere")
    before = one.book
    with pytest.raises(ClaimError):
        one.take_back([good, bad])
    assert one.book is before


def test_a_case_is_one_case() -> None:
    """key_conflict: the same case for another party, or another ruling of it, is a conflict; a ruling needs its dispute."""
    one = cashier()
    one.dispute("case-1", "sale", "L1", MARCH, "short")
    with pytest.raises(EntryConflictError):
        one.dispute("case-1", "sale", "S1", MARCH, "short")
    with pytest.raises(ClaimError):
        one.rule("never-opened", "sale", "L1", MARCH, RULING)
    one.rule("case-1", "sale", "L1", MARCH, RULING, keeps=Money.cny("3.00"), rest_to="S1")
    with pytest.raises(EntryConflictError):
        one.rule("case-1", "sale", "L1", MARCH, RULING, keeps=Money.cny("8.00"), rest_to="S1")


def test_what_a_funder_owes_can_be_disputed_and_ruled() -> None:
    """Below zero, too: he keeps the debt, or a part of it."""
    one = Cashier()
    one.record([told("sale", "commission.accrued", {"P1": -500, "S1": 1_000})])
    one.dispute("case-1", "sale", "P1", MARCH, "not our coupon")
    one.rule("case-1", "sale", "P1", MARCH, RULING, keeps=Money.cny("-2.00"), rest_to="S1")
    lies = {
        str(place): money.minor for place, money in one.book.balances.items() if place.bucket == "pending"
    }
    assert lies == {"P1/pending/CNY": -200, "S1/pending/CNY": 700}


def test_steps_from_an_older_state_are_a_conflict() -> None:
    """Two who release the same claim do it once; who did not see a refund in between is refused."""
    first, second = cashier(), cashier()
    for one in (first, second):
        one.confirm("sale", MARCH)
    (released,) = first.release("sale", MARCH)
    second.take_back([told("back", "commission.reversed", {"L1": -200, "S1": -50}, about="sale")])
    second.release("sale", MARCH)
    with pytest.raises(EntryConflictError):
        second.record([released])
    assert second.book.balance(Account("L1", "available", "CNY")) == Money.cny("6.00")


def test_an_undone_release_is_frozen_again() -> None:
    """What a release moved lies frozen after its reversal, and can be released anew; a full refund leaves nothing."""
    one = cashier()
    one.confirm("sale", MARCH)
    (released,) = one.release("sale", MARCH)
    one.record([released.reversal(MARCH, "too early")])
    assert len(one.release("sale", MARCH)) == 1
    one.take_back([told("back", "commission.reversed", {"L1": -800, "S1": -200}, about="sale")])
    assert dict(one.book.balances) == {}


def test_no_more_is_given_back_than_was_paid() -> None:
    """clawback_bound: refunds, for quality or not, end at what members paid."""
    one = cashier()

    def charge(key: str, amount: str) -> None:
        one.charge(
            key, "sale", MARCH, Money.cny(amount),
            liability=Liability(), guarantors={"store": "S1"}, community="club",
        )  # fmt: skip

    charge("Q1", "6.00")
    with pytest.raises(ClaimError) as refused:
        charge("Q2", "4.01")
    assert refused.value.problem == "above_paid"
    charge("Q2", "4.00")
    charge("Q2", "4.00")
    with pytest.raises(ClaimError):
        one.take_back([told("back", "commission.reversed", {"L1": -1}, about="sale")])


def test_nobody_pays_himself() -> None:
    """A correction is between two."""
    one = cashier()
    steps: tuple[Callable[[], object], ...] = (
        lambda: one.adjust("fix", MARCH, RULING, payer="L1", payee="L1", amount=Money.cny("1")),
        lambda: one.write_off("off", MARCH, RULING, debtor="L1", bearer="L1", amount=Money.cny("1")),
    )
    for step in steps:
        with pytest.raises(ClaimError) as refused:
            step()
        assert refused.value.problem == "same_party"


def test_release_due_is_all_or_nothing() -> None:
    """refusal_is_atomic: of several releases one falls into closed books, and none is booked; late, all are."""
    one = Cashier()
    one.record([told(name, "commission.accrued", {party: 100}) for name, party in (("a", "L1"), ("b", "L2"))])
    for name in "ab":
        one.confirm(name, MARCH)
    one.close(["L2"], MARCH.replace(day=20))
    ends = {EntryId("a"): MARCH.replace(day=8), EntryId("b"): MARCH.replace(day=9)}
    before = one.book
    with pytest.raises(PeriodClosedError):
        one.release_due(ends, MARCH.replace(day=21))
    assert one.book is before
    assert one.claims["a"].in_bucket("frozen")
    assert len(one.release_due(ends, MARCH.replace(day=21), late_at=MARCH.replace(day=21))) == 2
