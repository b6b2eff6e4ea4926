"""Laws of the journal: what was assessed becomes balanced entries, and the books of a community add up to zero."""

import attrs
from hypothesis import given
from hypothesis import strategies as st

from communekit.commission import Assessment, LeftOut, Plan, Reversal, Standing, assess_all, journal, reverse
from communekit.ids import PartyId
from communekit.ledger import Book, Entry
from communekit.money import CNY, Money
from communekit.testing.order import Sale, sales, streams
from communekit.testing.plan import plain_plans, plans
from communekit.testing.refund import refunds_of

COMMUNITY = PartyId("commons")
ZERO = Money(0, CNY)
any_plans = plans() | plain_plans()


def booked(of: Plan, stream: list[Sale]) -> tuple[list[Assessment], Standing]:
    """Return what of a stream can be shared out and booked: the books refuse a funder of whom there are several."""
    run = assess_all(of, stream)
    sold = [one for one in run if not isinstance(one, LeftOut)]
    return [one for one in sold if has_single_funders(one)], run.standing


def has_single_funders(sold: Assessment) -> bool:
    """Whether the books know who owes each discount."""
    return all(
        len(sold.credits.of(discount.funder, line.id)) <= 1
        for line in sold.order.lines
        for discount in line.funded
    )


def entries(result: Assessment | Reversal) -> tuple[Entry, ...]:
    """Return the entries of a result."""
    return journal(result, community=COMMUNITY)


@given(of=any_plans, stream=streams(), data=st.data())
def test_conservation(of: Plan, stream: list[Sale], data: st.DataObject) -> None:
    """After every sale and refund the balances of all accounts, with the world outside, add up to zero."""
    sold, standing = booked(of, stream)
    book = Book()
    for assessment in sold:
        book = book.post(*entries(assessment))
        assert not any(book.trial_balance().values())
    for assessment in sold:
        refunds = data.draw(refunds_of(assessment.order))
        for number, refund in enumerate(refunds):
            reversal = reverse(assessment, refund, earlier=refunds[:number], standing=standing)
            standing = standing.moved(reversal.moved)
            book = book.post(*entries(reversal))
            assert not any(book.trial_balance().values())


@given(of=any_plans, sale=sales())
def test_balanced_entry(of: Plan, sale: Sale) -> None:
    """Every line makes at most one entry, balanced; every party's amounts of the line lie in it, to the unit."""
    sold, _ = booked(of, [sale])
    if not sold:
        return
    [result] = sold
    made = {entry.id: entry for entry in entries(result)}
    assert len(made) <= len(result.lines)
    book = Book.of(made.values())
    parties = {accrual.party for _, accrual in result.accruals}
    pending = {
        account.party: amount.minor
        for account, amount in book.balances.items()
        if account.bucket == "pending"
    }
    others = {
        *(one.residual_party for one in result.lines),
        *(one.bearer_party for one in result.lines),
        *_funders(result),
    }
    for party in parties - others:
        assert pending.get(party, 0) == result.earned_by(party).minor
    outside = sum(one.line.paid.minor + one.line.freight.minor for one in result.lines)
    assert sum(pending.values()) + sum(one.tax_minor for one in result.lines) == outside


def _funders(result: Assessment) -> set[str]:
    credited = {credit.party for credit in result.credits}
    return (
        {"platform", "PF", "F1", "fund", *credited} if any(one.line.funded for one in result.lines) else set()
    )


@given(of=any_plans, sale=sales(), data=st.data())
def test_refund_symmetry_of_the_books(of: Plan, sale: Sale, data: st.DataObject) -> None:
    """Sale and full refund bring every account of the books to where it was: to zero, where nothing is kept."""
    of = attrs.evolve(
        of,
        rules=[attrs.evolve(rule, kept_on_refund=False) for rule in of.rules],
        overrides=[
            attrs.evolve(over, rules=[attrs.evolve(rule, kept_on_refund=False) for rule in over.rules])
            for over in of.overrides
        ],
    )
    sold, _ = booked(of, [sale])
    if not sold:
        return
    [result] = sold
    refunds = data.draw(refunds_of(sale[0], whole=True))
    book, standing = Book.of(entries(result)), Standing().moved(result.moved)
    for number, refund in enumerate(refunds):
        reversal = reverse(result, refund, earlier=refunds[:number], standing=standing)
        standing = standing.moved(reversal.moved)
        book = book.post(*entries(reversal))
    assert {account: amount for account, amount in book.balances.items() if amount != ZERO} == {}


@given(of=any_plans, sale=sales(), data=st.data())
def test_same_fact_same_entry(of: Plan, sale: Sale, data: st.DataObject) -> None:
    """The same order, and the same refund, booked twice are booked once; another version's entries are others."""
    sold, _ = booked(of, [sale])
    if not sold:
        return
    [result] = sold
    book = Book.of(entries(result))
    assert book.post(*entries(result)) == book
    later = next(assess_all(attrs.evolve(of, version=2), [sale]))
    assert isinstance(later, Assessment)
    assert not {entry.id for entry in entries(later)} & {entry.id for entry in entries(result)}
    refunds = data.draw(refunds_of(sale[0]))
    if refunds:
        standing = Standing().moved(result.moved)
        reversal = reverse(result, refunds[0], standing=standing)
        back = book.post(*entries(reversal))
        assert back.post(*entries(reversal)) == back
        originals = {entry.id for entry in entries(result)}
        for entry in entries(reversal):
            assert entry.kind == "commission.reversed"
            assert entry.refers_to in originals
