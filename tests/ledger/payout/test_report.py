"""Reconciliation: a channel's report against what was sent."""

import csv
import io
from datetime import datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.ledger.payout import (
    FINDINGS,
    PAYOUT_LIFE,
    Approve,
    Finding,
    Instruction,
    InvalidPayoutError,
    Outcome,
    PayoutEvent,
    PayoutState,
    Reconcile,
    Report,
    ReportRow,
    Request,
    Send,
    reconcile,
)
from communekit.period import InvalidTimeError
from tests.ledger.payout.day import anything, at, instruction, told, yuan

ONE, TWO, THREE = (instruction(1_000 * place, entry=f"e{place}") for place in (1, 2, 3))
READ = at(20)


def sent(one: Instruction) -> list[PayoutEvent]:
    """Return the events of a payout that was sent at two o'clock."""
    return told(Request(one, at(0), "ops-1"), Approve(one.id, at(1), "ops-2"), Send(one.id, at(2)))


def again(one: Instruction) -> list[PayoutEvent]:
    """Return the events of a payout that failed and was sent again at six o'clock."""
    return told(
        Report(one.id, at(4), Outcome.FAILED, reference="F1"),
        Send(one.id, at(6), attempt=2),
        events=sent(one),
    )


def row(
    one: Instruction, outcome: Outcome = Outcome.PAID, hour: int = 3, reference: str = "", **more: int
) -> ReportRow:
    """Return a row about a payout, of the amount that was sent."""
    return ReportRow(one.id, outcome, one.net, at(hour), reference, **more)


def found(rows: list[ReportRow], *lives: list[PayoutEvent]) -> dict[str, list[str]]:
    """Return the payouts of each finding."""
    result = reconcile(rows, [PAYOUT_LIFE.replay(events) for events in lives], READ)
    return {each.value: [one.payout for one in result.of(each)] for each in Finding if result.of(each)}


def test_each_finding() -> None:
    """Matched, missing, extra, another amount, the same row twice."""
    stranger = instruction(700, entry="e7")
    rows = [
        row(ONE, reference="W1"),
        row(ONE, reference="W1"),
        ReportRow(TWO.id, Outcome.PAID, yuan("19.89"), at(3), "W2"),
        row(stranger, reference="W3"),
    ]
    result = reconcile(rows, [PAYOUT_LIFE.replay(sent(one)) for one in (ONE, TWO, THREE)], READ)
    assert [
        (each.finding, each.payout) for each in result.compared if each.finding is not Finding.MISSING
    ] == [
        *sorted(
            [
                (Finding.MATCHED, ONE.id),
                (Finding.DUPLICATE, ONE.id),
                (Finding.DIFFERENT_AMOUNT, TWO.id),
                (Finding.EXTRA, stranger.id),
            ],
            key=lambda pair: (pair[1], pair[0] is Finding.DUPLICATE),
        )
    ]
    assert set(result.carried_forward) == {TWO.id, THREE.id}
    assert result.commands == (Reconcile(ONE.id, READ, Outcome.PAID, reference="W1"),)
    assert not result.is_clean


def test_missing_is_carried_forward_until_it_is_told() -> None:
    """What one report does not tell, the next one must."""
    state = PAYOUT_LIFE.replay(sent(ONE))
    first = reconcile([], [state], READ)
    assert first.carried_forward == (ONE.id,)
    assert first.commands == ()
    second = reconcile([row(ONE)], [state], READ)
    assert (second.carried_forward, len(second.commands), second.is_clean) == ((), 1, True)


def test_what_did_not_leave_may_be_told_as_nothing() -> None:
    """A failure of 0.00 is the failure of the payout; one of another amount is not, and stays open."""
    state = PAYOUT_LIFE.replay(sent(ONE))
    for amount, failed in ((yuan("0"), True), (ONE.net, True), (yuan("1"), False)):
        told_ = reconcile([ReportRow(ONE.id, Outcome.FAILED, amount, at(3))], [state], READ)
        assert (len(told_.commands), told_.carried_forward) == ((1, ()) if failed else (0, (ONE.id,)))


def test_unknown_outcome_is_left() -> None:
    """An unknown outcome becomes what the report says."""
    unknown = told(Report(ONE.id, at(3), Outcome.UNKNOWN), events=sent(ONE))
    for outcome, word in ((Outcome.PAID, "paid"), (Outcome.FAILED, "failed"), (Outcome.RETURNED, "returned")):
        result = reconcile([row(ONE, outcome)], [PAYOUT_LIFE.replay(unknown)], READ)
        assert PAYOUT_LIFE.replay(told(*result.commands, events=unknown)).word == word


