"""Telling (记录): one fact within a unit of work; what it leads to, or why it was refused, is kept under its key."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from communekit.attribution.bonds import HandOver, Offer, Register, Release
from communekit.attribution.guards import CodeAttempt, Mark
from communekit.commission import Plan
from communekit.errors import CommunekitError
from communekit.groupbuy.campaign import Join, Publish
from communekit.ids import derived_id
from communekit.ledger import PeriodClosedError
from communekit.ledger.payout import (
    Approve,
    Compensate,
    Reconcile,
    Reject,
    Report,
    Request,
    Send,
    Withdraw,
)
from communekit.orders import Refund
from communekit.parties import Brand, Circle, Leader, Member, Neighbourhood, Store, Supplier, Tie, Touch
from communekit.storage import KeyConflictError, Recorded, place
from communekit.storage.place import checked_key

from .adopted import Adopted
from .campaign_step import CampaignStep
from .campaigning import needs_seat, needs_terms, step_tags, step_waits, take_step
from .correcting import correct
from .correction import Adjustment, Dispute, DisputeRuled, QualityRefund, WriteOff
from .desk import Desk
from .errors import FactRefusedError, HandlerFailedError
from .fact import AfterSale, Fact, Reattribute, Received, Sale, key_of, stream_of
from .happening import (
    Corrected,
    DeedTold,
    FactRefused,
    FactWaiting,
    PartyListed,
    PlanAdopted,
    TieMade,
    read_happening,
    write_happening,
)
from .outcome import Outcome, Status
from .paying import move
from .reattributing import attribute_anew
from .selling import receive, refund, sell, tell_after_sale
from .signal import signal_moment, tie_tag
from .telling_signals import keep_signal

BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""The moment of a fact that has none, where nobody said when it was told."""

WAITING: Final = "fact/waiting"
"""The tag of facts that wait, or waited."""

REFUSED: Final = "fact/refused"
"""The tag of facts that were refused."""

FOR_A_PLAN: Final = "waiting/plan"
"""The tag of orders that wait for a plan."""

OF_AN_ORDER: Final = Refund | Received | AfterSale | Reattribute | Dispute | DisputeRuled | QualityRefund
"""What waits for its order."""

ONCE: Final = (
    Sale
    | Refund
    | Received
    | Plan
    | Dispute
    | DisputeRuled
    | QualityRefund
    | Adjustment
    | WriteOff
    | Touch
    | Offer
    | Register
    | Release
    | HandOver
    | CodeAttempt
)
"""What is there once, under whatever key it was told."""


def applied_key(key: str) -> str:
    """Return the key under which a fact that waited under a key is applied."""
    return place("applied", derived_id(key))


def tell(desk: Desk, fact: Fact, key: str = "") -> Outcome:
    """Take a fact: what it leads to is kept, or why it is refused; told again, it changes nothing.

    Args:
        desk: Where.
        fact: Which.
        key: The key to tell it under, in place of its own.

    Raises:
        KeyConflictError: The key stands for another fact.
        PeriodClosedError: It belongs to a closed period, and nobody said when to book what comes late.
        InvalidWordError, InvalidIdError: The key is not fit to be one.
    """
    of_its_own = checked_key(key) if key else key_of(fact, write_happening)
    known = desk.unit.events.find(of_its_own)
    if known:
        return _known(desk, fact, known[0], of_its_own)
    if _is_there(desk, fact):
        return Outcome(of_its_own, Status.KNOWN)
    if _must_wait(desk, fact):
        desk.keep(stream_of(fact), of_its_own, FactWaiting(fact), _moment(desk, fact), _waits_for(fact))
        return Outcome(of_its_own, Status.WAITING)
    return _apply(desk, fact, of_its_own)


def _must_wait(desk: Desk, fact: Fact) -> bool:
    """Whether a fact came before what it needs: the order that it is about, or a plan that is in force."""
    if isinstance(fact, Sale):
        return desk.plans is None or desk.plans.in_turn.in_force(fact.order.placed_at) is None
    if isinstance(fact, CampaignStep):
        return step_waits(desk, fact)
    return isinstance(fact, OF_AN_ORDER) and desk.order(fact.order).paid is None


def _waits_for(fact: Fact) -> list[str]:
    """Return the tags by which a fact that waits is found again."""
    match fact:
        case Sale():
            return [WAITING, FOR_A_PLAN]
        case CampaignStep():
            return [WAITING, *step_tags(fact)]
        case _:
            return [WAITING]


def _known(desk: Desk, fact: Fact, first: Recorded, key: str) -> Outcome:
    """Return what became of a fact that was told before under a key."""
    happening = read_happening(first.event.data)
    if happening.fact != fact:
        raise KeyConflictError(key)
    if isinstance(happening, FactRefused):
        refusal = FactRefusedError(key, happening.because, happening.en, happening.zh)
        return Outcome(key, Status.REFUSED, refusal=refusal)
    if isinstance(happening, FactWaiting):
        since = desk.unit.events.find(applied_key(key))
        if since:
            return _known(desk, fact, since[0], key)
        return Outcome(key, Status.KNOWN if _is_there(desk, fact) else Status.WAITING)
    return Outcome(key, Status.KNOWN)


def _is_there(desk: Desk, fact: Fact) -> bool:
    """Whether a fact that is there once is there already, told under another key.

    Raises:
        KeyConflictError: It is, with other content.
    """
    if not isinstance(fact, ONCE):
        return False
    own = key_of(fact, write_happening)
    for one in _facts_beside(desk, fact):
        if isinstance(one, ONCE) and key_of(one, write_happening) == own:
            if one != fact:
                raise KeyConflictError(own)
            return True
    return False


