"""Selling (成交到可提现): order, receipt, after-sale, refund, and the end of the hold, in terms of the rooms."""

from datetime import datetime

from communekit.commission import Assessment, Standing, assess, journal, reverse, write_assessment
from communekit.commission.journal import accrued_id
from communekit.ids import OrderId, PartyId
from communekit.ledger import Entry
from communekit.ledger.claims import Claim, confirm, release, take_back
from communekit.orders import Refund, refunded_so_far
from communekit.storage import place

from .crediting import credit
from .desk import Desk
from .fact import AfterSale, Received, Sale
from .happening import AfterSaleTold, OrderPaid, OrderReceived, OrderRefunded, OrderReleased
from .order_file import OrderFile
from .reading_codes import tell_code
from .standing_rows import keep, standing_in


def sell(desk: Desk, sale: Sale, key: str) -> None:
    """An order was paid: share it out, book it, and freeze what was promised."""
    order = sale.order
    due = _due(desk.order(order.id))
    plan = desk.plan_versions.at(order.placed_at)
    tell_code(desk, sale)
    result = assess(plan, order, credit(desk, sale), standing=standing_in(desk))
    desk.post(journal(result, community=desk.terms.community))
    keep(desk, result.moved)
    desk.assessed(result)
    paid = OrderPaid(sale, result.plan.id, result.plan.version, desk.terms.hold, write_assessment(result))
    desk.keep(place("order", order.id), key, paid, order.paid_at, _tags(result))
    _go_on(desk, order.id, due)


def _tags(result: Assessment) -> set[str]:
    """Return whom an order concerns, as tags."""
    order = result.order
    parties: set[PartyId] = {order.store, *(credit.party for credit in result.credits)}
    parties |= {accrual.party for _, accrual in result.accruals}
    parties |= {party for line in result.lines for party in (line.residual_party, line.bearer_party) if party}
    parties |= {order.member} if order.member is not None else set()
    return {place("party", party) for party in parties}


def receive(desk: Desk, fact: Received, key: str) -> None:
    """The goods were taken over: the hold runs from here, if it runs from receipt."""
    due = _due(desk.order(fact.order))
    desk.keep(place("order", fact.order), key, OrderReceived(fact), fact.at)
    _go_on(desk, fact.order, due)


def tell_after_sale(desk: Desk, fact: AfterSale, key: str) -> None:
    """After-sale stands otherwise: the end of the hold moves with it."""
    due = _due(desk.order(fact.order))
    desk.keep(place("order", fact.order), key, AfterSaleTold(fact), fact.at)
    _go_on(desk, fact.order, due)


def refund(desk: Desk, fact: Refund, key: str) -> None:
    """Part of an order was given back: take back what it undoes, where it lies now."""
    file, standing = desk.order(fact.order), standing_in(desk)
    earlier = refunded_so_far(file.refunds)
    result = reverse(desk.assessment(file.id), fact, earlier=earlier, standing=standing)
    stood = Standing(dict(standing.rows.items()))
    for entry in journal(result, community=desk.terms.community):
        if entry.refers_to is not None:
            desk.post([take_back(desk.claim(entry.refers_to), entry, desk.unit.book)])
    keep(desk, result.moved)
    desk.keep(place("order", fact.order), key, OrderRefunded(fact, stood), fact.at)


def release_due(desk: Desk, order: OrderId) -> None:
    """The hold of an order is over: what is frozen is available, at the moment at which the hold ended."""
    file = desk.order(order)
    end = _due(file)
    if end is None:
        return
    _confirm(desk, file, end)
    for claim in claims_of(desk, file):
        _post(desk, release(claim, end, desk.unit.book))
    desk.keep(place("order", order), place("released", order), OrderReleased(order, end), end)
    desk.unit.agenda.put(place("order", order), None)


def follow(desk: Desk, order: OrderId, claim_id: str, at: datetime) -> None:
    """Let what comes back to a claim go as far as its order has come: its hold may have ended in the meantime."""
    file = desk.order(order)
    confirmed_at = file.hold.confirmed_at(file.milestones)
    if confirmed_at is not None:
        _post(desk, confirm(desk.claim(claim_id), max(at, confirmed_at)))
    if file.released_at is not None:
        _post(desk, release(desk.claim(claim_id), max(at, file.released_at), desk.unit.book))


def _go_on(desk: Desk, order: OrderId, due_before: datetime | None) -> None:
    """Confirm what an order earned as soon as its condition is met, and note when its hold ends, where that has moved."""
    file = desk.order(order)
    if file.released_at is not None:
        return
    confirmed_at = file.hold.confirmed_at(file.milestones)
    if confirmed_at is not None:
        _confirm(desk, file, confirmed_at)
    end = _due(file)
    if end != due_before:
        desk.unit.agenda.put(place("order", order), end)


def _due(file: OrderFile) -> datetime | None:
    """Return when the hold of an order ends, as it stands on the agenda until that is over."""
    return None if file.paid is None else file.ends_at


def mind_hold(desk: Desk, order: OrderId) -> None:
    """What an order waits for has changed: note anew when its hold ends."""
    file = desk.order(order)
    if file.paid is not None and file.released_at is None:
        desk.unit.agenda.put(place("order", order), _due(file))


def claims_of(desk: Desk, file: OrderFile) -> list[Claim]:
    """Return what an order's lines gave, as it stands; a line on which nothing moved has no claim."""
    result = desk.assessment(file.id)
    return desk.claims([accrued_id(result, line.line.id) for line in result.lines])


def _confirm(desk: Desk, file: OrderFile, at: datetime) -> None:
    steps = (confirm(claim, at) for claim in claims_of(desk, file))
    desk.post([step for step in steps if step is not None])


def _post(desk: Desk, entry: Entry | None) -> None:
    if entry is not None:
        desk.post([entry])


__all__ = [
    "claims_of",
    "follow",
    "mind_hold",
    "receive",
    "refund",
    "release_due",
    "sell",
    "tell_after_sale",
]
