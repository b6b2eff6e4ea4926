"""Items: what postings are for, and that they add up to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.ids import EntryId, InvalidIdError, InvalidTextError, PartyId
from communekit.ledger import Book, Entry, Posting
from communekit.ledger.settlement import CLAIM, Item, ItemMismatchError, SettlementError, earned, statements
from communekit.money import CNY, AmountOutOfRangeError, Currency, Money
from tests.ledger.settlement.histories import MONTHS, PARTIES, histories
from tests.ledger.settlement.months import at, february, items, march, month


@st.composite
def items_of(draw: st.DrawFn, history: list[Entry]) -> list[Item]:
    """Draw items for some of the entries: each party's part of an entry, cut in up to three."""
    made: list[Item] = []
    for entry in draw(st.lists(st.sampled_from(history), unique=True)) if history else []:
        sums: dict[tuple[PartyId, object], int] = {}
        for posting in entry.postings:
            account = posting.account
            if account.party in PARTIES and account.bucket in CLAIM:
                key = (account.party, account.commodity)
                sums[key] = sums.get(key, 0) + posting.minor
        for (party, commodity), minor in sums.items():
            cuts = draw(st.lists(st.integers(-500, 500), max_size=2))
            parts = [*cuts, minor - sum(cuts)]
            made += [
                Item(entry.id, party, f"rule {place}", "", part, commodity=commodity)  # type: ignore[arg-type]  # a currency
                for place, part in enumerate(parts)
            ]
    return made


@given(history=histories(), data=st.data())
def test_items_change_no_amount(history: list[Entry], data: st.DataObject) -> None:
    """exact_split: with items or without, a statement's balances are the same; only what they are for is told."""
    period = data.draw(st.sampled_from(MONTHS))
    said = data.draw(items_of(history))
    plain = statements(Book.of(history), PARTIES, period)
    told = statements(Book.of(history), PARTIES, period, items=said)
    assert [(one.party, one.flows, one.held) for one in told] == [
        (one.party, one.flows, one.held) for one in plain
    ]
    for one, other in zip(told, plain, strict=True):
        assert sum(each.minor for each in one.movements) == sum(each.minor for each in other.movements)


@given(history=histories(), data=st.data())
def test_earnings_are_the_movements_of_their_kinds(history: list[Entry], data: st.DataObject) -> None:
    """What a party earned by source is what its statement says of accruals and their reversals."""
    period = data.draw(st.sampled_from(MONTHS))
    said = data.draw(items_of(history))
    book = Book.of(history)
    sums = earned(book, period, CNY, items=said)
    for one in statements(book, PARTIES, period, items=said):
        if one.commodity == CNY:
            by_source: dict[str, int] = {}
            for each in one.movements:
                if each.kind in ("commission.accrued", "commission.reversed"):
                    word = each.source if each.source.startswith("rule") else ""
                    by_source[word] = by_source.get(word, 0) + each.minor
            mine = {source: money.minor for (party, source), money in sums.items() if party == one.party}
            assert {word: minor for word, minor in mine.items() if minor} == {
                word: minor for word, minor in by_source.items() if minor
            }


def test_what_zhang_earned_in_march() -> None:
    """104.00 of base, 16.00 of bonus, less what the refund took: 81.50 and 8.50; the store's part says nothing."""
    sums = earned(march(), month(3), "CNY", items=items())
    assert sums[PartyId("zhang"), "base"] == Money.cny("81.50")
    assert sums[PartyId("zhang"), "live"] == Money.cny("8.50")
    assert sums[PartyId("store"), ""] == Money.cny("1035.00")


def test_an_entry_that_is_undone_is_earned_no_more() -> None:
    """A reversal counts with what it reverses, by the same rules, with the sign turned."""
    book = march()
    sold = book.find("mar-3")
    assert sold is not None
    undone = book.post(sold.reversal(at("03-30"), "booked twice"))
    sums = earned(undone, month(3), "CNY", items=items())
    assert sums[PartyId("zhang"), "base"] == Money.cny("65.50")
    [statement] = statements(undone, ["zhang"], month(3), items=items())
    [back] = [one for one in statement.movements if one.kind == "ledger.reversal"]
    assert (back.source, back.title, back.minor) == ("base", "Base share 8%", -1_600)
    assert back.lines[0].note == "booked twice"


