"""Statements: Zhang's March, worked through, and both sides of each edge."""

from datetime import timedelta

import pytest

from communekit.ids import EntryId, PartyId
from communekit.ledger import Book, Entry, Posting
from communekit.ledger.claims import confirm
from communekit.ledger.settlement import (
    Flow,
    Held,
    Line,
    Movement,
    Nature,
    Statement,
    StatementError,
    close,
    last_moment,
    nature_of,
    statements,
)
from communekit.money import CNY, Currency, Money
from communekit.period import InvalidTimeError
from tests.ledger.settlement.months import DUE, at, claim, february, items, march, month, sale


def zhang(number: int) -> Statement:
    """Return Zhang's statement of February or March."""
    [statement] = statements(march(), ["zhang"], month(number), items=items(), due=DUE)
    return statement


def test_march_from_opening_to_closing() -> None:
    """24.00 from February, 120.00 earned, 30.00 back, 4.00 corrected, 50.00 out: 60.00 are left."""
    statement = zhang(3)
    assert statement.opening == Money.cny("24.00")
    assert {nature: statement.moved(nature) for nature in Nature} == {
        Nature.EARNED: Money.cny("120.00"),
        Nature.TAKEN_BACK: Money.cny("-30.00"),
        Nature.OTHER: Money.cny("-4.00"),
        Nature.PAID_OUT: Money.cny("-47.00"),
        Nature.TAX: Money.cny("-2.00"),
        Nature.FEES: Money.cny("-1.00"),
    }
    assert statement.closing == Money.cny("60.00")
    assert statement.balance("available") == Money.cny("4.00")


def test_what_was_earned_by_rule() -> None:
    """Items split a posting by rule; a movement says how many lines, and from when to when."""
    earned = [one for one in zhang(3).movements if one.nature is Nature.EARNED]
    assert [(one.kind, one.source, one.title, one.minor, one.count) for one in earned] == [
        ("commission.accrued", "base", "Base share 8%", 10_400, 3),
        ("commission.accrued", "live", "Live bonus", 1_600, 1),
    ]
    assert (earned[0].first_at, earned[0].last_at) == (at("03-04"), at("03-25"))


def test_the_stages_of_march() -> None:
    """Moves between buckets show in the stage table alone: confirmed, released, offset, reserved, disputed."""
    statement = zhang(3)
    assert {flow.bucket: (flow.opening_minor, flow.in_minor, flow.out_minor) for flow in statement.flows} == {
        "pending": (2_400, 12_000, -14_400),
        "frozen": (0, 12_800, -8_800),
        "disputed": (0, 1_600, 0),
        "available": (0, 5_800, -5_400),
        "reserved": (0, 5_000, -5_000),
        "receivable": (0, 3_000, -3_000),
        "advance": (0, 0, 0),
    }
    assert statement.owed == Money.cny("0.00")
    assert not statement.is_quiet


def test_what_is_held_and_until_when() -> None:
    """The frozen claim is due on the fifth of April; the disputed one stands last."""
    assert zhang(3).held == (
        Held(EntryId("mar-2"), "frozen", 4_000, at("04-05")),
        Held(EntryId("mar-3"), "disputed", 1_600, at("04-09")),
    )


def test_what_follows_a_step_of_a_claim_is_about_the_claim() -> None:
    """A confirmation that is undone: the amount is pending again, under the sale that founded it."""
    book = february()
    confirmed = confirm(claim(book, "feb-2"), at("02-22"))
    assert confirmed is not None
    book = book.post(confirmed, confirmed.reversal(at("02-23"), "the wrong parcel"))
    [statement] = statements(book, ["zhang"], month(2), due={EntryId("feb-2"): at("03-05")})
    assert statement.held == (Held(EntryId("feb-2"), "pending", 2_400, at("03-05")),)


def test_what_leaves_is_told_apart_by_where_it_went() -> None:
    """80.00 left: 75.80 to the account, 3.20 tax, 1.00 fee."""
    left = {one.source: one.minor for one in zhang(2).movements if one.kind == "payout.paid"}
    assert left == {"outside.payout": -7_580, "withheld": -320, "fees": -100}


def test_a_withheld_tax_may_name_its_regime() -> None:
    """Buckets "withheld.labour" and "fees.bank" count as tax and fees."""
    legs = [
        Posting.of("zhang", "reserved", Money.cny("-10")),
        Posting.of("club", "outside.payout", Money.cny("7")),
        Posting.of("authority", "withheld.labour", Money.cny("2")),
        Posting.of("bank", "fees.bank", Money.cny("1")),
    ]
    book = Book().post(Entry(EntryId("p"), "payout.paid", at("03-02"), legs))
    [statement] = statements(book, ["zhang"], month(3))
    assert {one.source: one.minor for one in statement.movements} == {
        "outside.payout": -700,
        "withheld": -200,
        "fees": -100,
    }


def test_a_payout_that_comes_back() -> None:
    """Returned: the same legs turned round, a plus among what was paid out."""
    legs = [
        Posting.of("zhang", "available", Money.cny("10")),
        Posting.of("club", "outside.payout", Money.cny("-10")),
    ]
    book = Book().post(Entry(EntryId("back"), "payout.returned", at("03-02"), legs))
    [statement] = statements(book, ["zhang"], month(3))
    assert statement.moved(Nature.PAID_OUT) == Money.cny("10.00")


