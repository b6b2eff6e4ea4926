"""The figures of the pages about ladders are what campaigns come to."""

import re
from pathlib import Path

import pytest

from communekit.groupbuy.campaign import (
    CAMPAIGN_LIFE,
    Advance,
    BalanceDue,
    CampaignState,
    Deposit,
    Item,
    Join,
    Ladder,
    Live,
    Pay,
    PriceTier,
    Publish,
    instructions,
    ladder,
)
from communekit.ids import ProductId
from communekit.money import Money
from tests.groupbuy.campaign_reading.pictures import LISTED, RICE, TIERS
from tests.groupbuy.campaign_reading.scenes import END, WEEK, YUAN, day

PAGES = [Path(__file__).parents[3] / "docs" / language / "ladders.md" for language in ("en", "zh")]
BAG = Item("rice", LISTED)
DEPOSIT = Deposit(YUAN("3.00"), "back", worth=YUAN("5.00"))


def rows(page: Path, cells: int) -> list[list[str]]:
    """Return the rows of figures of a page that have so many cells."""
    lines = re.findall(r"^\| ([0-9].*) \|$", page.read_text("utf-8"), re.MULTILINE)
    found = [[re.split(r"[ （(]", cell)[0] for cell in line.split(" | ")] for line in lines]
    return [row for row in found if len(row) == cells]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_prices_by_number(page: Path) -> None:
    """How many there are in the end, the price for all, what comes back."""
    told = rows(page, 3)
    assert [int(count) for count, _, _ in told] == [9, 10, 49, 50, 900]
    for count, price, back in told:
        final = Ladder({RICE: TIERS}).price(ProductId("rice"), int(count), LISTED)
        assert (final, LISTED - YUAN(price)) == (YUAN(price), YUAN(back))


def closed_with(bags: int) -> tuple[Live, Money]:
    """Return a ladder with deposits as it closes, with so many bags, four of them Li's; and his balance."""
    state: CampaignState = CAMPAIGN_LIFE.initial
    due = YUAN("0.00")
    terms = ladder("C", [BAG], WEEK, {"rice": [PriceTier(10, YUAN("18.00")), PriceTier(50, YUAN("15.00"))]},
                   deposit=DEPOSIT)  # fmt: skip
    seats = [("li", 4)] + ([("wang", bags - 4)] if bags > 4 else [])
    commands = [Publish(terms, WEEK.start)]
    joining = [
        command
        for member, wants in seats
        for command in (
            Join(member, member, {"rice": wants}, day(1)),
            Pay(f"p-{member}", member, DEPOSIT.amount * wants, day(1)),
        )
    ]
    for command in (*commands, *joining, Advance(END)):
        events, after = CAMPAIGN_LIFE.handle(command, state)
        for asked in instructions(state, events):
            if isinstance(asked, BalanceDue) and asked.seat == "li":
                due = asked.amount
        state = after
    assert isinstance(state, Live)
    return state, due


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_deposits_and_balances(page: Path) -> None:
    """What Li pays at each price: the deposit, the balance, both."""
    told = rows(page, 6)
    assert len(told) == 3
    for (price, bags, paid, counts, balance, whole), number in zip(told, (4, 10, 50), strict=True):
        state, due = closed_with(number)
        seat = state.seat("li")
        assert state.group("C").prices == {"rice": YUAN(price)}
        assert (int(bags), YUAN(paid), YUAN(balance)) == (4, seat.paid, due)
        assert DEPOSIT.counts_for * 4 == YUAN(counts)
        assert seat.paid + due == YUAN(whole)