def test_paid_and_returned_in_one_report() -> None:
    """Rows are read in the order of their times, whatever their order in the file."""
    rows = [row(ONE, Outcome.RETURNED, 9, "R1"), row(ONE, Outcome.PAID, 3, "W1")]
    result = reconcile(rows, [PAYOUT_LIFE.replay(sent(ONE))], READ)
    assert [command.outcome for command in result.commands] == [Outcome.PAID, Outcome.RETURNED]
    assert result.is_clean


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row(ONE, Outcome.FAILED, 3)], {"earlier": [ONE.id], "missing": [ONE.id]}),
        (
            [row(ONE, Outcome.FAILED, 3), row(ONE, Outcome.PAID, 7)],
            {"earlier": [ONE.id], "matched": [ONE.id]},
        ),
        ([row(ONE, Outcome.FAILED, 9, "F1")], {"earlier": [ONE.id], "missing": [ONE.id]}),
        ([row(ONE, Outcome.FAILED, 9, attempt=1)], {"earlier": [ONE.id], "missing": [ONE.id]}),
        ([row(ONE, Outcome.FAILED, 9)], {"matched": [ONE.id]}),
        ([row(ONE, Outcome.PAID, 3)], {"contradicting": [ONE.id]}),
        ([row(ONE, Outcome.PAID, 9, attempt=1)], {"contradicting": [ONE.id]}),
        ([row(ONE, Outcome.PAID, 9, attempt=3)], {"contradicting": [ONE.id]}),
    ],
)
def test_rows_about_an_earlier_attempt(rows: list[ReportRow], expected: dict[str, list[str]]) -> None:
    """A word about the first sending says nothing of the second; told by attempt, reference or time."""
    assert found(rows, again(ONE)) == expected


def test_contradictions_are_shown_and_change_nothing() -> None:
    """Paid under two references is shown, so is a failure after it was paid."""
    paid = told(Report(ONE.id, at(3), Outcome.PAID, reference="W1"), events=sent(ONE))
    result = reconcile([row(ONE, reference="W2"), row(ONE, Outcome.FAILED)], [PAYOUT_LIFE.replay(paid)], READ)
    assert sorted(each.why for each in result.of(Finding.CONTRADICTING)) == [
        "contradiction",
        "other_reference",
    ]
    assert result.commands == ()


def test_what_was_never_sent_is_extra() -> None:
    """A payout that is only approved cannot be in the report."""
    approved = told(Request(ONE, at(0), "ops-1"), Approve(ONE.id, at(1), "ops-2"))
    assert found([row(ONE)], approved, []) == {"extra": [ONE.id]}
    assert found([], approved) == {}


ROWS = st.lists(
    st.builds(
        lambda one, outcome, amount, hour, reference: ReportRow(one.id, outcome, amount, at(hour), reference),
        st.sampled_from((ONE, TWO, THREE, instruction(700, entry="e7"))),
        st.sampled_from((Outcome.PAID, Outcome.FAILED, Outcome.RETURNED)),
        st.sampled_from((ONE.net, TWO.net)),
        st.integers(3, 9),
        st.sampled_from(("", "W1", "W2")),
    ),
    max_size=8,
)


@given(rows=ROWS, resent=st.booleans())
def test_same_report_twice_does_nothing(rows: list[ReportRow], resent: bool) -> None:
    """same_key_once: read again, a report leads to no command, and tells each row as it did.

    A channel's number stands for one sending; a report that gives it to two may be told otherwise the second time.
    """
    lives = {one.id: again(one) if resent else sent(one) for one in (ONE, TWO, THREE)}
    states = [PAYOUT_LIFE.replay(events) for events in lives.values()]
    first = reconcile(rows, states, READ)
    for command in first.commands:
        lives[command.payout] = told(command, events=lives[command.payout])
    second = reconcile(rows, [PAYOUT_LIFE.replay(events) for events in lives.values()], READ)
    assert second.commands == ()
    for finding in (Finding.EXTRA, Finding.DIFFERENT_AMOUNT):
        assert len(second.of(finding)) >= len(first.of(finding))
    if not resent or not _numbers_of_two_sendings(rows):
        assert len(second.of(Finding.EARLIER)) >= len(first.of(Finding.EARLIER))