def test_both_sides_of_a_month() -> None:
    """The first moment of March is March's, the first of April is not."""
    edges = [
        month(3).window.start - timedelta(microseconds=1),
        month(3).window.start,
        last_moment(month(3)),
        last_moment(month(3)) + timedelta(microseconds=1),
    ]
    entries = [
        Entry(
            EntryId(f"e{place}"),
            "commission.accrued",
            edge,
            sale("x", "03-01", str(10**place), paid="5000").postings,
        )
        for place, edge in enumerate(edges)
    ]
    [statement] = statements(Book.of(entries), ["zhang"], month(3))
    assert (statement.opening, statement.closing) == (Money.cny("1.00"), Money.cny("111.00"))


def test_a_party_that_never_moved_has_no_statement() -> None:
    """And one that moved before has one, in which nothing moves."""
    book = february()
    assert statements(book, ["wang"], month(2)) == ()
    assert statements(book, ["zhang"], month(1)) == ()
    [april] = statements(book, ["zhang"], month(4))
    assert april.is_quiet
    assert april.movements == ()
    assert april.opening == april.closing == Money.cny("24.00")


def test_each_commodity_has_its_own_statement() -> None:
    """Points do not mix with money; other buckets can make up a claim."""
    points = Currency.commodity("POINTS")
    legs = [
        Posting.of("store", "points.issued", Money.of("-30", points)),
        Posting.of("zhang", "points.active", Money.of("30", points)),
    ]
    book = february().post(Entry(EntryId("gift"), "points.earned", at("02-08"), legs))
    assert [one.commodity.code for one in statements(book, ["zhang"], month(2))] == ["CNY"]
    [statement] = statements(
        book, ["zhang"], month(2), buckets=("points.pending", "points.active", "points.spent")
    )
    assert statement.closing == Money.of("30", points)
    assert statement.movements[0].nature is Nature.EARNED


def test_a_closing_hands_out_one_statement() -> None:
    """By party and commodity; one that is not there is said to be missing."""
    closing = close(march(), ["zhang", "store"], month(3))
    assert closing.of("zhang", "CNY").party == "zhang"
    with pytest.raises(StatementError) as refused:
        closing.of("wang", "CNY")
    assert (refused.value.problem, refused.value.party) == ("none", "wang")
    assert "没有" in refused.value.text("zh")


def statement(**changed: object) -> Statement:
    """Return a small statement, a part of it changed."""
    line = Line(EntryId("e1"), at("03-02"), 500)
    made: dict[str, object] = {
        "party": PartyId("L1"),
        "commodity": CNY,
        "period": month(3),
        "flows": [Flow("available", 0, 500, 0)],
        "movements": [Movement("commission.accrued", "", "", [line])],
    }
    return Statement(**(made | changed))  # type: ignore[arg-type]  # one part may be wrong on purpose


def test_a_statement_that_does_not_add_up_cannot_exist() -> None:
    """A unit too much in the balance, or in what is held, is refused."""
    assert statement().closing == Money.cny("5.00")
    with pytest.raises(StatementError) as refused:
        statement(flows=[Flow("available", 0, 501, 0)])
    assert (refused.value.problem, refused.value.value) == ("does_not_add_up", 1)
    with pytest.raises(StatementError) as refused:
        statement(flows=[Flow("frozen", 0, 500, 0)], held=[Held(EntryId("e1"), "frozen", 499)])
    assert (refused.value.problem, refused.value.value) == ("held_does_not_add_up", -1)


@pytest.mark.parametrize("figures", [(0, -1, 0), (0, 0, 1)])
def test_what_comes_is_plus_and_what_goes_is_minus(figures: tuple[int, int, int]) -> None:
    """A flow with the signs turned is none."""
    with pytest.raises(StatementError) as refused:
        Flow("available", *figures)
    assert refused.value.problem == "flow"


def test_a_movement_has_a_line() -> None:
    """Nothing is no movement."""
    with pytest.raises(StatementError):
        Movement("commission.accrued", "", "", [])


def test_statements_join_only_where_they_meet() -> None:
    """Same party, the next period, the same balance between them."""
    first, second = zhang(2), zhang(3)
    assert first.then(second).period.label == "2026-02 + 2026-03"
    assert first.then(second).closing == second.closing
    for one, other in ((second, first), (first, first), (first, statement(period=month(3)))):
        with pytest.raises(StatementError) as refused:
            one.then(other)
        assert refused.value.problem == "not_adjacent"


def test_when_something_is_due_must_be_a_moment() -> None:
    """A due date without a zone is refused."""
    with pytest.raises(InvalidTimeError):
        Held(EntryId("e1"), "frozen", 1, at("03-02").replace(tzinfo=None))


@pytest.mark.parametrize(
    ("kind", "source", "minor", "nature"),
    [
        ("commission.accrued", "base", 1, Nature.EARNED),
        ("commission.accrued", "commission.shortfall", -1, Nature.OTHER),
        ("commission.reversed", "base", 1, Nature.TAKEN_BACK),
        ("quality.charged", "", -1, Nature.TAKEN_BACK),
        ("ledger.reversal", "", 1, Nature.TAKEN_BACK),
        ("claim.adjusted", "", 1, Nature.OTHER),
        ("claim.written_off", "", 1, Nature.OTHER),
        ("payout.paid", "outside.payout", -1, Nature.PAID_OUT),
        ("payout.closed", "", -1, Nature.PAID_OUT),
        ("payout.paid", "fees", -1, Nature.FEES),
        ("host.gift", "", 1, Nature.EARNED),
        ("host.gift", "", -1, Nature.OTHER),
    ],
)
def test_what_a_movement_is(kind: str, source: str, minor: int, nature: Nature) -> None:
    """Where it went, then its kind, then its sign decide."""
    assert nature_of(kind, source, minor) is nature