@pytest.mark.parametrize("off", [-1, 1])
def test_items_that_do_not_add_up_are_refused(off: int) -> None:
    """A fen too much or too little, in a statement or in what was earned."""
    said = [Item(EntryId("feb-1"), PartyId("zhang"), "base", "", 8_000 + off)]
    for refuse in (
        lambda: statements(february(), ["zhang"], month(2), items=said),
        lambda: earned(february(), month(2), "CNY", items=said),
    ):
        with pytest.raises(ItemMismatchError) as refused:
            refuse()
        assert (refused.value.said_minor, refused.value.booked_minor) == (8_000 + off, 8_000)
        assert "zhang" in refused.value.text("zh")
    assert statements(february(), ["store"], month(2), items=said)


def test_items_of_one_who_was_not_posted_to_come_to_nothing() -> None:
    """What cancels out shows with both its parts; what does not is refused."""
    pair = [
        Item(EntryId("feb-1"), PartyId("wang"), "base", "", 300),
        Item(EntryId("feb-1"), PartyId("wang"), "discount", "", -300),
    ]
    [statement] = statements(february(), ["wang"], month(2), items=pair)
    assert [(one.source, one.minor) for one in statement.movements] == [("base", 300), ("discount", -300)]
    assert statement.closing == Money.cny("0.00")
    with pytest.raises(ItemMismatchError):
        statements(february(), ["wang"], month(2), items=pair[:1])


def test_an_item_of_an_entry_that_is_not_there() -> None:
    """It is refused, and named."""
    with pytest.raises(SettlementError) as refused:
        statements(february(), ["zhang"], month(2), items=[Item(EntryId("x"), PartyId("zhang"), "b", "", 1)])
    assert (refused.value.problem, refused.value.value) == ("unknown_entry", "x")


def test_an_item_says_its_commodity_where_there_are_several() -> None:
    """One entry may move money and points."""
    points = Currency.commodity("POINTS")
    legs = [
        Posting.of("zhang", "pending", Money.cny("1")),
        Posting.of("club", "outside.payment", Money.cny("-1")),
        Posting.of("zhang", "pending", Money.of("7", points)),
        Posting.of("club", "points.issued", Money.of("-7", points)),
    ]
    book = Book().post(Entry(EntryId("both"), "commission.accrued", at("03-02"), legs))
    told = Item(EntryId("both"), PartyId("zhang"), "gift", "", 7)
    with pytest.raises(SettlementError) as refused:
        statements(book, ["zhang"], month(3), items=[told])
    assert refused.value.problem == "which_commodity"
    named = Item(EntryId("both"), PartyId("zhang"), "gift", "", 7, commodity=points)
    money, gift = statements(book, ["zhang"], month(3), items=[named])
    assert ([one.source for one in money.movements], [one.source for one in gift.movements]) == (
        [""],
        ["gift"],
    )


def test_what_no_item_can_be() -> None:
    """Ids, a title that can be shown, whole minor units within the range."""
    with pytest.raises(InvalidIdError):
        Item(EntryId("e1"), PartyId("zhang"), "", "", 1)
    with pytest.raises(InvalidTextError) as text:
        Item(EntryId("e1"), PartyId("zhang"), "base", "a\tb", 1)
    assert text.value.what == "title"
    with pytest.raises(InvalidIdError) as identity:
        Item(EntryId(""), PartyId("zhang"), "base", "", 1)
    assert identity.value.what == "entry id"
    for wrong in (10**15 + 1, True, "1"):
        with pytest.raises(AmountOutOfRangeError):
            Item(EntryId("e1"), PartyId("zhang"), "base", "", wrong)  # type: ignore[arg-type]  # not all are numbers
