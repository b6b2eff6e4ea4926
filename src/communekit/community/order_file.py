"""The file of an order (订单档案): the fold of everything that happened to it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import attrs

from communekit.attribution import Attribution, read_attribution
from communekit.commission import Assessment, Reversal, read_assessment, reverse
from communekit.groupbuy.campaign import formed_at
from communekit.ids import OrderId
from communekit.ledger.claims import HoldPolicy, Milestones
from communekit.lifecycle import fold
from communekit.orders import Credits, Order, Refund, refunded_so_far

from .adopted import Adopted
from .errors import NotHereError
from .fact import AfterSale, Fact, Received
from .guard_event import OrderGuarded
from .happening import (
    AfterSaleTold,
    Corrected,
    FactWaiting,
    Happening,
    OrderAttributed,
    OrderPaid,
    OrderReattributed,
    OrderReceived,
    OrderRefunded,
    OrderReleased,
)


@attrs.frozen
class OrderFile:
    """Everything that happened to one order (订单档案), in the order in which it was told.

    `paid` is None until the order itself was told; what came before it waits.
    """

    id: OrderId
    paid: OrderPaid | None = None
    attributions: tuple[Attribution, ...] = ()
    """Who is credited and why, version by version, where it was told without credits."""
    assessed: str = ""
    """The record of how it is shared out now, where that has moved since it was paid."""
    guarded: OrderGuarded | None = None
    """Whether it waits for people because of what guards found, and on what evidence; None where it never did."""
    refunded: tuple[OrderRefunded, ...] = ()
    received_at: datetime | None = None
    after_sale: AfterSale | None = None
    released_at: datetime | None = None
    corrected: tuple[Corrected, ...] = ()
    waiting: tuple[FactWaiting, ...] = ()

    @classmethod
    def of(cls, order: str, happenings: Iterable[Happening]) -> "OrderFile":
        """Return the file after what happened, the oldest first."""
        return fold(evolve, cls(OrderId(order)), happenings)

    @property
    def sale(self) -> OrderPaid:
        """The order as it was paid.

        Raises:
            NotHereError: It was not told yet.
        """
        if self.paid is None:
            raise NotHereError("order", self.id)
        return self.paid

    @property
    def order(self) -> Order:
        """The order; errors as in `sale`."""
        return self.sale.fact.order

    @property
    def attribution(self) -> Attribution | None:
        """Who is credited and why, as it stands (归因结果); None where the order was told with its credits."""
        return self.attributions[-1] if self.attributions else None

    @property
    def credits(self) -> Credits:
        """Who is credited with it, as it was told or attributed; errors as in `sale`."""
        told = self.sale.fact.credits
        return told if self.attribution is None else self.attribution.credits

    @property
    def hold(self) -> HoldPolicy:
        """The hold that was promised; errors as in `sale`."""
        return self.sale.hold

    @property
    def milestones(self) -> Milestones:
        """What has happened so far that a hold asks for."""
        case = self.after_sale
        return Milestones(
            paid_at=self.order.paid_at,
            received_at=self.received_at or self.order.received_at,
            formed_at=formed_at(self.order),
            after_sale_until=None if case is None else case.until,
            after_sale_open=case is not None and case.until is None,
        )

    @property
    def ends_at(self) -> datetime | None:
        """When its hold ends, as far as is known now; None while it waits for people, too (待核不解冻)."""
        end = self.hold.ends_at(self.milestones)
        return end if end is None or self.guarded is None else self.guarded.free_from(end)

    @property
    def refunds(self) -> tuple[Refund, ...]:
        """The refunds of it, as they were told."""
        return tuple(one.fact for one in self.refunded)

    @property
    def facts(self) -> Iterator[Fact]:
        """Everything that was told of it and counts for good: each of these is there once."""
        if self.paid is not None:
            yield self.paid.fact
        if self.received_at is not None:
            yield Received(self.id, self.received_at)
        yield from self.refunds
        yield from (one.fact for one in self.corrected)

    def reversals(self, plans: Adopted) -> Iterator[Reversal]:
        """Yield what each refund took back, in the order in which they were told, from what stood then."""
        assessment = self.assessment(plans)
        for number, one in enumerate(self.refunded):
            earlier = refunded_so_far(self.refunds[:number])
            yield reverse(assessment, one.fact, earlier=earlier, standing=one.standing)

    def assessment(self, plans: Adopted) -> Assessment:
        """Return how it is shared out, as it was recorded; nothing is assessed anew."""
        return self._recorded(self.assessed or self.sale.record, plans, self.credits)

    def first_assessment(self, plans: Adopted) -> Assessment:
        """Return how it was shared out when it was paid, whatever it was attributed to since."""
        told = self.attributions[0].credits if self.attributions else self.credits
        return self._recorded(self.sale.record, plans, told)

    def _recorded(self, record: str, plans: Adopted, credits_: Credits) -> Assessment:
        plan = plans.version(self.sale.plan_version)
        return read_assessment(record, plan=plan, order=self.order, credits_=credits_)


def evolve(state: OrderFile, happening: Happening) -> OrderFile:
    """Fold one event into the file. Judges nothing: it has happened."""
    left = tuple(one for one in state.waiting if one.fact != happening.fact)
    if isinstance(happening, FactWaiting):
        return attrs.evolve(state, waiting=(*left, happening))
    return _after(state if left == state.waiting else attrs.evolve(state, waiting=left), happening)


def _after(state: OrderFile, happening: Happening) -> OrderFile:
    match happening:
        case OrderPaid():
            return attrs.evolve(state, paid=happening)
        case OrderAttributed(record=record):
            return attrs.evolve(state, attributions=(*state.attributions, read_attribution(record)))
        case OrderReattributed(record=record, assessed=assessed):
            found = read_attribution(record)
            known = state.attributions if found in state.attributions else (*state.attributions, found)
            return attrs.evolve(state, attributions=known, assessed=assessed)
        case OrderGuarded():
            return attrs.evolve(state, guarded=happening)
        case OrderRefunded():
            return attrs.evolve(state, refunded=(*state.refunded, happening))
        case OrderReceived(fact):
            return attrs.evolve(state, received_at=fact.at)
        case AfterSaleTold(fact):
            return attrs.evolve(state, after_sale=_later(state.after_sale, fact))
        case OrderReleased(at=at):
            return attrs.evolve(state, released_at=at)
        case Corrected():
            return attrs.evolve(state, corrected=(*state.corrected, happening))
        case _:
            return state


def _later(known: AfterSale | None, told: AfterSale) -> AfterSale:
    """Return what counts of two; in whatever order they are told, it is the same one."""
    return told if known is None else max(known, told, key=AfterSale.rank)


__all__ = ["OrderFile", "evolve"]
