"""The life of a payout, told as given, when, then."""

import pytest

from communekit.ids import InvalidIdError, InvalidTextError
from communekit.ledger.claims import Ruling
from communekit.ledger.payout import (
    PAYOUT_EVENTS,
    PAYOUT_LIFE,
    Approve,
    Compensate,
    InvalidPayoutError,
    Outcome,
    PayoutApproved,
    PayoutClosed,
    PayoutCommand,
    PayoutEvent,
    PayoutFailed,
    PayoutPaid,
    PayoutRefusedError,
    PayoutRejected,
    PayoutRequested,
    PayoutReturned,
    PayoutSent,
    PayoutUnknown,
    PayoutWithdrawn,
    Reconcile,
    Reject,
    Report,
    Request,
    Send,
    Withdraw,
)
from communekit.period import InvalidTimeError
from communekit.testing import given
from tests.ledger.payout.day import RULING, anything, at, instruction, told

ONE = instruction()
ID = ONE.id
NOW = at(9)
REQUESTED = PayoutRequested(ONE, at(0), "ops-1")
APPROVED = PayoutApproved(ID, at(1), "ops-2")
SENT = PayoutSent(ID, at(2))
PAID = PayoutPaid(ID, at(3), reference="W1")
FAILED = PayoutFailed(ID, at(3))
UNKNOWN = PayoutUnknown(ID, at(3))
RETURNED = PayoutReturned(ID, at(4), reference="W1")
REJECTED = PayoutRejected(ID, at(1), "ops-2", "wrong account")
WITHDRAWN = PayoutWithdrawn(ID, at(1), "L1")
CLOSED = PayoutClosed(ID, at(5), RULING)
OUT = [REQUESTED, APPROVED, SENT]


@pytest.mark.parametrize(
    ("events", "command", "expected"),
    [
        ([], Request(ONE, NOW, "ops-1"), [PayoutRequested(ONE, NOW, "ops-1")]),
        ([REQUESTED], Approve(ID, NOW, "ops-2"), [PayoutApproved(ID, NOW, "ops-2")]),
        ([REQUESTED], Reject(ID, NOW, "ops-2", "no"), [PayoutRejected(ID, NOW, "ops-2", "no")]),
        ([REQUESTED], Withdraw(ID, NOW, "L1"), [PayoutWithdrawn(ID, NOW, "L1")]),
        ([REQUESTED, APPROVED], Reject(ID, NOW, "ops-2"), [PayoutRejected(ID, NOW, "ops-2")]),
        ([REQUESTED, APPROVED], Withdraw(ID, NOW, "L1"), [PayoutWithdrawn(ID, NOW, "L1")]),
        ([REQUESTED, APPROVED], Send(ID, NOW), [PayoutSent(ID, NOW)]),
        (OUT, Report(ID, NOW, Outcome.PAID, reference="W1"), [PayoutPaid(ID, NOW, reference="W1")]),
        (OUT, Report(ID, NOW, Outcome.FAILED), [PayoutFailed(ID, NOW)]),
        (OUT, Report(ID, NOW, Outcome.UNKNOWN), [PayoutUnknown(ID, NOW)]),
        (OUT, Report(ID, NOW, Outcome.RETURNED), [PayoutPaid(ID, NOW), PayoutReturned(ID, NOW)]),
        (OUT, Reconcile(ID, NOW, Outcome.PAID), [PayoutPaid(ID, NOW)]),
        ([*OUT, UNKNOWN], Reconcile(ID, NOW, Outcome.PAID), [PayoutPaid(ID, NOW)]),
        ([*OUT, UNKNOWN], Reconcile(ID, NOW, Outcome.FAILED), [PayoutFailed(ID, NOW)]),
        (
            [*OUT, UNKNOWN],
            Reconcile(ID, NOW, Outcome.RETURNED),
            [PayoutPaid(ID, NOW), PayoutReturned(ID, NOW)],
        ),
        ([*OUT, PAID], Report(ID, NOW, Outcome.RETURNED), [PayoutReturned(ID, NOW)]),
        ([*OUT, FAILED], Send(ID, NOW, attempt=2), [PayoutSent(ID, NOW, attempt=2)]),
        ([*OUT, FAILED], Approve(ID, NOW, "ops-2", attempt=2), [PayoutApproved(ID, NOW, "ops-2", attempt=2)]),
        ([*OUT, FAILED], Reconcile(ID, NOW, Outcome.PAID), [PayoutPaid(ID, NOW)]),
        ([*OUT, FAILED], Compensate(ID, NOW, RULING), [PayoutClosed(ID, NOW, RULING)]),
        ([*OUT, PAID, RETURNED], Send(ID, NOW, attempt=2), [PayoutSent(ID, NOW, attempt=2)]),
        ([*OUT, PAID, RETURNED], Compensate(ID, NOW, RULING), [PayoutClosed(ID, NOW, RULING)]),
        (
            [*OUT, FAILED, PayoutApproved(ID, at(4), "ops-2", attempt=2)],
            Reconcile(ID, NOW, Outcome.PAID),
            [PayoutPaid(ID, NOW)],
        ),
        (
            [*OUT, FAILED, PayoutApproved(ID, at(4), "ops-2", attempt=2)],
            Compensate(ID, NOW, RULING),
            [PayoutClosed(ID, NOW, RULING)],
        ),
    ],
)
def test_what_follows(events: list[PayoutEvent], command: PayoutCommand, expected: list[PayoutEvent]) -> None:
    """The steps of the diagram, one by one."""
    given(PAYOUT_LIFE, *events).when(command).then(*expected)


