"""Terms (活动条款): what contradicts itself or the law is refused at birth, by part and problem; what just fits is taken."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import attrs
import pytest

from communekit.groupbuy.allocation import Pack
from communekit.groupbuy.campaign import (
    CAMPAIGN_LIFE,
    ITEMS_MAX,
    Advance,
    Announce,
    AnnouncedPrice,
    Below,
    Campaign,
    CampaignStateError,
    Deposit,
    Draft,
    FixedPrice,
    InFull,
    InvalidCampaignError,
    InvalidWantError,
    Item,
    Join,
    Ladder,
    Pay,
    Pledged,
    PriceTier,
    PurchaseLimit,
    Reduce,
    Restock,
    Teams,
    Threshold,
    Together,
    Unit,
    UnknownSeatError,
    Waiver,
    Want,
    join_list,
    price_pool,
    tier_for,
)
from communekit.money import CurrencyMismatchError, Money, Rate
from communekit.period import Window
from tests.groupbuy.campaign.worlds import DAY, START, WEEK, Life, eggs, fen, hour

DOLLAR = Money.of("1.00", "USD")
NEVER = timedelta(0)
PLAIN = Campaign("C1", [eggs()], WEEK)
LOW = [PriceTier(2, fen(900)), PriceTier(5, fen(600))]
DEPOSIT = Deposit(fen(200), "within 7 days")
TEAMS = Teams(2, DAY)


def but(**changes: Any) -> Callable[[], Campaign]:
    """Return how to make the plain terms with something else in them."""
    return lambda: attrs.evolve(PLAIN, **changes)


@pytest.mark.parametrize(
    ("make", "part", "problem"),
    [
        (but(items=[]), "items", "empty"),
        (but(items=[eggs(), eggs()]), "items", "twice"),
        (but(items=[eggs(), Item("rice", DOLLAR)]), "items", "currency"),
        (but(items=["eggs"]), "items", "kind"),
        (but(window=Window(START)), "window", "no_end"),
        (but(window="March"), "window", "kind"),
        (but(forming="all"), "forming", "kind"),
        (but(limits=5), "limits", "kind"),
        (but(seat_lasts=NEVER), "seat_lasts", "span"),
        (but(cut_offs={"S1": START}), "cut_offs", "outside"),
        (but(cut_offs={"S1": hour(7 * 24 + 1)}), "cut_offs", "outside"),
        (but(forming=TEAMS, pricing=Ladder({"eggs": LOW})), "pricing", "not_together"),
        (but(forming=TEAMS, payment=DEPOSIT), "payment", "not_together"),
        (but(forming=TEAMS, items=[eggs(pack=Pack(6))]), "pack", "not_together"),
        (but(forming=TEAMS, cut_offs={"S1": hour(9)}), "cut_offs", "not_together"),
        (but(pricing=AnnouncedPrice(), payment=DEPOSIT), "payment", "not_together"),
        (but(pricing=Ladder({"rice": LOW})), "tiers", "unknown"),
        (but(pricing=Ladder({"eggs": [PriceTier(1, DOLLAR)]})), "tiers", "currency"),
        (but(pricing=Ladder({"eggs": [PriceTier(1, fen(1001))]})), "price", "entry_price"),
        (but(pricing=Ladder({"eggs": LOW}), items=[eggs(list_price=fen(1001))]), "price", "entry_price"),
        (but(pricing=Ladder({"eggs": LOW}), items=[eggs(cost=fen(700))]), "price", "below_cost"),
        (but(payment=Deposit(DOLLAR, "within 7 days")), "deposit", "currency"),
        (but(payment=Deposit(fen(1000), "within 7 days")), "deposit", "deposit"),
        (
            but(payment=Deposit(fen(600), "within 7 days"), pricing=Ladder({"eggs": LOW})),
            "deposit",
            "deposit",
        ),
        (lambda: Deposit(fen(0), "within 7 days"), "deposit", "amount"),
        (lambda: Deposit(fen(1), ""), "deposit", "refund_terms"),
        (lambda: Deposit(fen(2), "soon", worth=fen(1)), "worth", "deposit"),
        (lambda: Deposit(fen(1), "soon", worth=DOLLAR), "worth", "currency"),
        (lambda: Deposit(fen(1), "soon", balance_within=NEVER), "balance_within", "span"),
        (lambda: Pledged(collect_within=NEVER), "collect_within", "span"),
        (lambda: InFull(answer_within=NEVER), "answer_within", "span"),
        (lambda: PurchaseLimit(per_member=0), "per_member", "quantity"),
        (lambda: PurchaseLimit(total=True), "total", "quantity"),
        (lambda: Teams(1, DAY), "size", "quantity"),
        (lambda: Teams(2, NEVER), "lasts", "span"),
        (lambda: Teams(2, DAY, waiver=1), "waiver", "kind"),  # type: ignore[arg-type]  # On purpose.
        (Waiver, "waiver", "not_together"),
        (lambda: Waiver(missing=1, share=Rate.percent("50")), "waiver", "not_together"),
        (lambda: Waiver(missing=0), "missing", "quantity"),
        (lambda: Waiver(share="50%"), "share", "kind"),  # type: ignore[arg-type]  # On purpose.
        (lambda: Together(threshold=3), "threshold", "kind"),  # type: ignore[arg-type]  # On purpose.
        (lambda: Together(fills_for=NEVER), "fills_for", "span"),
        (lambda: Threshold.orders(0), "threshold", "quantity"),
        (lambda: Threshold("orders", 1), "threshold", "kind"),  # type: ignore[arg-type]  # On purpose.
        (lambda: Ladder({}), "tiers", "empty"),
        (lambda: Ladder({"eggs": []}), "tiers", "empty"),
        (lambda: Ladder({"eggs": LOW}, Unit.MONEY), "counted", "not_together"),
        (lambda: Ladder({"eggs": LOW[::-1]}), "tiers", "order"),
        (lambda: Ladder({"eggs": [PriceTier(1, fen(5)), PriceTier(2, fen(5))]}), "tiers", "order"),
        (lambda: Ladder({"eggs": [PriceTier(1, fen(5)), PriceTier(2, DOLLAR)]}), "tiers", "currency"),
        (lambda: PriceTier(0, fen(1)), "tier", "quantity"),
        (lambda: PriceTier(1, fen(0)), "tier", "amount"),
        (lambda: eggs(0), "price", "amount"),
        (lambda: eggs(list_price=DOLLAR), "list_price", "currency"),
        (lambda: eggs(per=0), "per", "quantity"),
        (lambda: eggs(stock=-1), "stock", "quantity"),
        (lambda: eggs(cost=fen(1001)), "price", "below_cost"),
        (lambda: Pay("p1", "s1", fen(0), START), "payment", "amount"),
        (lambda: Restock("eggs", 0, START), "stock", "quantity"),
    ],
)
def test_terms_that_contradict_themselves_are_refused(
    make: Callable[[], object], part: str, problem: str
) -> None:
    """Each by the part that is wrong, and why."""
    with pytest.raises(InvalidCampaignError) as refused:
        make()
    assert (refused.value.part, refused.value.problem) == (part, problem)
    assert refused.value.text("en") != refused.value.text("zh")


@pytest.mark.parametrize(
    ("wants", "what", "problem"),
    [
        ({}, "wants", "nothing"),
        ({"eggs": 0}, "eggs", "nothing"),
        ({"eggs": -1}, "eggs", "quantity"),
        ({"eggs": True}, "eggs", "quantity"),
        ({"eggs": 1.0}, "eggs", "quantity"),
        ("eggs", "wants", "kind"),
        (3, "wants", "kind"),
        ([("eggs", 1)], "wants", "kind"),
        ([Want("eggs"), Want("eggs")], "eggs", "twice"),
    ],
)
def test_wants_that_cannot_be_read_are_refused(wants: Any, what: str, problem: str) -> None:
    """Nothing, parts of pieces, and what names no quantities: each by what is wrong."""
    with pytest.raises(InvalidWantError) as refused:
        Join("s1", "li", wants, START)
    assert (refused.value.what, refused.value.problem) == (what, problem)
    assert refused.value.text("en") != refused.value.text("zh")


def test_who_wants_more_joins_once_more() -> None:
    """Less is taken of a seat, never more."""
    life = Life(join_list("C1", [eggs()], WEEK))
    life.join("s1", START, {"eggs": 2})
    with pytest.raises(InvalidWantError) as refused:
        life.tell(Reduce("s1", {"eggs": 3}, START))
    assert (refused.value.what, refused.value.given, refused.value.problem) == ("eggs", 3, "more")


def test_terms_on_their_edges_are_taken() -> None:
    """A tier at the entry price, a deposit a fen below the lowest, a cut-off at the end, a price below cost with its reason."""
    fresh = eggs(cost=fen(2000), below_cost="fresh")
    ladder = Ladder({"eggs": [PriceTier(1, fen(1000)), PriceTier(2, fen(600))]})
    Campaign("C1", [fresh], WEEK, pricing=ladder, cut_offs={"S1": hour(7 * 24)})
    Campaign("C1", [fresh], WEEK, pricing=ladder, payment=Deposit(fen(599), "within 7 days"))
    assert len(Campaign("C1", [Item(f"p{n}", fen(1)) for n in range(ITEMS_MAX)], WEEK).items) == ITEMS_MAX


def test_deposit_counts_for_itself_where_nothing_is_said() -> None:
    """Its gain is nothing then."""
    assert (DEPOSIT.counts_for, DEPOSIT.gain) == (fen(200), fen(0))


@pytest.mark.parametrize(
    ("below", "price"), [(Below.LIST_PRICE, 1000), (Below.FIRST_TIER, 900), (Below.FAIL, None)]
)
def test_ladder_below_its_first_tier(below: Below, price: int | None) -> None:
    """The list price, the first tier's, or none; what has no tiers has its list price; above the top the top holds."""
    ladder = Ladder({"eggs": LOW}, below=below)
    listed = eggs()
    assert ladder.price(listed.product, 1, listed.price) == (None if price is None else fen(price))
    assert ladder.price(listed.product, 10**6, listed.price) == fen(600)
    assert ladder.price(Item("rice", fen(5)).product, 1, fen(5)) == fen(5)
    assert tier_for([], 5) is None


