"""The standing of a community (考核累计): its rows, kept one by one beside the events that moved them.

Events say all of it: where rows were dropped, or are of another format, they are made anew from the events.
"""

from collections.abc import Mapping
from typing import Final

from communekit.commission import Key, Row, Standing, assess, reverse
from communekit.ids import OrderId, derived_id
from communekit.orders import Refund, refunded_so_far
from communekit.storage import Snapshot, read_value, write_value

from .desk import Desk
from .happening import OrderPaid, OrderRefunded, read_happening

FORMAT: Final = 1
WHOLE: Final = "standing"
"""The name of the snapshot that says that all rows are there, in this format."""


def name_of(key: Key) -> str:
    """Return the name under which a row is kept."""
    return f"standing {derived_id(*key)}"


def standing_in(desk: Desk) -> Standing:
    """Return the standing as it is; rows are read when they are asked for."""
    snapshots = desk.unit.snapshots

    def look(key: Key) -> Row | None:
        kept = snapshots.load(name_of(key))
        return None if kept is None else read_value(kept.data, Row)

    whole = snapshots.load(WHOLE)
    if whole is None or whole.format != FORMAT:
        keep(desk, anew(desk))
        snapshots.save(Snapshot(WHOLE, len(desk.unit.events), FORMAT, ""))
    return Standing.asking(look)


def keep(desk: Desk, moved: Mapping[Key, Row]) -> None:
    """Keep the rows that were moved."""
    if not moved:
        return
    position = len(desk.unit.events)
    desk.unit.snapshots.save(
        *(Snapshot(name_of(key), position, FORMAT, write_value(row)) for key, row in moved.items())
    )


def anew(desk: Desk) -> Mapping[Key, Row]:
    """Return the rows that all events come to (重建), each order under the version of the plan that it was shared out under."""
    rows: dict[Key, Row] = {}
    refunds: dict[OrderId, list[Refund]] = {}
    versions = {} if desk.plans is None else {plan.version: plan for plan in desk.plans.versions}
    for recorded in desk.unit.events.since(0):
        if recorded.event.kind not in ("order.paid", "order.refunded"):
            continue
        happening = read_happening(recorded.event.data)
        if isinstance(happening, OrderPaid):
            plan, fact = versions[happening.plan_version], happening.fact
            credits_ = desk.order(fact.order.id).credits
            rows.update(assess(plan, fact.order, credits_, standing=Standing.asking(rows.get)).moved)
        elif isinstance(happening, OrderRefunded):
            earlier, one = refunds.setdefault(happening.fact.order, []), happening.fact
            result = reverse(
                desk.assessment(one.order),
                one,
                earlier=refunded_so_far(earlier),
                standing=happening.standing,
            )
            rows.update(result.moved)
            earlier.append(one)
    return rows


__all__ = ["anew", "keep", "name_of", "standing_in"]
