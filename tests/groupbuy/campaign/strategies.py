"""Terms to test with: two products, one sold by weight, short spans and small numbers, so that everything meets."""

from datetime import timedelta

import attrs
from hypothesis import strategies as st

from communekit.groupbuy.allocation import (
    LOOSE,
    NO_MINIMUM,
    FairCost,
    FirstCome,
    Minimum,
    Pack,
    PartCase,
    Policy,
    Proportional,
)
from communekit.groupbuy.campaign import (
    AnnouncedPrice,
    Below,
    Campaign,
    Deposit,
    FixedPrice,
    Forming,
    InFull,
    Item,
    Ladder,
    Payment,
    Pledged,
    PriceTier,
    Pricing,
    PurchaseLimit,
    Teams,
    Threshold,
    Together,
    Unit,
    Unpaid,
    Waiver,
    Want,
    Wants,
)
from communekit.money import Rate
from communekit.period import Window
from tests.groupbuy.campaign.worlds import HOUR, START, fen, hour

STORES = ("S1", "S2")
MEMBERS = ("li", "wang", "zhao", "chen")
HOUSEHOLDS = ("h1", "h2")
DAY = Window(START, hour(24))

LEAST = {
    Unit.ORDERS: (1, 4),
    Unit.PEOPLE: (1, 4),
    Unit.PIECES: (1, 12),
    Unit.CASES: (1, 3),
    Unit.MONEY: (1, 8000),
}


def sometimes(strategy: st.SearchStrategy[int]) -> st.SearchStrategy[int | None]:
    """Draw a value, or none three times out of four."""
    return st.none() | st.none() | st.none() | strategy


@st.composite
def items(draw: st.DrawFn, *, in_cases: bool, listed: int | None) -> list[Item]:
    """Draw eggs by the piece and rice at a price for three, with little stock or with none that counts."""
    pools = (
        st.none()
        | st.integers(4, 20)
        | st.fixed_dictionaries({"S1": st.integers(0, 9), "": st.integers(5, 15)})
    )
    packs = st.builds(Pack, st.sampled_from([1, 4]), part_case=st.sampled_from(PartCase))
    minimums = st.sampled_from([Minimum(), Minimum(), Minimum(cases=2), Minimum(quantity=3)])
    return [
        Item(
            "eggs",
            fen(1000),
            list_price=None if listed is None else fen(listed),
            stock=draw(pools),
            supplier=draw(st.sampled_from([None, "farm"])),
            pack=draw(packs) if in_cases else LOOSE,
            minimum=draw(minimums) if in_cases else NO_MINIMUM,
        ),
        Item("rice", fen(200), per=3, stock=draw(pools), supplier="farm"),
    ]


@st.composite
def ladders(draw: st.DrawFn) -> Ladder:
    """Draw a ladder for eggs with two steps."""
    least = draw(st.integers(1, 4))
    tiers = [PriceTier(least, fen(900)), PriceTier(least + draw(st.integers(1, 4)), fen(600))]
    counted = draw(st.sampled_from([Unit.PIECES, Unit.ORDERS, Unit.PEOPLE]))
    return Ladder({"eggs": tiers}, counted, draw(st.sampled_from(Below)))


@st.composite
def deposits(draw: st.DrawFn) -> Deposit:
    """Draw a deposit that may count for more, and may stay with the store."""
    amount = draw(st.sampled_from([1, 50, 190]))
    worth = draw(st.none() | st.sampled_from([amount, amount + 20, 700]))
    return Deposit(
        fen(amount),
        "within 7 days",
        worth=None if worth is None else fen(worth),
        balance_within=draw(st.sampled_from([HOUR, 30 * HOUR])),
        unpaid=draw(st.sampled_from(Unpaid)),
    )


@st.composite
def togethers(draw: st.DrawFn) -> Together:
    """Draw how all form together: a threshold in any unit, or none; a time to fill cases, or none."""
    threshold = None
    if draw(st.booleans()):
        unit = draw(st.sampled_from(Unit))
        threshold = Threshold(unit, draw(st.integers(*LEAST[unit])))
    return Together(threshold=threshold, fills_for=draw(st.sampled_from([None, None, 2 * HOUR])))


@st.composite
def limits(draw: st.DrawFn) -> PurchaseLimit:
    """Draw limits, most of them none."""
    return PurchaseLimit(
        per_order=draw(sometimes(st.integers(3, 7))),
        per_member=draw(sometimes(st.integers(4, 12))),
        per_household=draw(sometimes(st.integers(4, 12))),
        total=draw(sometimes(st.integers(8, 30))),
    )


