"""Laws of payouts in the books: a machine of commands, repeats and other entries, against a plain model."""

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from communekit import money
from communekit.codec import Codec, read_json, write_json
from communekit.errors import CommunekitError
from communekit.ledger import Book, payout
from communekit.ledger.payout import (
    PAYOUT_EVENTS,
    PAYOUT_LIFE,
    Approve,
    Compensate,
    Instruction,
    NotRequested,
    Outcome,
    Payables,
    PayoutCommand,
    PayoutEvent,
    PayoutRefusedError,
    PayoutStanding,
    Reconcile,
    Reject,
    Report,
    Request,
    Send,
    Unit,
    Withdraw,
    book_payout,
    draft,
    journal_all,
)
from communekit.money import CNY, Money
from tests.ledger.payout.day import (
    PARTIES,
    PAYEE,
    RULING,
    TERMS,
    account,
    at,
    book_of,
    freed,
    instruction,
    told,
)

LIVE = {"requested", "approved", "sent", "failed", "unknown", "returned"}
OVER = {"rejected", "withdrawn", "closed"}
STICKY = {
    "unknown": {"unknown", "paid", "failed", "returned"},
    "rejected": {"rejected"},
    "withdrawn": {"withdrawn"},
    "closed": {"closed"},
}
"""What a state can become, where that is little."""

OUTCOMES = st.sampled_from(Outcome)
SURE = [Outcome.PAID, Outcome.FAILED, Outcome.RETURNED]
CERTAIN = st.sampled_from(SURE)


def commands(id_: str) -> st.SearchStrategy[PayoutCommand]:
    """Draw a command to a payout, sensible or not."""
    who, attempts = st.sampled_from(("ops-1", "ops-2")), st.integers(1, 3)
    return st.one_of(
        st.builds(lambda by, attempt: Approve(id_, at(9), by, attempt=attempt), who, attempts),
        st.builds(lambda by: Reject(id_, at(9), by), who),
        st.just(Withdraw(id_, at(9), "L1")),
        st.builds(lambda attempt: Send(id_, at(9), attempt=attempt), attempts),
        st.builds(lambda attempt: Send(id_, at(9), attempt=attempt), attempts),
        st.builds(lambda outcome, attempt: Report(id_, at(9), outcome, attempt=attempt), OUTCOMES, attempts),
        st.builds(
            lambda outcome, attempt: Reconcile(id_, at(9), outcome, attempt=attempt), CERTAIN, attempts
        ),
        st.just(Compensate(id_, at(9), RULING)),
    )


def next_steps(state: PayoutStanding) -> list[PayoutCommand]:
    """Return what would be sensible now; nothing where a payout is over."""
    id_, sent = state.id, state.attempt
    further: list[PayoutCommand] = [
        Send(id_, at(9), attempt=sent + 1),
        Approve(id_, at(9), "ops-2", attempt=sent + 1),
        Compensate(id_, at(9), RULING),
    ]
    steps: dict[str, list[PayoutCommand]] = {
        "requested": [Approve(id_, at(9), "ops-2")],
        "approved": [Send(id_, at(9), attempt=sent + 1)],
        "sent": [Report(id_, at(9), outcome, attempt=max(sent, 1)) for outcome in Outcome],
        "unknown": [Reconcile(id_, at(9), outcome, attempt=max(sent, 1)) for outcome in SURE],
        "failed": further,
        "returned": further,
        "paid": [Report(id_, at(9), Outcome.RETURNED, attempt=max(sent, 1))],
    }
    return steps.get(state.word, [])


