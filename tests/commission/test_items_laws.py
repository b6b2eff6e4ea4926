"""Laws of items: what the postings of the journal are for adds up to the postings, rule by rule."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from communekit.commission import Assessment, LeftOut, Plan, Reversal, Standing, assess_all, journal, reverse
from communekit.commission.items import DISCOUNT, RESIDUAL, SHORTFALL, items
from communekit.ids import EntryId, PartyId
from communekit.ledger import Book, Entry
from communekit.ledger.settlement import Item, Nature, statements
from communekit.period import Calendar
from communekit.testing.order import Sale, sales
from communekit.testing.plan import plain_plans, plans
from communekit.testing.refund import refunds_of

COMMUNITY = PartyId("commons")
any_plans = plans() | plain_plans()

Sums = dict[tuple[EntryId, str], int]


def of_items(said: Iterable[Item]) -> Sums:
    """Return what items say, by entry and party; nothing where it cancels out."""
    sums: Sums = {}
    for item in said:
        sums[item.entry, item.party] = sums.get((item.entry, item.party), 0) + item.minor
    return {key: minor for key, minor in sums.items() if minor}


def of_postings(entries: Iterable[Entry]) -> Sums:
    """Return what entries post to `pending`, by entry and party."""
    return {
        (entry.id, posting.account.party): posting.minor
        for entry in entries
        for posting in entry.postings
        if posting.account.bucket == "pending"
    }


def results(of: Plan, sale: Sale, data: st.DataObject) -> list[Assessment | Reversal]:
    """Return a sale, assessed, and what its refunds take back; nothing where it cannot be booked."""
    [sold] = assess_all(of, [sale])
    if isinstance(sold, LeftOut) or not all(
        len(sold.credits.of(discount.funder, line.id)) <= 1
        for line in sold.order.lines
        for discount in line.funded
    ):
        return []
    made: list[Assessment | Reversal] = [sold]
    standing = Standing().moved(sold.moved)
    refunds = data.draw(refunds_of(sold.order))
    for number, refund in enumerate(refunds):
        reversal = reverse(sold, refund, earlier=refunds[:number], standing=standing)
        standing = standing.moved(reversal.moved)
        made.append(reversal)
    return made


@given(of=any_plans, sale=sales(), data=st.data())
def test_items_add_up_to_the_postings(of: Plan, sale: Sale, data: st.DataObject) -> None:
    """exact_split: per entry and party, sold or given back, the items come to what is posted; none is of zero."""
    for result in results(of, sale, data):
        said = items(result, community=COMMUNITY)
        assert of_items(said) == of_postings(journal(result, community=COMMUNITY))
        assert all(item.minor for item in said)
        keys = [(item.entry, item.party, item.source) for item in said]
        assert len(set(keys)) == len(keys)


@given(of=any_plans, sale=sales(), data=st.data())
def test_items_by_rule_are_the_accruals(of: Plan, sale: Sale, data: st.DataObject) -> None:
    """What rules gave a party, sold and taken back, is what the items of those rules say."""
    own = (DISCOUNT, RESIDUAL, SHORTFALL)
    for result in results(of, sale, data):
        by_rule: dict[tuple[str, str], int] = {}
        for item in items(result, community=COMMUNITY):
            if item.source not in own:
                key = (item.party, item.source)
                by_rule[key] = by_rule.get(key, 0) + item.minor
        accrued: dict[tuple[str, str], int] = {}
        amounts = (
            [(taken.accrual, -taken.amount_minor) for line in result.lines for taken in line.taken]
            if isinstance(result, Reversal)
            else [(accrual, accrual.amount_minor) for _, accrual in result.accruals]
        )
        for accrual, minor in amounts:
            accrued[accrual.party, accrual.rule] = accrued.get((accrual.party, accrual.rule), 0) + minor
        assert {key: minor for key, minor in by_rule.items() if minor} == {
            key: minor for key, minor in accrued.items() if minor
        }


@given(of=any_plans, sale=sales(), data=st.data())
def test_a_statement_takes_the_items_of_the_journal(of: Plan, sale: Sale, data: st.DataObject) -> None:
    """A year's statements with the items: earned, taken back and put in for others come to the whole claim."""
    made = results(of, sale, data)
    book = Book().post(*(entry for result in made for entry in journal(result, community=COMMUNITY)))
    said = [item for result in made for item in items(result, community=COMMUNITY)]
    years = Calendar.yearly("Asia/Shanghai")
    entered = {entry.id: years.period_at(entry.at) for entry in book}
    parties = {posting.account.party for entry in book for posting in entry.postings} - {COMMUNITY}
    for period in set(entered.values()):
        for one in statements(book, parties, period, items=said):
            put_in = one.moved(Nature.OTHER)
            assert put_in.minor == sum(
                item.minor
                for item in said
                if item.party == one.party
                and item.source in (DISCOUNT, SHORTFALL)
                and entered[item.entry] == period
            )
            net = one.moved(Nature.EARNED) + one.moved(Nature.TAKEN_BACK) + put_in
            assert one.opening + net == one.closing
