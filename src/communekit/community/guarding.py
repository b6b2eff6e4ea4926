"""Guarding (防作弊): what guards find of an order before it is credited, and what follows when people have decided."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Final

import attrs

from communekit.attribution import AttributionPolicy, attribute
from communekit.attribution import Facts as Basis
from communekit.attribution.guards import (
    Answer,
    ClickFlooding,
    ClickInjection,
    CodeStuffing,
    Decision,
    DuplicateAccounts,
    Finding,
    Guard,
    GuardPolicy,
    LateCode,
    Outcome,
    Per,
    SelfDealing,
    SharedMark,
    held,
    judge,
    rejected,
    watch,
)
from communekit.ids import OrderId, derived_id
from communekit.orders import Order
from communekit.period import Window
from communekit.storage import place

from .desk import Desk
from .errors import InvalidTermsError, NotHereError
from .guard_event import FindingDecided, OrderGuarded
from .guard_facts import all_facts, facts_near, touches_of, with_order
from .guard_waits import hold_of, waits_of
from .happening import read_happening
from .known import Known
from .order_file import OrderFile
from .signal import DECIDED, decided_of, signal_stream

NEAR: Final = (SelfDealing, SharedMark, DuplicateAccounts, ClickInjection, LateCode, CodeStuffing)
"""The guards that look at a buyer, and at whoever shares a device or a household with him or his leaders."""

HOLDS: Final = "finding/holds"
"""The tag of what orders wait, or waited, for."""


@attrs.frozen
class Guarded:
    """What guards make of an order (防作弊结论): touches that are set aside, why it waits, and on what evidence."""

    rejected: Mapping[str, str] = attrs.field(factory=dict)
    hold: str = ""
    findings: tuple[Finding, ...] = ()


def guarded(desk: Desk, known: Known, order: Order, policy: AttributionPolicy, facts: Basis) -> Guarded:
    """Return what guards make of an order: first of whoever may be credited with it, then of whoever is.

    The touches that they hold are set aside; the order waits where it is held in either look.
    """
    guards = desk.terms.guards
    if guards is None:
        return Guarded()
    first = _looked(desk, known, order, guards, None)
    basis = attrs.evolve(facts, rejected=first.rejected)
    seconds = [
        _looked(desk, known, order, guards, leader) for leader in attribute(order, policy, basis).leaders
    ]
    words = {word for one in (first, *seconds) for word in one.hold.split(", ") if word}
    findings = {finding.id: finding for one in (first, *seconds) for finding in one.findings}
    return Guarded(first.rejected, ", ".join(sorted(words)), _in_order(findings.values()))


def note(desk: Desk, order: OrderId, made: Guarded, at: datetime, key: str) -> None:
    """Note what was found of an order that is credited, or credited anew, at a moment; and since when it waits."""
    guards, before = desk.terms.guards, desk.order(order).guarded
    if guards is None or (before is None and not made.findings):
        return
    said = _decisions(Known(desk), made.findings)
    waited = () if before is None else _until(before.waits, at)
    waits = (*waited, *waits_of(order, made.findings, (), guards, said, at))
    _keep(desk, OrderGuarded(order, at, made.hold, made.findings, (), waits), at, key)


def decide(desk: Desk, decision: Decision, key: str, tags: Iterable[str]) -> list[OrderId]:
    """Keep what a person says of a finding; return the orders that may wait, or wait no more, because of it.

    Raises:
        InvalidTermsError: The community has no guards.
        NotHereError: There is no such finding: one fact more is another one.
    """
    guards = desk.terms.guards
    if guards is None:
        raise InvalidTermsError("guards", None)
    held_by = [file for file in _guarded_files(desk, holding(decision.finding)) if _speaks(decision, file)]
    finding = _finding(desk, decision.finding, held_by, guards)
    its = (concerning(id_) for id_ in (*finding.touches, *finding.orders))
    event = FindingDecided(decision, finding)
    desk.keep(signal_stream(decision), key, event, decision.at, [*tags, *its])
    known = Known(desk)
    told = [file for file in map(desk.order, finding.orders) if file.paid and file.attribution]
    concerned = {file.id: file for file in (*held_by, *told)}
    for file in concerned.values():
        _keep(desk, _anew(file, finding, known, guards), decision.at, key)
    return list(concerned)


def _anew(file: OrderFile, finding: Finding, known: Known, guards: GuardPolicy) -> OrderGuarded:
    """Return whether an order waits, now that people have said something of a finding."""
    before = file.guarded or OrderGuarded(file.id, file.order.paid_at, "", (), (), ())
    more = () if finding in before.evidence else (finding,)
    decided = _in_order((*before.decided, *more))
    evidence = (*before.findings, *decided)
    said = _decisions(known, evidence)
    waited = _until(before.waits, before.at)
    waits = waits_of(file.id, before.findings, decided, guards, said, before.at)
    hold = hold_of(file.id, evidence, guards, said)
    return attrs.evolve(before, hold=hold, decided=decided, waits=(*waited, *waits))


def _until(waits: Iterable[Window], at: datetime) -> Iterator[Window]:
    """Yield when an order waited before a moment."""
    for window in waits:
        if window.start < at:
            yield Window(window.start, at if window.end is None else min(window.end, at))


def _keep(desk: Desk, event: OrderGuarded, at: datetime, key: str) -> None:
    if event != desk.order(event.fact).guarded:
        tags = [HOLDS, *(holding(finding.id) for finding in event.evidence)]
        desk.keep(place("order", event.fact), place("guarded", event.fact, derived_id(key)), event, at, tags)


def findings_of(desk: Desk) -> tuple[Finding, ...]:
    """Return what guards find in all that is known now, and what orders wait for, the gravest first.

    Raises:
        InvalidTermsError: The community has no guards.
    """
    guards = desk.terms.guards
    if guards is None:
        raise InvalidTermsError("guards", None)
    known = Known(desk)
    files = (file for file in _guarded_files(desk, HOLDS) if not _is_forgotten(known, file))
    kept = (finding for file in files for finding in _kept(file))
    found = (*watch(all_facts(desk, known), guards), *kept)
    return _in_order({finding.id: finding for finding in found}.values())


def decisions_of(desk: Desk) -> list[Decision]:
    """Return what people said of findings, in the order in which they said it."""
    return Known(desk).of(DECIDED, Decision)


def holding(finding: str) -> str:
    """Return the tag of the orders that wait, or waited, for what was found."""
    return place("finding.holds", finding)


def concerning(id_: str) -> str:
    """Return the tag of what people said of findings that put a touch or an order in question."""
    return place("finding.of", id_)


def _looked(desk: Desk, known: Known, order: Order, guards: GuardPolicy, leader: str | None) -> Guarded:
    """Return what guards find of an order if a leader is credited, or of whoever may be."""
    if _asks_for_all(desk, known, order, guards):
        found = watch(with_order(all_facts(desk, known), known, order, leader), guards)
    else:
        near = GuardPolicy([rule for rule in guards.rules if is_near(rule.guard)])
        found = watch(with_order(facts_near(desk, known, order, leader), known, order, leader), near)
    said = _decisions(known, found)
    verdicts, answered = judge(found, guards, decisions=said), {one.finding for one in said}
    acting = (
        finding
        for finding in found
        if order.id in finding.orders
        and (finding.id in answered or guards.outcome_of(finding.guard) is Outcome.HOLD)
    )
    return Guarded(rejected(verdicts), held(verdicts).get(order.id, ""), _in_order(acting))


def is_near(guard: Guard) -> bool:
    """Whether a guard looks at a buyer's neighbourhood alone."""
    return isinstance(guard, NEAR) or (isinstance(guard, ClickFlooding) and guard.per is not Per.LEADER)


