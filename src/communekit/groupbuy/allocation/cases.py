"""Cases to order (订几箱): from demand, case and minimum to a number of cases."""

from .demand import Demand
from .pack import NO_MINIMUM, Minimum, Pack, PartCase


def cases_to_order(demand: Demand, pack: Pack, *, minimum: Minimum = NO_MINIMUM) -> int:
    """Return how many cases are ordered at closing (截单订货箱数).

    Firm parts fill whole cases. A case that firm parts have begun is completed by tolerance, if there is enough of it;
    tolerance alone never opens one. What does not fill is dropped or ordered, as the pack says. Below the minimum,
    tolerance may lift the order to exactly the minimum; else nothing is ordered. A pack whose part cases are ordered
    is lifted to the minimum in any case. More demand never means fewer cases.

    Source: foodsoft, `order_article.rb` (table above `calculate_units_to_order`), read at f15f30f; for part cases
    that are ordered, OFN bulk co-op report and Dolibarr #38783: first the minimum, then up to the case.

    >>> cases_to_order(Demand(5, 3), Pack(4)), cases_to_order(Demand(5, 2), Pack(4)), cases_to_order(Demand(0, 9), Pack(4))
    (2, 1, 0)
    """
    if not demand.firm:
        return 0
    least = minimum.least_cases(pack)
    if pack.part_case is PartCase.ORDER:
        return max(pack.cases_for(demand.firm), least)
    cases, begun = divmod(demand.firm, pack.size)
    if begun and begun + demand.tolerance >= pack.size:
        cases += 1
    if cases >= least:
        return cases
    return least if demand.wanted >= pack.units(least) else 0


def missing_units(demand: Demand, pack: Pack, *, minimum: Minimum = NO_MINIMUM) -> int:
    """Return how much more firm demand brings the next case (还差多少成箱); 0 when no case is waiting.

    A case waits when firm parts or tolerance have begun it and do not fill it, or when the minimum is not reached.

    >>> missing_units(Demand(3, 1), Pack(6)), missing_units(Demand(5, 1), Pack(6)), missing_units(Demand(6), Pack(6))
    (2, 0, 0)
    >>> missing_units(Demand(4, 2), Pack(5), minimum=Minimum(cases=2))
    4
    """
    if not demand.wanted or pack.part_case is PartCase.ORDER:
        return 0
    least = pack.units(minimum.least_cases(pack))
    if demand.wanted < least:
        return least - demand.wanted
    lacking = pack.size - demand.firm % pack.size - demand.tolerance
    return max(0, lacking) % pack.size


__all__ = ["cases_to_order", "missing_units"]