def _facts_beside(desk: Desk, fact: Fact) -> Iterable[Fact]:
    match fact:
        case Sale(order=order):
            return desk.order(order.id).facts
        case Plan():
            return () if desk.plans is None else desk.plans.versions
        case Adjustment() | WriteOff():
            told = desk.happenings(stream_of(fact))
            return [one.fact for one in told if isinstance(one, Corrected)]
        case Touch() | Offer() | Register() | Release() | HandOver() | CodeAttempt():
            return [one.fact for one in desk.happenings(stream_of(fact)) if isinstance(one, DeedTold)]
        case Refund() | Received() | Dispute() | DisputeRuled() | QualityRefund():
            return desk.order(fact.order).facts
        case _:
            return ()


def _apply(desk: Desk, fact: Fact, key: str) -> Outcome:
    """Apply a fact; a refusal leaves nothing of it but the refusal."""
    before = len(desk.posted)
    try:
        with desk.attempt():
            if _is_there(desk, fact):
                return Outcome(key, Status.KNOWN)
            if not _do(desk, fact, key):
                return Outcome(key, Status.KNOWN)
    except (PeriodClosedError, HandlerFailedError):
        raise
    except CommunekitError as refused:
        en, zh = refused.text("en"), refused.text("zh")
        refusal = FactRefused(fact, refused.code, en, zh)
        desk.keep(stream_of(fact), key, refusal, _moment(desk, fact), [REFUSED])
        return Outcome(key, Status.REFUSED, refusal=FactRefusedError(key, refused.code, en, zh))
    if isinstance(fact, Sale):
        _take_up(desk, desk.unit.events.load(stream_of(fact)) if desk.order(fact.order.id).waiting else ())
    elif isinstance(fact, Plan):
        _take_up(desk, desk.unit.events.since(0, tag=FOR_A_PLAN))
    elif isinstance(fact, CampaignStep):
        while desk.follows:  # Nothing follows from these in turn: one loop, however many they are.
            tell(desk, desk.follows.pop(0))
        _take_up_steps(desk, fact)
    return Outcome(key, Status.RECORDED, tuple(desk.posted[before:]))


def _moment(desk: Desk, fact: Fact) -> datetime:
    """Return when a fact happened; for one that has no time of its own when it was told, where that was said."""
    match fact:
        case Sale(order=order):
            return order.paid_at
        case (
            Plan() | Tie() | Brand() | Store() | Leader() | Member() | Supplier() | Circle() | Neighbourhood()
        ):
            return desk.late_at or BEGINNING
        case Mark():
            return signal_moment(fact)
        case _:
            return fact.at


def _do(desk: Desk, fact: Fact, key: str) -> bool:
    """Do what follows from a fact; return whether anything did: a step of a payout may be taken already."""
    match fact:
        case Sale():
            sell(desk, fact, key)
        case Refund():
            refund(desk, fact, key)
        case Received():
            receive(desk, fact, key)
        case AfterSale():
            tell_after_sale(desk, fact, key)
        case Reattribute():
            attribute_anew(desk, fact, key)
        case Dispute() | DisputeRuled() | QualityRefund() | Adjustment() | WriteOff():
            correct(desk, fact, key)
        case Plan():
            desk.plans = Adopted((fact,)) if desk.plans is None else desk.plans.plus(fact)
            desk.keep(stream_of(fact), key, PlanAdopted(fact), _moment(desk, fact))
        case Tie():
            desk.keep(stream_of(fact), key, TieMade(fact), _moment(desk, fact), [tie_tag(fact)])
        case Brand() | Store() | Leader() | Member() | Supplier() | Circle() | Neighbourhood():
            desk.keep(stream_of(fact), key, PartyListed(fact), _moment(desk, fact))
        case Request() | Approve() | Reject() | Withdraw() | Send() | Report() | Reconcile() | Compensate():
            return move(desk, fact, key)
        case CampaignStep():
            return take_step(desk, fact, key)
        case _:
            keep_signal(desk, fact, key)
    return True


def _take_up(desk: Desk, events: Iterable[Recorded]) -> None:
    """Apply what waited among some events and need not wait any more, in the order of time."""
    waiting = [one for one in events if one.event.kind == "fact.waiting"]
    for recorded in sorted(waiting, key=lambda one: (one.event.at, one.key)):
        happening, key = read_happening(recorded.event.data), applied_key(recorded.key)
        if not isinstance(happening, FactWaiting) or desk.unit.events.find(key):
            continue
        if not _must_wait(desk, happening.fact):
            _apply(desk, happening.fact, key)


def _take_up_steps(desk: Desk, step: CampaignStep) -> None:
    """Take the steps that waited for terms, or for a joining."""
    if isinstance(step.command, Publish):
        _take_up(desk, desk.unit.events.since(0, tag=needs_terms(step.campaign)))
    elif isinstance(step.command, Join):
        _take_up(desk, desk.unit.events.since(0, tag=needs_seat(step.campaign, step.command.seat)))


def waiting(desk: Desk) -> Iterator[Fact]:
    """Yield the facts that still wait, in the order in which they were told."""
    for recorded in list(desk.unit.events.since(0, tag=WAITING)):
        happening = read_happening(recorded.event.data)
        if isinstance(happening, FactWaiting) and not desk.unit.events.find(applied_key(recorded.key)):
            yield happening.fact


def refused(desk: Desk) -> Iterator[FactRefused]:
    """Yield the refusals that are kept, in the order in which they came."""
    for recorded in desk.unit.events.since(0, tag=REFUSED):
        happening = read_happening(recorded.event.data)
        if isinstance(happening, FactRefused):
            yield happening


__all__ = ["refused", "tell", "waiting"]