class Payouts(RuleBasedStateMachine):
    """Whatever is asked of payouts, whatever else is booked, and whatever is repeated: the books are those of the model."""

    def __init__(self) -> None:
        super().__init__()
        self.book = book_of()
        self.lives: dict[str, list[PayoutEvent]] = {}
        self.earned = {"L1": 0, "L2": 0}
        self.asked: list[PayoutCommand] = []
        self.payables = Payables()
        self.desk: list[Instruction] = []

    def word(self, id_: str) -> str:
        """Return the state of a payout."""
        return PAYOUT_LIFE.replay(self.lives[id_]).word

    def instruction(self, id_: str) -> Instruction:
        """Return what a payout is about."""
        state = PAYOUT_LIFE.replay(self.lives[id_])
        assert not isinstance(state, NotRequested)
        return state.instruction

    @rule(party=st.sampled_from(("L1", "L2")), minor=st.integers(50, 900))
    def earn(self, party: str, minor: int) -> None:
        """Something becomes available."""
        self.earned[party] += minor
        self.book = self.book.post(freed(f"in-{len(self.book)}", minor, party))

    @rule(party=st.sampled_from(("L1", "L2")), minor=st.integers(1, 300))
    def take_back(self, party: str, minor: int) -> None:
        """Something is taken back, if it is still there."""
        minor = min(minor, self.book.balance(account("available", party)).minor)
        if minor:
            self.earned[party] -= minor
            self.book = self.book.post(freed(f"out-{len(self.book)}", -minor, party))

    def draft(self, party: str, tax: int) -> Instruction | None:
        """Draft a payout from what is open now."""
        one = draft(
            self.payables.follow(self.book),
            party,
            TERMS,
            PAYEE,
            withhold=lambda gross: Money(gross.minor * tax // 100, CNY),
            ended={id_ for id_ in self.lives if self.word(id_) in OVER},
        )
        return one if isinstance(one, Instruction) else None

    @rule(party=st.sampled_from(("L1", "L2")), tax=st.integers(0, 20))
    def ask(self, party: str, tax: int) -> None:
        """A payout is drafted, requested and booked at once: that never fails."""
        one = self.draft(party, tax)
        if one is not None:
            assert one.id not in self.lives, "a new payout has a new id"
            self.lives[one.id] = []
            self.run(one.id, Request(one, at(0), "ops-1"))

    @rule(party=st.sampled_from(("L1", "L2")))
    def draft_for_later(self, party: str) -> None:
        """A payout is drafted and put on the desk."""
        one = self.draft(party, 0)
        if one is not None:
            self.desk.append(one)

    @precondition(lambda self: self.desk)
    @rule()
    def ask_what_lies_on_the_desk(self) -> None:
        """What was drafted a while ago is requested; where its units are not next any more, it is withdrawn."""
        one = self.desk.pop()
        if one.id in self.lives:
            return
        self.lives[one.id] = []
        try:
            self.run(one.id, Request(one, at(0), "ops-1"))
        except PayoutRefusedError as refused:
            if refused.problem != "stale":
                raise
            self.run(one.id, Withdraw(one.id, at(1), "ops-1"))

    @precondition(lambda self: self.lives)
    @rule(data=st.data())
    def command(self, data: st.DataObject) -> None:
        """A payout is told something."""
        id_ = data.draw(st.sampled_from(sorted(self.lives)))
        self.run(id_, data.draw(commands(id_)))

    @precondition(lambda self: self.lives)
    @rule(data=st.data(), steps=st.integers(1, 4))
    def go_on(self, data: st.DataObject, steps: int) -> None:
        """A payout goes its way."""
        id_ = data.draw(st.sampled_from(sorted(self.lives)))
        for _ in range(steps):
            state = PAYOUT_LIFE.replay(self.lives[id_])
            found = next_steps(state) if not isinstance(state, NotRequested) else []
            if found:
                before = len(self.lives[id_])
                self.run(id_, data.draw(st.sampled_from(found)))
                assert len(self.lives[id_]) > before

    @precondition(lambda self: self.asked)
    @rule(data=st.data())
    def command_again(self, data: st.DataObject) -> None:
        """same_key_once: a command that arrives again has no further effect."""
        again = data.draw(st.sampled_from(self.asked))
        events, book = list(self.lives[again.payout]), self.book
        self.run(again.payout, again)
        assert (self.lives[again.payout], self.book) == (events, book)

    def run(self, id_: str, command: PayoutCommand) -> None:
        """Decide, keep the events and book them."""
        before, state = self.word(id_), PAYOUT_LIFE.replay(self.lives[id_])
        try:
            events, after = PAYOUT_LIFE.handle(command, state)
        except CommunekitError:
            assert before == self.word(id_)
            return
        self.lives[id_] += events
        assert PAYOUT_LIFE.replay(self.lives[id_]) == after
        self.asked.append(command)
        assert after.word in STICKY.get(before, {after.word})
        if before == "unknown" and after.word != "unknown":
            assert isinstance(command, Reconcile), "an unknown outcome is left only by reconciliation"
        if isinstance(command, Send) and events:
            assert before in {"approved", "failed", "returned"}
        self.book = book_payout(self.book, self.lives[id_], PARTIES, self.payables)

    @rule(data=st.data())
    def book_everything_again(self, data: st.DataObject) -> None:
        """same_key_once: all lives booked again, in any order, leave the book as it is."""
        for id_ in data.draw(st.permutations(sorted(self.lives))):
            assert book_payout(self.book, self.lives[id_], PARTIES, self.payables) is self.book

    @invariant()
    def payout_once(self) -> None:
        """payout_once: no minor unit is in two payouts that live or are paid; nor open and in one of these."""
        taken: list[tuple[str, int]] = []
        for id_ in self.lives:
            if self.word(id_) not in OVER:
                taken += places(self.instruction(id_).units)
        for party in self.earned:
            taken += places(Payables().read(self.book).open(party, CNY))
        assert len(taken) == len(set(taken))

    @invariant()
    def conservation(self) -> None:
        """conservation: each balance is what the states say, and all of them add up to zero."""
        assert not any(self.book.trial_balance().values())
        paid = [self.instruction(id_) for id_ in self.lives if self.word(id_) == "paid"]
        live = [self.instruction(id_) for id_ in self.lives if self.word(id_) in LIVE]
        for party, earned in self.earned.items():
            reserved = sum(one.gross.minor for one in live if one.party == party)
            left = sum(one.gross.minor for one in paid if one.party == party)
            assert self.balance("reserved", party) == reserved
            assert self.balance("available", party) == earned - reserved - left
        assert self.balance("outside.payout", "riverside") == sum(one.net.minor for one in paid)
        assert self.balance("fees", "bank") == sum(one.fee.minor for one in paid)
        assert self.balance("withheld", "tax_office") == sum(one.tax.minor for one in paid)

    def balance(self, bucket: str, party: str) -> int:
        """Return a balance in minor units."""
        return self.book.balance(account(bucket, party)).minor


def places(units: tuple[Unit, ...]) -> list[tuple[str, int]]:
    """Return every minor unit of some units."""
    return [(unit.entry, place) for unit in units for place in range(unit.start, unit.end)]


TestPayouts = Payouts.TestCase


@given(data=st.data(), asked=st.integers(0, 12))
def test_replay_determinism(data: st.DataObject, asked: int) -> None:
    """replay_determinism: the events alone give the state and the entries, however often they are read."""
    one, events = instruction(tax="1.00"), told(Request(instruction(tax="1.00"), at(0), "ops-1"))
    for _ in range(asked):
        try:
            events = told(data.draw(commands(one.id)), events=events)
        except CommunekitError:
            continue
    entries = journal_all(events, PARTIES)
    assert len({entry.id for entry in entries}) == len(entries)
    assert journal_all(events, PARTIES) == entries
    earned = Book.of([freed("free-1", 1_000)])
    booked = book_payout(earned, events, PARTIES, Payables())
    is_traceless = PAYOUT_LIFE.replay(events).word in {"rejected", "withdrawn"}
    assert booked == (earned if is_traceless else earned.post(*entries))
    for cut in range(1, len(events) + 1):
        cut_up = book_payout(earned, events[:cut], PARTIES, Payables())
        assert book_payout(cut_up, events, PARTIES, Payables()).balances == booked.balances


def test_round_trip() -> None:
    """round_trip: each event is written under its word and read back; the state is that of the events."""
    one = instruction(tax="1.00")
    paid: list[PayoutCommand] = [
        Request(one, at(0), "ops-1", second_person=False),
        Approve(one.id, at(1), "ops-2"),
        Send(one.id, at(2)),
        Report(one.id, at(3), Outcome.UNKNOWN),
        Reconcile(one.id, at(4), Outcome.PAID, reference="W1"),
        Report(one.id, at(5), Outcome.RETURNED),
        Send(one.id, at(6), attempt=2),
        Report(one.id, at(7), Outcome.FAILED, attempt=2),
        Compensate(one.id, at(8), RULING),
    ]
    ended = [
        told(paid[0], Reject(one.id, at(1), "ops-2", "no")),
        told(paid[0], Withdraw(one.id, at(1), "L1")),
    ]
    codec = Codec(PAYOUT_EVENTS)
    met = set()
    for events in (told(*paid), *ended):
        lines = [write_json(codec.dump(event)) for event in events]
        read = [codec.load(read_json(line)) for line in lines]
        assert read == events
        assert PAYOUT_LIFE.replay(read) == PAYOUT_LIFE.replay(events)
        met |= {event.word for event in events}
    assert met == set(PAYOUT_EVENTS)
    assert eval(repr(one), vars(payout) | vars(money)) == one