@pytest.mark.parametrize(
    ("events", "command"),
    [
        ([REQUESTED], Request(ONE, NOW, "somebody else")),
        ([REQUESTED, REJECTED], Request(ONE, NOW, "ops-1")),
        ([REQUESTED, APPROVED], Approve(ID, NOW, "ops-1")),
        ([REQUESTED, REJECTED], Reject(ID, NOW, "ops-3")),
        ([REQUESTED, WITHDRAWN], Withdraw(ID, NOW, "L1")),
        (OUT, Send(ID, NOW)),
        ([*OUT, FAILED], Send(ID, NOW)),
        ([*OUT, PAID], Send(ID, NOW)),
        ([*OUT, PAID], Approve(ID, NOW, "ops-2")),
        ([*OUT, PAID], Report(ID, NOW, Outcome.PAID, reference="W1")),
        ([*OUT, PAID], Report(ID, NOW, Outcome.PAID)),
        ([*OUT, PAID], Reconcile(ID, NOW, Outcome.PAID, reference="W1")),
        ([*OUT, FAILED], Report(ID, NOW, Outcome.FAILED, reference="other words")),
        ([*OUT, PayoutFailed(ID, at(3), reference="F1")], Report(ID, NOW, Outcome.FAILED, reference="F2")),
        ([*OUT, UNKNOWN], Report(ID, NOW, Outcome.UNKNOWN)),
        ([*OUT, UNKNOWN, PAID], Report(ID, NOW, Outcome.UNKNOWN)),
        ([*OUT, PAID, RETURNED], Report(ID, NOW, Outcome.PAID, reference="W1")),
        ([*OUT, PAID, RETURNED], Report(ID, NOW, Outcome.RETURNED)),
        ([*OUT, FAILED, PayoutSent(ID, at(5), attempt=2)], Report(ID, NOW, Outcome.FAILED, attempt=1)),
        ([*OUT, FAILED, CLOSED], Compensate(ID, NOW, RULING)),
        ([*OUT, FAILED, CLOSED], Report(ID, NOW, Outcome.FAILED)),
    ],
)
def test_what_stands_already_changes_nothing(events: list[PayoutEvent], command: PayoutCommand) -> None:
    """same_key_once: asked or told again, at any later time, it is what it is."""
    given(PAYOUT_LIFE, *events).when(command).nothing()


SECOND = [*OUT, FAILED, PayoutSent(ID, at(5), attempt=2)]


