"""Previews (下单预览): what will be placed in the next rounds, what will not, and why."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

import attrs

from communekit.groupbuy.allocation import FirstCome, Policy
from communekit.ids import PartyId, ProductId
from communekit.period import instant

from .placement import Placement
from .plan import RoundPlan
from .reading import day
from .round import Round
from .standing import StandingOrder
from .standing_bookings import Placed, Stock, place


@attrs.frozen
class RoundPreview:
    """What becomes of the standing orders in a round to come (一期预览).

    Args:
        round: The round.
        placements: One for every standing order that was handed in, in the order of their ids.
        is_stock_known: Whether quantities were cut to a stock; else everything is taken to be there.
    """

    round: Round
    placements: tuple[Placement, ...]
    is_stock_known: bool

    @property
    def will(self) -> tuple[Placement, ...]:
        """What will be ordered, in full or less than was asked."""
        return tuple(one for one in self.placements if one.outcome.is_ordered)

    @property
    def will_not(self) -> tuple[Placement, ...]:
        """What will not be ordered; each says why."""
        return tuple(one for one in self.placements if not one.outcome.is_ordered)

    @property
    def quantities(self) -> Mapping[ProductId, int]:
        """What will be ordered of each product, tolerance included."""
        totals: dict[ProductId, int] = {}
        for one in self.will:
            for line in one.lines:
                totals[line.product] = totals.get(line.product, 0) + line.quantity
        return {name: totals[name] for name in sorted(totals) if totals[name]}


def preview_rounds(
    plan: RoundPlan,
    standing: Iterable[StandingOrder],
    *,
    at: datetime | str,
    count: int = 4,
    stock: Mapping[date, Stock] | Mapping[str, Stock] | None = None,
    placed: Mapping[date, Placed] | Mapping[str, Placed] | None = None,
    policy: Policy = FirstCome(),  # noqa: B008  # a frozen value without fields
) -> tuple[RoundPreview, ...]:
    """Return what will become of every standing order in the next rounds (下单预览), nobody and no round left out.

    Each round is looked at as if it were placed at its opening, or now where it is open; what members say later, and
    members' own orders, are not known yet.

    Args:
        plan: The plan of rounds.
        standing: Its standing orders.
        at: Now.
        count: How many rounds, cancelled ones among them.
        stock: What a round has, by its day; of days which are not there, everything is taken to be there.
        placed: What is ordered already, by the round's day and the order id.
        policy: Who goes short.

    Raises:
        InvalidRoundError, InvalidStandingOrderError: As `RoundPlan.upcoming` and `standing_bookings` say.
    """
    now, orders = instant(at), list(standing)
    stocks = {day(name): of for name, of in (stock or {}).items()}
    ordered = {day(name): of for name, of in (placed or {}).items()}
    previews = []
    for round_ in plan.upcoming(now, count):
        opens = {one.store: max(now, one.window.start) for one in round_.stores}
        of = stocks.get(round_.occurrence)

        def moment_in(store: str, opens: Mapping[PartyId, datetime] = opens) -> datetime:
            return opens.get(PartyId(store), now)

        placements = place(round_, orders, of, ordered.get(round_.occurrence, {}), policy, moment_in)
        previews.append(RoundPreview(round_, placements, of is not None))
    return tuple(previews)


__all__ = ["RoundPreview", "preview_rounds"]