def _asks_for_all(desk: Desk, known: Known, order: Order, guards: GuardPolicy) -> bool:
    """Whether what is held depends on facts of people far away: by the policy, or by what people confirmed of his touches."""
    far = {rule.guard.word for rule in guards.rules if not is_near(rule.guard)}
    if any(rule.outcome is Outcome.HOLD for rule in guards.rules if rule.guard.word in far):
        return True
    if not far:
        return False
    confirmed = (
        one.finding.guard
        for id_ in (order.id, *(touch.id for touch in touches_of(known, order)))
        for one in map(read_happening, _data(desk, concerning(id_)))
        if isinstance(one, FindingDecided) and one.fact.answer is Answer.CONFIRM
    )
    return any(guard in far for guard in confirmed)


def _data(desk: Desk, tag: str) -> Iterator[str]:
    return (recorded.event.data for recorded in desk.unit.events.since(0, tag=tag))


def _decisions(known: Known, findings: Iterable[Finding]) -> list[Decision]:
    return [one for finding in findings for one in known.of(decided_of(finding.id), Decision)]


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.place))


def _kept(file: OrderFile) -> tuple[Finding, ...]:
    return () if file.guarded is None else file.guarded.evidence


def _is_forgotten(known: Known, file: OrderFile) -> bool:
    member = file.order.member
    return member is not None and known.forgotten_at(member) is not None


def _guarded_files(desk: Desk, tag: str) -> list[OrderFile]:
    streams = dict.fromkeys(recorded.stream for recorded in desk.unit.events.since(0, tag=tag))
    return [desk.order(stream.removeprefix("order/")) for stream in streams]


def _speaks(decision: Decision, file: OrderFile) -> bool:
    """Whether an order is held, or was, by what a person decides on."""
    return any(one.id == decision.finding for one in _kept(file))


def _finding(desk: Desk, id_: str, held_by: Iterable[OrderFile], guards: GuardPolicy) -> Finding:
    kept = (finding for file in held_by for finding in _kept(file))
    found = (finding for finding in watch(all_facts(desk, Known(desk)), guards))
    for finding in chain(kept, found):
        if finding.id == id_:
            return finding
    raise NotHereError("finding", id_)


__all__ = [
    "Guarded",
    "concerning",
    "decide",
    "decisions_of",
    "findings_of",
    "guarded",
    "holding",
    "is_near",
    "note",
]
