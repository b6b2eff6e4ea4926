"""Signals (归因信号): what may have led to an order, each under its word, fit to be credited or not."""

from collections.abc import Iterator
from datetime import datetime

import attrs

from communekit.ids import PartyId
from communekit.orders import Order
from communekit.parties import Active, Applied, Declined, NotApplied, Role, Touch, TouchKind

from .buyer import Buyer
from .choices import Inactive, Scope, SelfPurchase
from .lookback import Lookback
from .policy import AttributionPolicy
from .trace import Fate, Traced

CODE, CLICK, VIEW, BOND, SELF = "code", "click", "view", "bond", "self"


@attrs.frozen
class Signal:
    """A touch, a bond, or the buyer himself, with all that may be said against it.

    Args:
        source: "touch", "bond" or "self".
        id: The touch's, or the leader's.
        word: The word of the rule that it stands under; empty for none.
        place: Where it stands among others.
        owner: Whom it leads to.
        role: In which role.
        touch: The touch, where it is one.
        bar: Why it does not count for the order at all; None where it does.
        flaw: Why its owner is not credited though it counts; None where he may be.
        past_seconds: How long after its window the order came.
        reason: In the words of the guard, or the state of the leader.
    """

    source: str
    id: str
    word: str
    place: tuple[datetime, int, str]
    owner: PartyId | None
    role: Role
    touch: Touch | None = None
    bar: Fate | None = None
    flaw: Fate | None = None
    past_seconds: int | None = None
    reason: str = ""

    def traced(self, fate: Fate) -> Traced:
        """Return what became of it; of one that must not be used nothing but that."""
        if self.bar is Fate.NOT_CONSENTED:
            return Traced(self.source, self.bar)
        return Traced(
            self.source,
            fate,
            self.id,
            self.word,
            self.place[0],
            self.owner,
            self.role,
            self.past_seconds,
            self.reason,
        )


def word_of(touch: Touch, order: Order, words: tuple[str, ...]) -> str:
    """Return the word that a touch stands under: the most particular one that the rule names; empty for none."""
    tied = touch.order == order.id and touch.kind in (TouchKind.CODE, TouchKind.COUPON)
    likely: tuple[str, ...]
    if touch.is_view:
        likely = (f"{touch.kind}_{VIEW}", VIEW)
    elif touch.kind == TouchKind.CODE:
        likely = (CODE, CLICK) if tied else (CLICK,)
    elif touch.kind in (BOND, SELF, VIEW):  # Words of their own: a host's kind is not taken for one.
        likely = (CLICK,)
    else:
        likely = (touch.kind, CODE, CLICK) if tied else (touch.kind, CLICK)
    return next((str(word) for word in likely if word in words), "")


def signals_of(buyer: Buyer, policy: AttributionPolicy) -> Iterator[Signal]:
    """Yield everything that may have led to an order, touches first, in their order."""
    for touch in buyer.touches:
        yield _of_touch(touch, buyer, policy)
    yield from _bonds(buyer, policy)
    owner = buyer.as_leader if SELF in policy.order else None
    if owner is not None:
        yield _of_leader("self", SELF, owner, buyer.at, buyer, policy)


def bar_of(
    touch: Touch, buyer: Buyer, policy: AttributionPolicy, lookback: Lookback | None = None
) -> tuple[Fate | None, int | None, str]:
    """Return why a touch does not count for the order whoever owns it, by how many seconds, and the guard's reason.

    Args:
        touch: The touch.
        buyer: Who bought, and when.
        policy: The rule.
        lookback: The window; the rule's own for this touch where None. A window of visits is given, and then the
            order that the visit belongs to is another one.
    """
    facts, order = buyer.facts, buyer.order
    if not buyer.consented(touch):
        return Fate.NOT_CONSENTED, None, ""
    if lookback is None and touch.order not in (None, order.id):
        return Fate.OTHER_ORDER, None, ""
    if touch.at > buyer.at:
        return Fate.AFTER_ORDER, None, ""
    lifetime = facts.touches.lifetime(touch.id)
    for window in (lookback or policy.lookbacks.of(touch), lifetime):
        if window is not None and not window.covers(touch.at, buyer.at):
            if touch.at == buyer.at:
                return Fate.SAME_INSTANT, None, ""
            missed = window.missed_by(touch.at, buyer.at)
            if lifetime is not None:
                missed = max(missed, lifetime.missed_by(touch.at, buyer.at))
            return Fate.OUTSIDE_WINDOW, missed.days * 86_400 + missed.seconds, ""
    if policy.scope is Scope.STORE and touch.store not in (None, order.store):
        return Fate.OTHER_STORE, None, ""
    reason = facts.rejected.get(touch.id)
    return (None, None, "") if reason is None else (Fate.REJECTED, None, reason)


def flaw_of(
    owner: PartyId | None, buyer: Buyer, policy: AttributionPolicy, touch: Touch | None = None
) -> tuple[Fate | None, str]:
    """Return why an owner is not credited though the signal counts, and the state of a leader who is not at work."""
    if owner is None:
        return Fate.NO_OWNER, ""
    if policy.self_purchase is SelfPurchase.DENY and buyer.is_self(owner, touch):
        return Fate.SELF, ""
    state = buyer.state_of(owner)
    if state is None or isinstance(state, Active):
        return None, ""
    if isinstance(state, NotApplied | Applied | Declined):
        return Fate.NOT_A_LEADER, state.word
    return (Fate.INACTIVE if policy.inactive is Inactive.NEXT else None), state.word


def _of_touch(touch: Touch, buyer: Buyer, policy: AttributionPolicy) -> Signal:
    word = word_of(touch, buyer.order, policy.order)
    bar, past, reason = bar_of(touch, buyer, policy)
    flaw: Fate | None = None
    if bar is None:
        flaw, reason = _flaw(touch.owner, touch.role, word, touch.at, buyer, policy, touch)
    return Signal(
        "touch", touch.id, word, touch.place, touch.owner, touch.role, touch, bar, flaw, past, reason
    )


def _bonds(buyer: Buyer, policy: AttributionPolicy) -> Iterator[Signal]:
    """Yield the bonds of the buyer that stand at the order."""
    word = BOND if BOND in policy.order else ""
    for bond in buyer.bonds:
        yield _of_leader("bond", word, bond.leader, bond.bound_at, buyer, policy)


def _of_leader(
    source: str, word: str, leader: PartyId, at: datetime, buyer: Buyer, policy: AttributionPolicy
) -> Signal:
    """Return what leads to a leader without a touch."""
    flaw, reason = _flaw(leader, policy.role, word, at, buyer, policy)
    return Signal(source, leader, word, (at, 0, leader), leader, policy.role, flaw=flaw, reason=reason)


def _flaw(
    owner: PartyId | None,
    role: Role,
    word: str,
    at: datetime,
    buyer: Buyer,
    policy: AttributionPolicy,
    touch: Touch | None = None,
) -> tuple[Fate | None, str]:
    """Return what speaks against crediting the owner of a signal that counts, and is of an instant."""
    if role != policy.role:
        return Fate.OTHER_ROLE, ""
    flaw, reason = flaw_of(owner, buyer, policy, touch)
    if flaw is None and not word:
        flaw = Fate.NOT_RANKED
    if flaw is None and word in policy.new_only and not buyer.registered_since(at):
        flaw = Fate.NOT_NEW
    return flaw, reason


__all__ = ["BOND", "CLICK", "CODE", "SELF", "VIEW", "Signal", "bar_of", "flaw_of", "signals_of", "word_of"]
