"""Reconciliation: what the channel reports against what was sent (对账)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import Enum
from typing import Final

import attrs

from communekit.codec import csv_text
from communekit.errors import Texts, language_of
from communekit.ids import identifier
from communekit.money import Money
from communekit.period import instant

from .command import Reconcile
from .decider import PAYOUT_LIFE
from .errors import InvalidPayoutError, PayoutRefusedError
from .outcome import Outcome, reference_text
from .state import NotRequested, Paid, PayoutStanding, PayoutState, Sent, Standing, Unknown
from .value_check import check_amount, check_count, check_kind


class Finding(Enum):
    """What a row of the comparison shows (对账结果)."""

    MATCHED = "matched"
    MISSING = "missing"
    EXTRA = "extra"
    DIFFERENT_AMOUNT = "different_amount"
    DUPLICATE = "duplicate"
    EARLIER = "earlier"
    CONTRADICTING = "contradicting"


FINDINGS: Final[Mapping[Finding, Texts]] = {
    Finding.MATCHED: {"en": "matched", "zh": "一致"},
    Finding.MISSING: {"en": "missing, carried forward", "zh": "缺失，转下期核对"},
    Finding.EXTRA: {"en": "extra: never sent", "zh": "多出：从未发出"},
    Finding.DIFFERENT_AMOUNT: {"en": "another amount", "zh": "金额不符"},
    Finding.DUPLICATE: {"en": "the same row again", "zh": "重复行"},
    Finding.EARLIER: {"en": "about an earlier attempt", "zh": "属于先前的发送"},
    Finding.CONTRADICTING: {"en": "contradicts what is known", "zh": "与已知结果矛盾"},
}


@attrs.frozen
class ReportRow:
    """One row of the channel's report (通道对账单明细).

    Args:
        payout: The id of the instruction, as the channel gives it back.
        outcome: What came of it, for certain.
        amount: What the channel says it paid: the net amount.
        at: When, by the channel's clock.
        reference: The channel's own number.
        attempt: Which sending it is about, where the channel gives that back.

    Errors: `InvalidIdError`, `InvalidTextError`, `InvalidTimeError`, `InvalidPayoutError` "not_an_outcome",
    "not_an_amount", "not_below_zero", "unlike".
    """

    payout: str
    outcome: Outcome
    amount: Money
    at: datetime = attrs.field(converter=instant)
    reference: str = attrs.field(default="", converter=reference_text)
    attempt: int | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        identifier(self.payout, what="payout id")
        check_kind("outcome", self.outcome, Outcome)
        if self.outcome is Outcome.UNKNOWN:
            raise InvalidPayoutError("outcome", self.outcome.value, "not_an_outcome")
        check_amount("amount", self.amount)
        if self.attempt is not None:
            check_count("attempt", self.attempt)


@attrs.frozen
class Compared:
    """One row of the comparison: what was found, of which payout, and the row of the report where there is one."""

    finding: Finding
    payout: str
    sent: Money | None = None
    row: ReportRow | None = None
    why: str = ""


@attrs.frozen
class Reconciliation:
    """What a report says of what was sent (对账结果): every row and every open payout, each with its finding.

    `commands` are what to run, in this order; none for what is known already, so that a report read twice does
    nothing the second time. `carried_forward` are the payouts that the next report must tell: sent, and not decided by
    this one, whether they are missing or stand in it with another amount.
    """

    compared: tuple[Compared, ...]
    commands: tuple[Reconcile, ...]
    carried_forward: tuple[str, ...] = ()

    def of(self, finding: Finding) -> tuple[Compared, ...]:
        """Return the rows of one finding."""
        return tuple(each for each in self.compared if each.finding is finding)

    @property
    def is_clean(self) -> bool:
        """Whether everything that was sent was told, and nothing else."""
        return all(each.finding in {Finding.MATCHED, Finding.EARLIER} for each in self.compared)

    def csv(self, locale: str = "en") -> str:
        """Return the comparison as a table in CSV text (对账表), in Chinese or English."""
        language = language_of(locale)
        rows: list[list[str]] = [_HEADINGS[language]]
        for each in self.compared:
            row = each.row
            told = [row.outcome.value, row.amount.text, row.reference] if row is not None else ["", "", ""]
            sent = each.sent.text if each.sent is not None else ""
            rows.append([FINDINGS[each.finding][language], each.payout, sent, *told])
        return csv_text(rows)


_HEADINGS: Final = {
    "en": ["finding", "instruction", "sent", "outcome", "told", "reference"],
    "zh": ["结果", "指令号", "发出金额", "通道结果", "通道金额", "流水号"],
}


def reconcile(rows: Iterable[ReportRow], payouts: Iterable[PayoutState], at: datetime) -> Reconciliation:
    """Compare a channel's report with what was sent (对账).

    Rows are read in the order of their times. A row without an attempt is about the last sending, unless its reference
    was told of an earlier one or its time lies before that sending: a reference stands for one sending, and says more
    than a clock. Nothing follows from a row about an earlier
    sending: it says what is known, or it contradicts it.

    Args:
        rows: The report.
        payouts: The states of all payouts of the channel; those that were never sent are passed over.
        at: When the report is read: the time of the commands.

    Raises:
        InvalidTimeError: "before_its_cause": something happened after `at`.

    >>> reconcile([], [], instant("2026-03-02T08:00+08:00")).is_clean
    True
    """
    states = {state.id: state for state in payouts if isinstance(state, Standing) and state.attempt}
    awaited = [state for state in states.values() if isinstance(state, Sent | Unknown)]
    seen: set[ReportRow] = set()
    paid: set[str] = set()
    answered: set[str] = set()
    compared: list[Compared] = []
    commands: list[Reconcile] = []
    for row in sorted(rows, key=_place):
        state = states.get(row.payout)
        if state is None:
            compared.append(Compared(Finding.EXTRA, row.payout, row=row))
            continue
        if row in seen:
            finding, why = Finding.DUPLICATE, ""
        else:
            finding, why, command, after = _judged(row, state, at, row.payout in paid)
            states[row.payout] = after
            if command is not None:
                commands.append(command)
        seen.add(row)
        if row.outcome is Outcome.PAID and finding is Finding.MATCHED:
            paid.add(row.payout)
        if finding is not Finding.EARLIER:
            answered.add(row.payout)
        compared.append(Compared(finding, row.payout, state.instruction.net, row, why))
    compared += [
        Compared(Finding.MISSING, state.id, state.instruction.net)
        for state in awaited
        if state.id not in answered
    ]
    left = (state.id for state in awaited if isinstance(states[state.id], Sent | Unknown))
    return Reconciliation(tuple(compared), tuple(commands), tuple(left))


def _place(row: ReportRow) -> tuple[object, ...]:
    """Return where a row stands: by its time; at one time a failure before what was paid, and that before its return."""
    turn = (Outcome.FAILED, Outcome.PAID, Outcome.RETURNED).index(row.outcome)
    return (row.at, row.payout, turn, row.reference, row.attempt or 0, row.amount.minor)


def _judged(
    row: ReportRow, state: PayoutStanding, at: datetime, paid_before: bool
) -> tuple[Finding, str, Reconcile | None, PayoutStanding]:
    """Return what a row shows, why, the command that follows from it, and the state after that."""
    is_nothing = (
        row.outcome is Outcome.FAILED and not row.amount.minor
    )  # What did not leave may be told as nothing.
    if row.amount != state.instruction.net and not is_nothing:
        return Finding.DIFFERENT_AMOUNT, "", None, state
    attempt = _attempt(row, state)
    if attempt is None or attempt < state.attempt:
        known = any(
            told.outcome is row.outcome and told.attempt < state.attempt and attempt in {None, told.attempt}
            for told in state.told
        )
        return (
            (Finding.EARLIER, "", None, state) if known else (Finding.CONTRADICTING, "attempt", None, state)
        )
    if not paid_before and _came_back_before_it_left(row, state):
        return Finding.CONTRADICTING, "contradiction", None, state
    command = Reconcile(row.payout, at, row.outcome, attempt=attempt, reference=row.reference)
    try:
        events, after = PAYOUT_LIFE.handle(command, state)
    except PayoutRefusedError as refused:
        return Finding.CONTRADICTING, refused.problem, None, state
    if not events or isinstance(after, NotRequested):
        return Finding.MATCHED, "", None, state
    return Finding.MATCHED, "", command, after


def _came_back_before_it_left(row: ReportRow, state: PayoutStanding) -> bool:
    """Whether a return is older than the news that what had failed was paid after all.

    It contradicted the failure when it was told; told once more, it must not undo what was paid since.
    """
    return (
        row.outcome is Outcome.RETURNED
        and isinstance(state, Paid)
        and row.at < state.at
        and any((told.attempt, told.outcome) == (state.attempt, Outcome.FAILED) for told in state.told)
    )


def _attempt(row: ReportRow, state: PayoutStanding) -> int | None:
    """Return which sending a row is about, None for one before the last, nobody knows which."""
    if row.attempt is not None:
        return row.attempt
    for told in state.told:
        if row.reference and (told.reference, told.outcome) == (row.reference, row.outcome):
            return told.attempt
    if state.attempt > 1 and state.sent_at is not None and row.at < state.sent_at:
        return None
    return state.attempt


__all__ = ["FINDINGS", "Compared", "Finding", "Reconciliation", "ReportRow", "reconcile"]
