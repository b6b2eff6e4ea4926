"""In-store add-on sales (到店加购): what a member buys when he comes for his goods is the leader's who brought him."""

from collections.abc import Iterator
from fractions import Fraction

from communekit.ids import LineId, PartyId
from communekit.orders import Credits, Order
from communekit.parties import Touch

from .buyer import Buyer
from .choices import Within
from .policy import AddOns, AttributionPolicy
from .signals import Signal, bar_of, flaw_of
from .trace import Fate, Traced

VISIT = "visit"


def lines_of(order: Order, add_ons: AddOns) -> tuple[LineId, ...]:
    """Return the lines that were sold in the store."""
    return tuple(line.id for line in order.lines if (line.channel or order.channel) in add_ons.channels)


def visit_of(
    buyer: Buyer, policy: AttributionPolicy, add_ons: AddOns
) -> tuple[list[tuple[Signal, Fraction]], list[Traced]]:
    """Return whom the visit leads to, in shares, and what became of every visit; nobody where there was none that counts."""
    visits = [touch for touch in buyer.touches if touch.kind in add_ons.kinds and not touch.is_view]
    fates: dict[str, tuple[Fate, int | None, str]] = {}
    led: dict[str, list[tuple[Signal, Fraction]]] = {}
    for touch in visits:
        bar, past, reason = bar_of(touch, buyer, policy, add_ons.lookback)
        if bar is not None:
            fates[touch.id] = (bar, past, reason)
            continue
        signals, flaw, reason = _owners(touch, buyer, policy)
        if signals:
            led[touch.id] = signals
        else:
            fates[touch.id] = (flaw, None, reason)
    order = [touch.id for touch in visits if touch.id in led]
    chosen = "" if not order else order[-1 if policy.within is Within.LATEST else 0]
    loser = Fate.LATER_WINS if policy.within is Within.LATEST else Fate.EARLIER_WINS
    trace = [
        _traced(touch, *fates.get(touch.id, (Fate.ADD_ON if touch.id == chosen else loser, None, "")))
        for touch in visits
    ]
    return led.get(chosen, []), trace


def _owners(
    touch: Touch, buyer: Buyer, policy: AttributionPolicy
) -> tuple[list[tuple[Signal, Fraction]], Fate, str]:
    """Return whom a visit leads to: its owner, or the leaders of the order that was picked up."""
    found = list(_named(touch, buyer, policy))
    if not found:
        return [], Fate.NO_OWNER, ""
    signals: list[tuple[Signal, Fraction]] = []
    for owner, share in found:
        flaw, reason = flaw_of(owner, buyer, policy, touch)
        if flaw is not None:
            return [], flaw, reason
        signals.append((Signal("touch", touch.id, VISIT, touch.place, owner, policy.role, touch), share))
    return signals, Fate.ADD_ON, ""


def _named(touch: Touch, buyer: Buyer, policy: AttributionPolicy) -> Iterator[tuple[PartyId, Fraction]]:
    if touch.owner is not None and touch.role == policy.role:
        yield touch.owner, Fraction(1)
    elif touch.owner is None and touch.order is not None:
        earlier = buyer.facts.earlier.get(touch.order, Credits())
        of_role = [credit for credit in earlier if credit.role == policy.role]
        whole = [credit for credit in of_role if credit.line is None]
        if whole and sum(credit.share.share for credit in whole) == 1:
            yield from ((credit.party, credit.share.share) for credit in whole)
        elif not whole and len({credit.party for credit in of_role}) == 1:
            yield of_role[0].party, Fraction(1)


def _traced(touch: Touch, fate: Fate, past: int | None, reason: str) -> Traced:
    if fate is Fate.NOT_CONSENTED:
        return Traced(VISIT, fate)
    return Traced(VISIT, fate, touch.id, VISIT, touch.at, touch.owner, touch.role, past, reason)


__all__ = ["VISIT", "lines_of", "visit_of"]
