"""Why the plain campaign refuses a joining: every reason that applies, not only the first."""

from collections.abc import Iterable
from datetime import datetime

from communekit.errors import CommunekitError
from communekit.groupbuy.allocation import Demand, helps_filling
from communekit.groupbuy.campaign import Join, Teams
from tests.groupbuy.campaign.model import RUNNING, PlainGroup
from tests.groupbuy.campaign.model_life import Course


class RefusedError(Exception):
    """A command is refused: with which error, and for which of these reasons."""

    def __init__(self, error: type[CommunekitError], *problems: str) -> None:
        super().__init__(error.__name__, *problems)
        self.error, self.problems = error, problems


class Doorway(Course):
    """The lists, how they change, and who is let in."""

    def closed_for(self, join: Join, store: str | None, now: datetime) -> Iterable[str]:
        """Why a member cannot join this group now."""
        if self.is_cancelled or self.is_concluded:
            yield "closed"
        if now < self.terms.window.start:
            yield "not_open"
        if not all(any(want.product == known for known in self.terms.items) for want in join.wants):
            yield "unknown_product"
        group = self.group(join.group or self.terms.id)
        forming = self.terms.forming
        if not isinstance(forming, Teams):
            if group is None:
                yield "unknown_group"
            elif group.state == "filling":
                yield from self.no_help(join, group)
            elif group.state != "open" or now >= self.terms.cut_off(store):  # type: ignore[arg-type]  # Plain text.
                yield "closed"
            return
        if any(seat.join.member == join.member and seat.state in RUNNING for seat in self.seats):
            yield "running"
        if join.group is None:
            if now >= self.terms.closes_at:
                yield "closed"
        elif group is None:
            yield "unknown_group"
        elif group.state != "open":
            yield "closed"
        elif self.counts(group)[0] + len(self.of(group, "reserved")) >= forming.size:
            yield "full"

    def no_help(self, join: Join, group: PlainGroup) -> Iterable[str]:
        """Say which wants would not help to fill a case."""
        for want in join.wants:
            item, before = self.terms.items.get(want.product), self.demand(group, want.product)
            after = Demand(before.firm + want.firm, before.tolerance + want.tolerance)
            if item is not None and not helps_filling(before, after, item.pack, minimum=item.minimum):
                yield "filling"

    def too_much(self, join: Join) -> Iterable[str]:
        """Which limits stand in the way, also of a first purchase."""
        limits, pieces = self.terms.limits, sum(want.most for want in join.wants)
        if limits.per_order is not None and pieces > limits.per_order:
            yield "per_order"
        if limits.per_member is not None and pieces + self.held(member=join.member) > limits.per_member:
            yield "per_member"
        of_household = limits.per_household if join.household is not None else None
        if of_household is not None and pieces + self.held(household=join.household) > of_household:
            yield "per_household"
        if limits.total is not None and pieces + self.held() > limits.total:
            yield "total"

    def no_stock(self, join: Join, store: str | None) -> Iterable[str]:
        """Say of which goods there is not so much left."""
        for want in join.wants:
            if want.product in self.terms.items:
                pool = self.pool(want.product, store)
                if pool is not None and want.most > self.left(want.product, pool):
                    yield "stock"
