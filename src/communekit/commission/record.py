"""Records: an assessment as text, to be kept beside the order and read back when a refund comes (计提存档).

A record holds the trace of every amount. Plan, order and credits are kept by the host in their own forms; the
record names the plan by a digest of its text and the order by its amounts, and reading it back with others is refused.
"""

from fractions import Fraction
from functools import lru_cache
from typing import Final

import attrs

from communekit.codec import Codec, Limits, read_json, write_json
from communekit.ids import PartyId, derived_id
from communekit.orders import Credits, Order
from communekit.parties import Role

from .accrual import Accrual, Cut, Measured, Terms, Working
from .assess import frame_of
from .assessment import AssessedLine, Assessment
from .decision import Lost
from .errors import InvalidRecordError
from .exact import whole
from .paper import UnreadablePlanError, write_plan
from .plan import Plan

RECORD_LIMITS: Final = Limits(bytes_max=64 * 1024 * 1024, keys_max=10_000_000, digits_max=1_000)


@attrs.frozen
class CutRecord:
    """What the bound at a place of the plan did, in ticks."""

    bound: int
    before: Fraction
    after: Fraction


@attrs.frozen
class MeasuredRecord:
    """How a tier was picked."""

    who: str
    label: str
    before: Fraction | None
    after: Fraction
    base_before: Fraction
    base_after: Fraction


@attrs.frozen
class AccrualRecord:
    """One amount: the place of its rule among all rules of the plan, and its trace in ticks."""

    place: int
    rule: str
    party: str
    base: Fraction
    exact: Fraction
    before: Fraction
    amount_minor: int
    share: Fraction = Fraction(1)
    rolled_from: str = ""
    measured: MeasuredRecord | None = None
    cuts: tuple[CutRecord, ...] = ()
    composed_from: Fraction | None = None


@attrs.frozen
class LineRecord:
    """One line: its amounts, what was left, and what lost."""

    line: str
    paid_minor: int
    distributed_minor: int
    accruals: tuple[AccrualRecord, ...]
    tax_minor: int
    residual_minor: int
    residual_party: str
    shortfall_minor: int = 0
    bearer_party: str = ""
    lost: tuple[tuple[str, str, str], ...] = ()


@attrs.frozen
class AssessmentRecord:
    """One order under one plan version; the digest is empty for a plan that has no form on paper."""

    plan: str
    version: int
    digest: str
    order: str
    ticks: int
    lines: tuple[LineRecord, ...]


_CODEC: Final = Codec(
    {"commission.assessment": AssessmentRecord},
    version_key="format",
    limits=RECORD_LIMITS,
    omit_defaults=True,
)


def write_assessment(assessment: Assessment) -> str:
    """Return an assessment as one line of JSON (计提存档): the trace of every amount, without plan and order."""
    plan = assessment.plan
    ticks = frame_of(plan).ticks
    lines = tuple(_line_record(plan, one) for one in assessment.lines)
    record = AssessmentRecord(plan.id, plan.version, _digest(plan), assessment.order.id, ticks, lines)
    return write_json(_CODEC.dump(record), limits=RECORD_LIMITS)