@pytest.mark.parametrize("reports", [(0, 3), (0, 2, 2, 3)], ids=["one report", "two reports"])
def test_an_older_return_undoes_nothing(reports: tuple[int, ...]) -> None:
    """never_paid_twice: failed, returned, and paid after all; read once more, the old return does not give it back."""
    told_by_channel = [row(ONE, Outcome.FAILED, 3), row(ONE, Outcome.RETURNED, 3), row(ONE, Outcome.PAID, 4)]
    parts = [told_by_channel[start:end] for start, end in zip(reports[::2], reports[1::2], strict=True)]
    events = sent(ONE)
    for part in (*parts, *parts, told_by_channel):
        for command in reconcile(part, [PAYOUT_LIFE.replay(events)], READ).commands:
            events = told(command, events=events)
    assert PAYOUT_LIFE.replay(events).word == "paid"


def test_a_return_after_a_late_payment_is_taken() -> None:
    """Failed, paid after all, and then returned: in the order of the report."""
    rows = [row(ONE, Outcome.FAILED, 3), row(ONE, Outcome.PAID, 4), row(ONE, Outcome.RETURNED, 5)]
    events = sent(ONE)
    for _ in range(2):
        for command in reconcile(rows, [PAYOUT_LIFE.replay(events)], READ).commands:
            events = told(command, events=events)
    assert PAYOUT_LIFE.replay(events).word == "returned"


def _numbers_of_two_sendings(rows: list[ReportRow]) -> set[tuple[str, str]]:
    """Return the channel's numbers that rows give to what came before the second sending and to what came after."""
    numbered = [row for row in rows if row.reference]
    before = {(row.payout, row.reference) for row in numbered if row.at < at(6)}
    return before & {(row.payout, row.reference) for row in numbered if row.at >= at(6)}


def test_rows_of_one_moment_are_read_by_their_sending() -> None:
    """In whatever order they stand: one that names no sending first, then the first sending, then the second."""
    rows = [row(ONE, hour=7), row(ONE, hour=7, attempt=1), row(ONE, hour=7, attempt=2)]
    state = PAYOUT_LIFE.replay(again(ONE))
    for given_so in permutations(rows):
        assert [each.row for each in reconcile(given_so, [state], READ).compared] == rows


@given(rows=ROWS)
def test_nothing_silently_zero(rows: list[ReportRow]) -> None:
    """nothing_silently_zero: every row and every payout that was sent has its finding."""
    states: list[PayoutState] = [PAYOUT_LIFE.replay(sent(one)) for one in (ONE, TWO, THREE)]
    result = reconcile(rows, states, READ)
    assert sorted(map(repr, rows)) == sorted(
        repr(each.row) for each in result.compared if each.row is not None
    )
    assert {one.id for one in (ONE, TWO, THREE)} <= {each.payout for each in result.compared}
    assert reconcile(list(reversed(rows)), list(reversed(states)), READ).commands == result.commands


def test_table_in_two_languages() -> None:
    """The comparison is a table for people."""
    result = reconcile(
        [row(ONE, reference="=W1")], [PAYOUT_LIFE.replay(sent(one)) for one in (ONE, TWO)], READ
    )
    assert list(csv.reader(io.StringIO(result.csv()))) == [
        ["finding", "instruction", "sent", "outcome", "told", "reference"],
        ["matched", ONE.id, "9.90", "paid", "9.90", "'=W1"],
        ["missing, carried forward", TWO.id, "19.90", "", "", ""],
    ]
    assert result.csv("zh").splitlines()[2].startswith("缺失，转下期核对,")
    assert set(FINDINGS) == set(Finding)


def test_rows_are_checked_at_birth() -> None:
    """An outcome is certain, an amount is one, a time has a zone."""
    for changed, problem in (
        ({"outcome": Outcome.UNKNOWN}, "not_an_outcome"),
        ({"outcome": "paid"}, "unlike"),
        ({"amount": 5}, "not_an_amount"),
        ({"amount": yuan("-1")}, "not_below_zero"),
        ({"attempt": 0}, "not_a_count"),
    ):
        with pytest.raises(InvalidPayoutError) as refused:
            ReportRow(
                **anything(
                    {
                        "payout": "p",
                        "outcome": Outcome.PAID,
                        "amount": yuan("1"),
                        "at": READ,
                        **anything(changed),
                    }
                )
            )
        assert refused.value.problem == problem
    with pytest.raises(InvalidTimeError):
        ReportRow("p", Outcome.PAID, yuan("1"), datetime(2026, 3, 1))  # noqa: DTZ001 - a time without a zone
    with pytest.raises(InvalidTimeError):
        reconcile([row(ONE)], [PAYOUT_LIFE.replay(sent(ONE))], at(1))