def test_nothing_but_publishing_is_done_to_a_draft() -> None:
    """There is nothing yet."""
    with pytest.raises(CampaignStateError):
        CAMPAIGN_LIFE.handle(Advance(START), Draft())


@pytest.mark.parametrize(
    ("prices", "problem"),
    [
        ({"salt": fen(1)}, "unknown"),
        ({"eggs": fen(0)}, "amount"),
        ({"eggs": DOLLAR}, "currency"),
        ({"eggs": fen(499)}, "below_cost"),
        ({"eggs": 5.0}, "amount"),
        ({}, "unsaid"),
    ],
)
def test_prices_that_cannot_be_announced(prices: dict[str, Money], problem: str) -> None:
    """Of what is not offered, of nothing, in other money, below cost without a reason."""
    life = Life(price_pool("C1", [eggs(cost=fen(500))], WEEK))
    with pytest.raises(InvalidCampaignError) as refused:
        life.tell(Announce(prices, START))
    assert refused.value.problem == problem
    assert life.live.announced is None


def test_money_in_another_currency_is_no_payment() -> None:
    """It cannot be for this seat."""
    life = Life(join_list("C1", [eggs()], WEEK))
    life.join("s1", hour(1), pays=False)
    with pytest.raises(CurrencyMismatchError):
        life.tell(Pay("p1", "s1", DOLLAR, hour(1)))


def test_who_is_not_there_is_not_found() -> None:
    """Neither seats nor groups."""
    life = Life(attrs.evolve(PLAIN, pricing=FixedPrice()))
    for ask in (
        lambda: life.seat("s9"),
        lambda: life.group("g9"),
        lambda: life.tell(Reduce("s9", [Want("eggs")], START)),
    ):
        with pytest.raises(UnknownSeatError):
            ask()