def read_assessment(text: str | bytes, *, plan: Plan, order: Order, credits_: Credits) -> Assessment:
    """Return the assessment of a record; nothing is assessed anew.

    Raises:
        InvalidRecordError: The record is of another plan version or order, or does not fit or balance.
        InvalidDocumentError: It is not a record.
    """
    record = _CODEC.load(read_json(text, limits=RECORD_LIMITS), AssessmentRecord)
    frame = frame_of(plan)
    if (record.plan, record.version, record.ticks) != (plan.id, plan.version, frame.ticks):
        raise InvalidRecordError(order.id, "plan", f"{record.plan} v{record.version}", plan.name)
    if record.digest != _digest(plan):
        raise InvalidRecordError(order.id, "terms", record.digest, _digest(plan))
    if record.order != order.id or [one.line for one in record.lines] != [line.id for line in order.lines]:
        raise InvalidRecordError(order.id, "order", record.order, order.id)
    of_order = frame.table.order_signature(order.lines[0], order, credits_)
    lines: list[AssessedLine] = []
    for line, one in zip(order.lines, record.lines, strict=True):
        if credits_.by_line:
            of_order = frame.table.order_signature(line, order, credits_)
        assessed = AssessedLine(
            line,
            tuple(_accrual(plan, frame.ticks, order, accrual) for accrual in one.accruals),
            line.distributed.minor + line.freight.minor,
            one.tax_minor,
            one.residual_minor,
            PartyId(one.residual_party),
            one.shortfall_minor,
            PartyId(one.bearer_party),
            tuple(Lost(*lost) for lost in one.lost),
            decision=frame.table.decide(line, of_order),
        )
        if (one.paid_minor, one.distributed_minor) != (line.paid.minor, assessed.distributed_minor):
            raise InvalidRecordError(order.id, "amounts", one.paid_minor, line.paid.minor)
        given = assessed.paid_out_minor + one.tax_minor + one.residual_minor - one.shortfall_minor
        if given != assessed.distributed_minor:
            raise InvalidRecordError(order.id, "balance", given, assessed.distributed_minor)
        lines.append(assessed)
    return Assessment(plan, order, credits_, tuple(lines))


@lru_cache(maxsize=64)
def _digest(plan: Plan) -> str:
    """Return what tells a plan's terms from all others."""
    try:
        return derived_id(write_plan(plan, format="json", limits=RECORD_LIMITS))
    except UnreadablePlanError:
        return ""


def _line_record(plan: Plan, one: AssessedLine) -> LineRecord:
    return LineRecord(
        one.line.id,
        one.line.paid.minor,
        one.distributed_minor,
        tuple(_accrual_record(plan, accrual) for accrual in one.accruals),
        one.tax_minor,
        one.residual_minor,
        one.residual_party,
        one.shortfall_minor,
        one.bearer_party,
        tuple((lost.rule, lost.reason, lost.by) for lost in one.lost),
    )


def _accrual_record(plan: Plan, accrual: Accrual) -> AccrualRecord:
    working, rule = accrual.working, accrual.terms.rule
    measured = working.measured
    return AccrualRecord(
        plan.every_rule.index(rule),
        rule.id,
        accrual.party,
        Fraction(accrual.base),
        Fraction(accrual.exact),
        Fraction(accrual.before),
        accrual.amount_minor,
        working.share,
        working.rolled_from or "",
        None
        if measured is None
        else MeasuredRecord(
            measured.who,
            measured.label,
            None if measured.before is None else Fraction(measured.before),
            Fraction(measured.after),
            Fraction(measured.base_before),
            Fraction(measured.base_after),
        ),
        tuple(
            CutRecord(plan.bounds.index(cut.bound), Fraction(cut.before), Fraction(cut.after))
            for cut in working.cuts
        ),
        None if working.composed_from is None else Fraction(working.composed_from),
    )


def _accrual(plan: Plan, ticks: int, order: Order, record: AccrualRecord) -> Accrual:
    rules = plan.every_rule
    if not 0 <= record.place < len(rules) or rules[record.place].id != record.rule:
        raise InvalidRecordError(order.id, "rule", record.rule, plan.name)
    if any(not 0 <= cut.bound < len(plan.bounds) for cut in record.cuts):
        raise InvalidRecordError(order.id, "bound", record.rule, plan.name)
    measured = record.measured
    working = Working(
        record.share,
        Role(record.rolled_from) if record.rolled_from else None,
        None
        if measured is None
        else Measured(
            measured.who,
            measured.label,
            None if measured.before is None else whole(measured.before),
            whole(measured.after),
            whole(measured.base_before),
            whole(measured.base_after),
        ),
        tuple(Cut(plan.bounds[cut.bound], whole(cut.before), whole(cut.after)) for cut in record.cuts),
        None if record.composed_from is None else whole(record.composed_from),
    )
    terms = Terms(plan.id, plan.version, plan.currency, ticks, rules[record.place])
    party, exact, before = PartyId(record.party), whole(record.exact), whole(record.before)
    return Accrual(terms, party, whole(record.base), exact, before, record.amount_minor, working)
