"""Simulate: what another plan would have paid for the same orders, and who would gain or lose by it (方案试算)."""

from collections.abc import Iterable, Iterator

from communekit.commission.assess import assess_all
from communekit.commission.errors import InvalidPlanError
from communekit.commission.plan import Plan
from communekit.commission.plans import Plans
from communekit.commission.standing import EMPTY, Standing
from communekit.orders import Credits, Order

from .change import Change
from .simulation import Simulation
from .tally import Tally


def simulate(
    before: Plan | Plans,
    after: Plan | Plans,
    sales: Iterable[tuple[Order, Credits]],
    *,
    standing: Standing = EMPTY,
    largest: int = 10,
) -> Simulation:
    """Share out the same orders under two plans and compare (方案试算), in one pass over a stream of any length.

    Only orders that both plans assess are compared; the others are counted with their reasons. Amounts are whole
    minor units, as booked; refunds are not part of it. What is kept grows with parties, roles and rules, not with
    orders. Both plans begin with the same standing, and each moves its own on.

    Args:
        before: The plan as it is, or its versions.
        after: The plan as it might be, or its versions.
        sales: Orders with their credits, in the order in which they count.
        standing: The totals of the open periods before the first order.
        largest: How many of the orders with the greatest change are kept.

    Raises:
        InvalidPlanError: The two plans are in different currencies.

    >>> from communekit.commission import Rule
    >>> from communekit.money import Rate
    >>> from communekit.orders import Line
    >>> from communekit.parties import Role
    >>> old, new = (Plan("basket", version, "CNY", residual=Role.STORE, rules=[Rule("base", Role.LEADER, Rate.percent(share))])
    ...     for version, share in ((1, "8"), (2, "10")))
    >>> order = Order("O1", "S1", (Line.of("1", "apples", "20.00"),), "2026-03-01T09:00:00Z", "2026-03-01T09:00:00Z")
    >>> [(change.name, change.difference_minor) for change in simulate(old, new, [(order, Credits.single(leader="L1"))]).parties]
    [('L1', 40), ('S1', -40)]
    """
    was, now = Plans.of(before), Plans.of(after)
    currency = was.versions[0].currency
    if now.versions[0].currency != currency:
        raise InvalidPlanError(
            "simulate", "the plans are in different currencies", now.versions[0].currency.code
        )
    tally = Tally(largest)
    held: list[tuple[Order, Credits]] = []  # The one order that both are at: no more is ever held.
    runs = [assess_all(plans, _each(held), standing=standing) for plans in (was, now)]
    for sale in sales:
        held[:] = [sale]
        tally.add(*map(next, runs))
    return Simulation(
        before=_name(was),
        after=_name(now),
        currency=currency,
        read=tally.read,
        assessed=tally.assessed,
        left_out=tally.left_out(),
        positions=tally.positions(),
        rules=tuple(Change(rule, *sums) for rule, sums in sorted(tally.rules.items())),
        residual=Change("residual", *tally.residual),
        tax=Change("tax", *tally.tax),
        shortfall=Change("shortfall", *tally.shortfall),
        largest=tally.largest(),
        titles=_titles((*was.versions, *now.versions)),
    )


def _name(plans: Plans) -> str:
    """Return "basket v3", or "basket v1-v3" for several versions."""
    first, last = plans.versions[0], plans.versions[-1]
    return first.name if first is last else f"{first.name}-v{last.version}"


def _titles(plans: Iterable[Plan]) -> dict[str, str]:
    """Return the titles of rules that have one, by id; where a later plan says another, that one holds."""
    return {str(rule.id): rule.title for plan in plans for rule in plan.every_rule if rule.title}


def _each(held: list[tuple[Order, Credits]]) -> Iterator[tuple[Order, Credits]]:
    """Yield whatever is held when asked."""
    while True:
        yield held[0]
