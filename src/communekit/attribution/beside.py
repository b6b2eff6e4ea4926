"""Who is credited beside the leader (共同归因): the host of the livestream, the author of the content, each in his role."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Final, NamedTuple

from communekit.ids import PartyId
from communekit.parties import Role, Touch

from .buyer import Buyer
from .choices import SelfPurchase, Within
from .policy import AttributionPolicy
from .signals import Signal
from .slices import Slice
from .trace import Fate, Traced

SESSION, CONTENT = "session", "content"

SUBJECTS: Final = {Role.HOST: SESSION, Role.CREATOR: CONTENT}
"""What in a touch leads to a role: who hosts the session, who made the clip, is said by the ties."""


class _Lead(NamedTuple):
    """Something that leads to those credited beside: a touch of that role, a session, a content."""

    place: tuple[datetime, int, str]
    source: str
    id: str
    parties: tuple[PartyId, ...]


def beside(
    signals: Sequence[Signal], buyer: Buyer, policy: AttributionPolicy
) -> tuple[list[Slice], list[Traced]]:
    """Return who is credited beside the leader, in equal shares a role, and the trace of it.

    In each role one thing decides: the session that the order itself names, else the latest (or earliest) touch that
    counts and leads to somebody in it. Co-hosts (联合主播) share alike. The buyer himself is among them only where
    own purchases earn.
    """
    slices: list[Slice] = []
    trace: list[Traced] = []
    counted = [signal.touch for signal in signals if signal.touch is not None and signal.bar is None]
    for role in policy.co_credits:
        leads = list(_leads(role, counted, buyer, policy))
        if not leads:
            continue
        pick = max if policy.within is Within.LATEST else min
        of_order = [lead for lead in leads if lead.source == "order"]
        lead = pick(of_order or leads, key=lambda one: one.place)
        source = SESSION if lead.source == "order" else lead.source
        share = Fraction(1, len(lead.parties))
        for party in lead.parties:
            trace.append(Traced(source, Fate.CO_CREDIT, lead.id, "", lead.place[0], party, role))
            slices.append(Slice(role, party, share, active=True, why=f"{source} {lead.id}"))
    return slices, trace


def _leads(role: Role, counted: Sequence[Touch], buyer: Buyer, policy: AttributionPolicy) -> Iterator[_Lead]:
    """Yield what leads to a role and counts for the order."""
    session = buyer.order.session
    touched: dict[str, datetime] = {}
    for touch in counted:
        if touch.is_view:
            continue
        if touch.session is not None:
            touched[touch.session] = touch.at
        if touch.role == role and touch.owner is not None:
            parties = _others((touch.owner,), buyer, policy, touch)
            if parties:
                yield _Lead(touch.place, "touch", touch.id, parties)
        elif role in SUBJECTS:
            subject = touch.session if SUBJECTS[role] == SESSION else touch.content
            parties = _tied(role, subject, touch.at, buyer, policy)
            if subject is not None and parties:
                yield _Lead(touch.place, SUBJECTS[role], subject, parties)
    if session is not None and SUBJECTS.get(role) == SESSION:
        at = touched.get(session, buyer.at)
        parties = _tied(role, session, at, buyer, policy)
        if parties:
            yield _Lead((at, 0, session), "order", session, parties)


def _tied(
    role: Role, subject: str | None, at: datetime, buyer: Buyer, policy: AttributionPolicy
) -> tuple[PartyId, ...]:
    if subject is None:
        return ()
    return _others(buyer.facts.ties.all_as_of(role, subject, at), buyer, policy, None)


def _others(
    parties: tuple[PartyId, ...], buyer: Buyer, policy: AttributionPolicy, touch: Touch | None
) -> tuple[PartyId, ...]:
    """Return parties without the buyer, unless own purchases earn."""
    if policy.self_purchase is SelfPurchase.EARN:
        return parties
    return tuple(party for party in parties if not buyer.is_self(party, touch))


__all__ = ["CONTENT", "SESSION", "SUBJECTS", "beside"]
