"""The journal: a worked line in the books, sold and given back."""

from datetime import timedelta

import attrs
import pytest

from communekit.commission import MissingPartyError, Tax, assess, journal, reverse
from communekit.ids import PartyId
from communekit.ledger import Account, Book
from communekit.money import CNY, Rate
from communekit.orders import Credit, Credits, Discount, Refund
from communekit.parties import Role
from tests.commission.shop import NOON, cny, line, order, pay, plan, refund, share

COMMUNITY = PartyId("commons")
SALE = line("1", 10_500, discounts=[Discount(Role.PLATFORM, cny(500))], freight=cny(800), tax=cny(700))


def account(party: str, bucket: str = "pending") -> Account:
    """Return an account of the books."""
    return Account(PartyId(party), bucket, CNY)


def test_a_line_in_the_books() -> None:
    """The member paid 100.00 and 8.00 freight, the platform 5.00: leader, farm, tax and store share 113.00."""
    of = plan(
        share("8"), pay(Rate.percent(62), "farm", "supplier"), tax=Tax.SET_ASIDE, parties={"platform": "PF"}
    )
    assessment = assess(of, order(SALE), Credits.single(leader="L1", supplier="G1"))
    [entry] = journal(assessment, community=COMMUNITY)
    assert {posting.account: posting.minor for posting in entry.postings} == {
        account("commons", "outside.payment"): -10_800,
        account("PF"): -500,
        account("L1"): 840,
        account("G1"): 6_510,
        account("S1", "tax"): 700,
        account("S1"): 11_300 - 840 - 6_510 - 700,
    }
    assert (entry.kind, entry.at, entry.refers_to) == ("commission.accrued", NOON, None)


def test_a_refund_in_the_books() -> None:
    """Half of the goods back: half of everything but the freight, in an entry that names the sale's."""
    of = plan(share("8"), tax=Tax.SET_ASIDE)
    assessment = assess(of, order(SALE), Credits.single(leader="L1", platform="P1"))
    [sold] = journal(assessment, community=COMMUNITY)
    [back] = journal(reverse(assessment, refund(assessment.order, {"1": 5_000})), community=COMMUNITY)
    assert {posting.account: posting.minor for posting in back.postings} == {
        account("commons", "outside.payment"): 5_000,
        account("P1"): 250,
        account("L1"): -420,
        account("S1", "tax"): -350,
        account("S1"): -5_250 + 420 + 350,
    }
    assert (back.kind, back.refers_to) == ("commission.reversed", sold.id)
    assert back.at == NOON + timedelta(days=1)  # when it was refunded, not when it was sold
    assert not any(Book.of([sold, back]).trial_balance().values())


def test_what_a_bearer_puts_in() -> None:
    """The bearer's account pays the difference; where the store bears it by itself, it is the store's."""
    of = plan(
        share("100"), pay(Rate.percent(10), "more", "host"), bearer="platform", parties={"platform": "PF"}
    )
    assessment = assess(of, order(1_000), Credits.single(leader="L1", host="B1"))
    [entry] = journal(assessment, community=COMMUNITY)
    assert {posting.account: posting.minor for posting in entry.postings} == {
        account("commons", "outside.payment"): -1_000,
        account("L1"): 1_000,
        account("B1"): 100,
        account("PF"): -100,
    }
    [back] = journal(reverse(assessment, Refund.whole("R1", assessment.order, NOON)), community=COMMUNITY)
    book = Book.of([entry, back])
    assert not any(amount.minor for amount in book.balances.values())


def test_a_line_is_booked_at_the_time_it_was_paid() -> None:
    """Placed an hour before: the amounts belong to the moment of payment."""
    sold = attrs.evolve(order(SALE), placed_at=NOON - timedelta(hours=1))
    [entry] = journal(assess(plan(share("8")), sold, Credits.single(leader="L1")), community=COMMUNITY)
    assert entry.at == NOON


def test_a_party_of_several_roles_has_one_posting() -> None:
    """One person who leads, hosts and keeps the store has one leg."""
    of = plan(share("8"), pay(Rate.percent(2), "live", "host"))
    assessment = assess(of, order(1_000), Credits.single(leader="S1", host="S1"))
    [entry] = journal(assessment, community=COMMUNITY)
    assert {posting.account: posting.minor for posting in entry.postings} == {
        account("commons", "outside.payment"): -1_000,
        account("S1"): 1_000,
    }


def test_a_funder_without_a_party_has_the_account_of_his_role() -> None:
    """Nobody is named as the platform: its account carries the role's word."""
    assessment = assess(plan(share("8")), order(SALE), Credits.single(leader="L1"))
    [entry] = journal(assessment, community=COMMUNITY)
    assert account("platform") in {posting.account for posting in entry.postings}


def test_a_discount_that_several_fund_is_not_booked_on_one_of_them() -> None:
    """Two platforms share the role: the books cannot know who owes the coupon, and say so."""
    halves = [Credit("platform", name, share=Rate.percent(50)) for name in ("P1", "P2")]
    assessment = assess(plan(share("8")), order(SALE), Credits([Credit("leader", "L1"), *halves]))
    with pytest.raises(MissingPartyError) as refused:
        journal(assessment, community=COMMUNITY)
    assert refused.value.data() == {"order": "O1", "line": "1", "role": Role.PLATFORM}


def test_lines_on_which_nothing_moves_make_no_entry() -> None:
    """A gift that earns nothing is not in the books."""
    assessment = assess(plan(share("8")), order(0, 1_000), Credits.single(leader="L1"))
    assert len(journal(assessment, community=COMMUNITY)) == 1
    nothing = reverse(assessment, Refund.by_quantity("R1", assessment.order, NOON, {"1": 1}))
    assert journal(nothing, community=COMMUNITY) == ()
