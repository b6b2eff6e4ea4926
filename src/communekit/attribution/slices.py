"""Who is credited beside and above (共同归因与上级): the leader's slice of an order, and the line of sponsors above it."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from communekit.ids import LineId, PartyId
from communekit.money import Rate
from communekit.orders import Credit
from communekit.parties import Active, Exited, Paused, Role, Suspended
from communekit.period import instant_text

from .buyer import Buyer
from .choices import Inactive, LineAbove, SelfPurchase
from .policy import SELF_DISCOUNT, AttributionPolicy
from .precedence import parties_of
from .signals import Signal
from .trace import Fate, Traced


class Slice(NamedTuple):
    """A share of an order in a role, before it is known of which lines."""

    role: Role
    party: PartyId
    share: Fraction
    active: bool
    why: str


def slices_of(
    winners: Sequence[tuple[Signal, Fraction]], buyer: Buyer, policy: AttributionPolicy
) -> tuple[list[Slice], list[Traced]]:
    """Return the shares of those whom the signals lead to, and of the line above them, and the trace of that line."""
    slices: list[Slice] = []
    trace: list[Traced] = []
    for owner, (signal, share) in parties_of(winners).items():
        state = buyer.state_of(owner)
        active = state is None or isinstance(state, Active)
        why = why_of(signal)
        if not active and policy.inactive is Inactive.HOUSE and policy.house is not None:
            slices.append(Slice(policy.role, policy.house, share, active=True, why=f"for {owner}: {why}"))
            continue
        discounted = policy.self_purchase is SelfPurchase.DISCOUNT and buyer.is_self(owner, signal.touch)
        slices.append(Slice(SELF_DISCOUNT if discounted else policy.role, owner, share, active, why))
        above, traced = _line_above(owner, share, buyer, policy)
        slices += above
        trace += traced
    return slices, trace


def credits_from(slices: Iterable[Slice], line: LineId | None = None) -> list[Credit]:
    """Return slices as credits, a party's in one role put together; of one line where it is named."""
    together: dict[tuple[Role, PartyId], Slice] = {}
    for one in slices:
        before = together.get((one.role, one.party))
        share = one.share + (before.share if before else 0)
        together[one.role, one.party] = (before or one)._replace(share=share)
    return [
        Credit(one.role, one.party, share=Rate(one.share), line=line, active=one.active, why=one.why)
        for one in together.values()
    ]


def why_of(signal: Signal) -> str:
    """Return the reason of a credit, for people: "click 2026-03-01T04:00:00Z (t-1)", "bond since 2026-03-01T04:00:00Z"."""
    if signal.source == "touch":
        return f"{signal.word} {instant_text(signal.place[0])} ({signal.id})"
    return f"bond since {instant_text(signal.place[0])}" if signal.source == "bond" else "own purchase"


def _line_above(
    leader: PartyId, share: Fraction, buyer: Buyer, policy: AttributionPolicy
) -> tuple[list[Slice], list[Traced]]:
    """Return the shares of the line above a leader; nobody stands in it twice, under another account neither."""
    slices: list[Slice] = []
    trace: list[Traced] = []
    line, known = [leader], buyer.facts.identities
    for role, above in zip(policy.referral, _above(leader, buyer, policy), strict=False):
        if any(known.are_one(above, below) for below in line):
            break
        is_self = policy.self_purchase is not SelfPurchase.EARN and buyer.is_self(above)
        fate = Fate.SELF if is_self else Fate.SPONSOR
        trace.append(Traced("line", fate, line[-1], "", None, above, role))
        if not is_self:
            active = not isinstance(buyer.state_of(above), Paused | Suspended | Exited)
            slices.append(Slice(role, above, share, active, f"above {line[-1]}"))
        line.append(above)
    return slices, trace


def _above(leader: PartyId, buyer: Buyer, policy: AttributionPolicy) -> Iterator[PartyId]:
    """Yield the line above a leader at the moment of the order, nearest first."""
    facts, at = buyer.facts, buyer.at
    below: PartyId | None = leader
    while below is not None:
        if policy.line_above is LineAbove.SPONSOR:
            below = facts.ties.as_of(Role.SPONSOR, below, at)
        else:
            bond = None if facts.bonds is None else facts.bonds.as_of(below, at, store=buyer.order.store)
            below = None if bond is None else bond.leader
        if below is not None:
            yield below


__all__ = ["Slice", "credits_from", "slices_of", "why_of"]
