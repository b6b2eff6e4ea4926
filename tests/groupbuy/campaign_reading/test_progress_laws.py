"""A card that says what is missing is believed: it says what would happen if the campaign closed now."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.groupbuy.allocation import Pack
from communekit.groupbuy.campaign import (
    CAMPAIGN_LIFE,
    Advance,
    Below,
    CampaignCommand,
    CampaignState,
    CutOff,
    GroupFormed,
    InvalidCampaignError,
    Item,
    Join,
    Live,
    Pay,
    PriceTier,
    Publish,
    Threshold,
    Unit,
    UnknownSeatError,
    join_list,
    ladder,
    progress,
    rung,
)
from communekit.money import Money
from tests.groupbuy.campaign_reading.scenes import EGGS, END, TEAM, WEEK, YUAN, day, joins, published

PEARS = Item("pears", YUAN("4.00"), pack=Pack(4))
RICE = Item("rice", YUAN("20.00"))
TIERS = (PriceTier(3, YUAN("18.00")), PriceTier(7, YUAN("15.00")), PriceTier(9, YUAN("14.00")))
BOOKINGS = st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 4), st.booleans()), max_size=5)
"""Who wants how much, and whether it was paid."""


def live(*commands: CampaignCommand) -> Live:
    """Return a campaign after commands."""
    state: CampaignState = CAMPAIGN_LIFE.initial
    for command in commands:
        _, state = CAMPAIGN_LIFE.handle(command, state)
    assert isinstance(state, Live)
    return state


def joined(state: Live, product: str, price: Money, bookings: list[tuple[str, int, bool]]) -> Live:
    """Return a campaign after some have joined, and paid or not."""
    number = len(state.seat_ids)
    for member, wants, pays in bookings:
        number += 1
        _, after = CAMPAIGN_LIFE.handle(Join(f"s{number}", member, {product: wants}, day(1)), state)
        if pays:
            asked = Pay(f"p{number}", f"s{number}", price * wants, day(1))
            _, after = CAMPAIGN_LIFE.handle(asked, after)
        assert isinstance(after, Live)
        state = after
    return state


def formed(state: Live) -> GroupFormed | None:
    """Return how it forms if it closes now, and nobody pays who has not paid; None where it fails."""
    events = [*CAMPAIGN_LIFE.decide(CutOff(day(1, 20)), state)]
    return next((event for event in events if isinstance(event, GroupFormed)), None)


@given(bookings=BOOKINGS, unit=st.sampled_from(Unit), least=st.integers(1, 12))
def test_nothing_is_missing_exactly_when_it_would_form(
    bookings: list[tuple[str, int, bool]], unit: Unit, least: int
) -> None:
    """For each unit; seats that are not paid for are no help, and are told apart."""
    needed = Threshold(unit, least * 400 if unit is Unit.MONEY else least)
    terms = join_list("C", [PEARS], WEEK, threshold=needed)
    state = joined(live(Publish(terms, WEEK.start)), "pears", PEARS.price, bookings)
    seen = progress(state)
    assert (seen.unit, seen.waiting) == (unit, sum(not pays for _, _, pays in bookings))
    is_delivered = (
        sum(wants for _, wants, pays in bookings if pays) >= 4
    )  # a case fills, else nobody gets any
    assert (formed(state) is not None) == (seen.missing == 0 and is_delivered)


@given(bookings=BOOKINGS, below=st.sampled_from(Below))
def test_a_rung_is_what_all_would_pay(bookings: list[tuple[str, int, bool]], below: Below) -> None:
    """As soon as somebody has paid."""
    terms = ladder("C", [RICE], WEEK, {"rice": TIERS}, below=below)
    state = joined(live(Publish(terms, WEEK.start)), "rice", RICE.price, bookings)
    seen, result = rung(state, "rice"), formed(state)
    assert seen.there == sum(wants for _, wants, pays in bookings if pays)
    if seen.there:
        assert (None if result is None else result.prices[RICE.product]) == seen.price


@given(bookings=BOOKINGS, below=st.sampled_from(Below))
def test_what_is_missing_reaches_the_next_tier_and_one_less_does_not(
    bookings: list[tuple[str, int, bool]], below: Below
) -> None:
    """Above the top tier there is no next one."""
    terms = ladder("C", [RICE], WEEK, {"rice": TIERS}, below=below)
    state = joined(live(Publish(terms, WEEK.start)), "rice", RICE.price, bookings)
    seen = rung(state, "rice")
    if seen.next is None:
        assert (seen.missing, seen.price) == (0, TIERS[-1].price)
        return
    there = rung(joined(state, "rice", RICE.price, [("z", seen.missing, True)]), "rice")
    assert there.price == seen.next.price
    if seen.missing > 1:
        nearly = rung(joined(state, "rice", RICE.price, [("z", seen.missing - 1, True)]), "rice")
        assert (nearly.next, nearly.missing) == (seen.next, 1)


def test_a_team_counts_people_until_its_own_end() -> None:
    """Whoever holds a place unpaid is waited for."""
    commands = published(TEAM, joins("s1", pays="10.00"), joins("s2", group="s1"))
    state = live(*commands)
    assert progress(state, "s1").text() == "1 of 3 people: 2 more before 2026-03-02 09:00."
    assert progress(state, "s1").waiting == 1
    with pytest.raises(UnknownSeatError):
        progress(state)


def test_sentences_of_progress() -> None:
    """In both languages, with and without something that must come together."""
    paid = joins("s1", pays="20.00", wants=2)
    free = live(*published(join_list("C", [EGGS], WEEK), paid))
    assert progress(free).text() == "1 order so far; open until 2026-03-08 00:00."
    assert progress(free).text("zh", zone="Asia/Shanghai") == "已有 1 单，2026-03-08 08:00 截单。"
    money = Threshold.money(YUAN("50.00"))
    some = live(*published(join_list("C", [EGGS], WEEK, threshold=money), paid))
    assert progress(some).text("zh") == "已有 ¥20.00，成团还差 ¥30.00，2026-03-08 00:00 截止。"
    enough = live(*published(join_list("C", [EGGS], WEEK, threshold=Threshold.pieces(2)), paid))
    assert progress(enough).text() == "2 of 2 pieces: enough; open until 2026-03-08 00:00."
    assert progress(enough).text("zh") == "已有 2 件，已达成团条件（2 件），2026-03-08 00:00 截止。"


def test_sentences_of_a_rung() -> None:
    """Below the first tier, between two, and at the top."""
    terms = ladder("C", [RICE], WEEK, {"rice": TIERS[:2]}, below=Below.FAIL)
    state = joined(live(Publish(terms, WEEK.start)), "rice", RICE.price, [("a", 2, True)])
    assert rung(state, "rice").text() == "2 pieces, too few to form; with 1 more it is CN¥18.00 for all."
    assert rung(state, "rice").text("zh") == "已有 2 件，还不能成团；再来 1 件，人人 ¥18.00。"
    state = joined(state, "rice", RICE.price, [("b", 1, True)])
    assert rung(state, "rice").text() == "3 pieces, CN¥18.00 for all; with 4 more it is CN¥15.00 for all."
    assert rung(state, "rice").text("zh") == "已有 3 件，现价 ¥18.00；再来 4 件，人人 ¥15.00。"
    state = joined(state, "rice", RICE.price, [("c", 4, True)])
    assert rung(state, "rice").text() == "7 pieces, CN¥15.00 for all: the lowest price."
    assert rung(state, "rice").text("zh") == "已有 7 件，人人 ¥15.00，已是最低价。"


def test_one_is_one() -> None:
    """In English; two are many."""
    one = live(*published(join_list("C", [EGGS], WEEK, threshold=Threshold.people(1)), joins("s1")))
    assert progress(one).text() == "0 of 1 person: 1 more before 2026-03-08 00:00."
    terms = ladder("C", [RICE], WEEK, {"rice": TIERS[:2]})
    state = joined(live(Publish(terms, WEEK.start)), "rice", RICE.price, [("a", 1, True)])
    assert rung(state, "rice").text() == "1 piece, CN¥20.00 for all; with 2 more it is CN¥18.00 for all."


def test_what_has_no_ladder_has_no_rung() -> None:
    """Neither another kind of campaign nor another product."""
    with pytest.raises(InvalidCampaignError):
        rung(live(*published(TEAM)), "鸡蛋")
    terms = ladder("C", [RICE, EGGS], WEEK, {"rice": TIERS})
    with pytest.raises(InvalidCampaignError):
        rung(live(*published(terms)), "鸡蛋")


def test_filling_ends_later_than_joining() -> None:
    """While everybody joins, the card says when that ends; then, when filling does."""
    terms = join_list("C", [PEARS], WEEK, fills_for=timedelta(hours=4))
    state = live(Publish(terms, WEEK.start))
    assert progress(state).until == END
    assert progress(live(Publish(terms, WEEK.start), Advance(END))).until == END + timedelta(hours=4)