POLICIES: list[Policy] = [FirstCome(), Proportional(), FairCost()]
SEAT_SPANS = st.sampled_from([HOUR / 2, 3 * HOUR])


@st.composite
def team_buys(draw: st.DrawFn) -> Campaign:
    """Draw a team buy."""
    waiver = st.sampled_from([None, None, Waiver(missing=1), Waiver(share=Rate.percent("60"))])
    forming = Teams(
        draw(st.integers(2, 3)),
        draw(st.sampled_from([3 * HOUR, 30 * HOUR])),
        waiver=draw(waiver),
        ends_with_campaign=draw(st.booleans()),
    )
    return _campaign(draw, forming, FixedPrice(), InFull())


@st.composite
def join_lists(draw: st.DrawFn) -> Campaign:
    """Draw a join list."""
    return _campaign(draw, draw(togethers()), FixedPrice(), InFull())


@st.composite
def ladder_buys(draw: st.DrawFn) -> Campaign:
    """Draw a ladder, paid in full, in two parts, or as a pledge."""
    payment = draw(st.just(InFull()) | deposits() | st.just(Pledged(collect_within=5 * HOUR)))
    return _campaign(draw, draw(togethers()), draw(ladders()), payment)


@st.composite
def pre_sales(draw: st.DrawFn) -> Campaign:
    """Draw a pre-sale."""
    return _campaign(draw, draw(togethers()), FixedPrice(), draw(deposits()))


@st.composite
def pledge_rounds(draw: st.DrawFn) -> Campaign:
    """Draw a pledge round."""
    return _campaign(draw, draw(togethers()), FixedPrice(), Pledged(collect_within=5 * HOUR))


@st.composite
def price_pools(draw: st.DrawFn) -> Campaign:
    """Draw a campaign whose price is announced."""
    return _campaign(draw, draw(togethers()), AnnouncedPrice(), InFull(answer_within=5 * HOUR))


def _campaign(draw: st.DrawFn, forming: Forming, pricing: Pricing, payment: Payment) -> Campaign:
    together = isinstance(forming, Together)
    listed = None if isinstance(pricing, Ladder) and isinstance(payment, InFull) else 1200
    return Campaign(
        "C1",
        draw(items(in_cases=together and draw(st.booleans()), listed=listed)),
        DAY,
        forming,
        pricing=pricing,
        payment=payment,
        limits=draw(limits()),
        seat_lasts=draw(SEAT_SPANS),
        cut_offs={"S1": hour(12)} if together and draw(st.booleans()) else {},
        allocation=draw(st.sampled_from(POLICIES)),
        store=draw(st.sampled_from([None, "S2"])),
    )


@st.composite
def wants(draw: st.DrawFn) -> Wants:
    """Draw what a member wants: eggs or rice or both, with a tolerance now and then."""
    either = [("eggs",), ("eggs",), ("eggs",), ("rice",), ("rice",), ("eggs", "rice"), ("eggs", "rice")]
    products = draw(st.sampled_from([*either, *either, ("salt",)]))
    made = []
    for product in products:
        tolerance = draw(st.sampled_from([0, 0, 0, 1, 3]))
        made.append(Want(product, draw(st.integers(0 if tolerance else 1, 5)), tolerance))
    return tuple(made)


@attrs.frozen
class Joining:
    """How a member joins: the latest group or one before it, or a new one; and what she pays at once."""

    member: str
    wants: Wants
    store: str | None
    household: str | None
    back: int | None
    unknown: str | None
    pays: str


def joinings() -> st.SearchStrategy[Joining]:
    """Draw how a member joins; seldom a team that is not there."""
    return st.builds(
        Joining,
        st.sampled_from(MEMBERS),
        wants(),
        st.sampled_from([None, None, *STORES]),
        st.sampled_from([None, None, *HOUSEHOLDS]),
        st.sampled_from([None, 0, 0, 0, 1, 2]),
        st.sampled_from([None] * 9 + ["nowhere"]),
        st.sampled_from(["owed", "owed", "owed", "part", "nothing"]),
    )


def spans() -> st.SearchStrategy[timedelta]:
    """Draw how long nothing is told: not at all, to an edge, or beyond it."""
    return st.sampled_from([HOUR / 2, HOUR, 3 * HOUR])


__all__ = [
    "HOUSEHOLDS",
    "MEMBERS",
    "STORES",
    "Joining",
    "join_lists",
    "joinings",
    "ladder_buys",
    "pledge_rounds",
    "pre_sales",
    "price_pools",
    "spans",
    "team_buys",
    "wants",
]