@pytest.mark.parametrize(
    ("events", "command", "problem"),
    [
        ([], Approve(ID, NOW, "ops-2"), "step"),
        ([REQUESTED], Request(instruction(fee="0.20"), NOW, "ops-1"), "conflict"),
        ([REQUESTED], Approve("another", NOW, "ops-2"), "other_payout"),
        ([REQUESTED], Approve(ID, NOW, "ops-1"), "same_person"),
        ([REQUESTED], Approve(ID, NOW, "ops-2", attempt=2), "attempt"),
        ([REQUESTED], Send(ID, NOW), "step"),
        ([REQUESTED], Report(ID, NOW, Outcome.PAID), "step"),
        ([REQUESTED], Compensate(ID, NOW, RULING), "step"),
        ([REQUESTED, REJECTED], Approve(ID, NOW, "ops-2"), "step"),
        ([REQUESTED, REJECTED], Withdraw(ID, NOW, "L1"), "step"),
        ([REQUESTED, WITHDRAWN], Reject(ID, NOW, "ops-2"), "step"),
        ([REQUESTED, APPROVED], Send(ID, NOW, attempt=2), "attempt"),
        (OUT, Withdraw(ID, NOW, "L1"), "step"),
        (OUT, Reject(ID, NOW, "ops-2"), "step"),
        (OUT, Send(ID, NOW, attempt=2), "step"),
        (OUT, Report(ID, NOW, Outcome.PAID, attempt=2), "attempt"),
        ([*OUT, UNKNOWN], Report(ID, NOW, Outcome.PAID), "reconcile_first"),
        ([*OUT, UNKNOWN], Report(ID, NOW, Outcome.FAILED), "reconcile_first"),
        ([*OUT, UNKNOWN], Send(ID, NOW, attempt=2), "step"),
        ([*OUT, UNKNOWN], Approve(ID, NOW, "ops-2", attempt=2), "step"),
        ([*OUT, UNKNOWN], Compensate(ID, NOW, RULING), "step"),
        ([*OUT, UNKNOWN], Withdraw(ID, NOW, "L1"), "step"),
        ([*OUT, PAID], Report(ID, NOW, Outcome.PAID, reference="W2"), "other_reference"),
        ([*OUT, PAID], Reconcile(ID, NOW, Outcome.PAID, reference="W2"), "other_reference"),
        ([*OUT, PAID], Report(ID, NOW, Outcome.FAILED), "contradiction"),
        ([*OUT, PAID], Reconcile(ID, NOW, Outcome.FAILED), "contradiction"),
        ([*OUT, PAID], Report(ID, NOW, Outcome.UNKNOWN), "contradiction"),
        ([*OUT, PAID], Send(ID, NOW, attempt=2), "step"),
        ([*OUT, PAID], Compensate(ID, NOW, RULING), "step"),
        ([*OUT, FAILED], Report(ID, NOW, Outcome.PAID), "contradiction"),
        ([*OUT, FAILED], Report(ID, NOW, Outcome.RETURNED), "contradiction"),
        ([*OUT, FAILED], Approve(ID, NOW, "ops-1", attempt=2), "same_person"),
        ([*OUT, FAILED], Withdraw(ID, NOW, "L1"), "step"),
        ([*OUT, FAILED, PayoutApproved(ID, at(4), "ops-2", attempt=2)], Withdraw(ID, NOW, "L1"), "step"),
        (SECOND, Report(ID, NOW, Outcome.PAID, attempt=1), "attempt"),
        (SECOND, Reconcile(ID, NOW, Outcome.PAID, attempt=1), "attempt"),
        ([*OUT, FAILED, CLOSED], Send(ID, NOW), "step"),
        ([*OUT, FAILED, CLOSED], Send(ID, NOW, attempt=2), "step"),
        ([*OUT, FAILED, CLOSED], Approve(ID, NOW, "ops-2"), "step"),
        ([*OUT, FAILED, CLOSED], Reconcile(ID, NOW, Outcome.PAID), "contradiction"),
        (
            [*OUT, FAILED, CLOSED],
            Compensate(ID, NOW, Ruling("another reason", actor="ops-1", approver="ops-2")),
            "step",
        ),
    ],
)
def test_what_is_refused(events: list[PayoutEvent], command: PayoutCommand, problem: str) -> None:
    """refusal_is_atomic: everything else is refused with data and in both languages, and nothing has happened."""
    life = given(PAYOUT_LIFE, *events)
    asked = type(command).__name__.lower()
    life.when(command).refused(PayoutRefusedError, problem=problem, state=life.state.word, command=asked)
    error = PayoutRefusedError(command.payout, life.state.word, asked, problem, "")
    assert PayoutRefusedError.problems[problem]["en"] in str(error)
    assert PayoutRefusedError.problems[problem]["zh"] in error.text("zh")


def test_key_conflict_names_what_differs() -> None:
    """key_conflict: the same units under other terms are refused, and the fields are named."""
    other = Request(instruction(fee="0.20", payee_ref="tok-9"), NOW, "ops-1")
    given(PAYOUT_LIFE, REQUESTED).when(other).refused(PayoutRefusedError, value=("fee", "payee_ref"))


def test_one_person_may_do_both_where_terms_say_so() -> None:
    """Without a second person the requester approves himself."""
    alone = PayoutRequested(ONE, at(0), "ops-1", second_person=False)
    given(PAYOUT_LIFE, alone).when(Approve(ID, NOW, "ops-1")).then(PayoutApproved(ID, NOW, "ops-1"))


def test_time_runs_forward() -> None:
    """What has an effect lies not before the last event; what has none is not judged."""
    approved = given(PAYOUT_LIFE, REQUESTED, APPROVED)
    approved.when(Send(ID, at(0))).refused(InvalidTimeError, problem="before_its_cause")
    approved.when(Send(ID, at(1))).then(PayoutSent(ID, at(1)))
    approved.when(Approve(ID, at(0), "ops-2")).nothing()


def test_words_are_those_of_the_books() -> None:
    """Each event has a word of its own, for ever."""
    assert list(PAYOUT_EVENTS) == [
        "payout.requested",
        "payout.approved",
        "payout.rejected",
        "payout.withdrawn",
        "payout.sent",
        "payout.paid",
        "payout.failed",
        "payout.unknown",
        "payout.returned",
        "payout.closed",
    ]


def test_commands_are_checked_at_birth() -> None:
    """An attempt is counted from 1, a reconciliation is certain, people are ids and reasons are short."""
    for attempt in (0, True, "1"):
        with pytest.raises(InvalidPayoutError):
            Send(ID, NOW, attempt=anything(attempt))
    with pytest.raises(InvalidPayoutError) as refused:
        Reconcile(ID, NOW, Outcome.UNKNOWN)
    assert refused.value.problem == "not_an_outcome"
    for wrong in (
        lambda: Report(ID, NOW, anything("paid")),
        lambda: Request(anything("po"), NOW, "a"),
        lambda: Compensate(ID, NOW, anything("")),
    ):
        with pytest.raises(InvalidPayoutError):
            wrong()
    with pytest.raises(InvalidIdError):
        Approve(ID, NOW, "")
    with pytest.raises(InvalidTextError):
        Reject(ID, NOW, "ops-2", "x" * 501)
    with pytest.raises(InvalidTextError):
        Report(ID, NOW, Outcome.PAID, reference="\n")


def test_life_begins_with_its_request() -> None:
    """Events without the request before them tell of nothing that is known."""
    assert PAYOUT_LIFE.replay([APPROVED, SENT, PAID]) == PAYOUT_LIFE.initial
    assert PAYOUT_LIFE.initial.word == "not_requested"


def test_an_approval_that_comes_after_the_sending_changes_nothing() -> None:
    """A failed payout was sent again: whoever approves that attempt now is late, and nothing is refused."""
    again: list[PayoutEvent] = [REQUESTED, APPROVED, SENT, FAILED, PayoutSent(ID, at(4), attempt=2)]
    assert told(Approve(ID, NOW, "ops-2", attempt=2), events=again) == again
    assert told(Approve(ID, NOW, "ops-2", attempt=1), events=again) == again
    with pytest.raises(PayoutRefusedError):
        told(Approve(ID, NOW, "ops-2", attempt=3), events=again)


def test_a_report_on_what_is_unknown_is_refused_with_what_it_said() -> None:
    """Only the channel's books can say; the refusal keeps the outcome that was told."""
    with pytest.raises(PayoutRefusedError) as refused:
        told(Report(ID, NOW, Outcome.PAID), events=[REQUESTED, APPROVED, SENT, UNKNOWN])
    expected = PayoutRefusedError(ID, "unknown", "report", "reconcile_first", Outcome.PAID.value)
    assert refused.value.data() == expected.data()
