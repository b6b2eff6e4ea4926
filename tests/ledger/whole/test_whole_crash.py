"""Law of crashes for the whole month: whoever stops anywhere and starts anew ends with the same book, entry for entry.

The host keeps the entries of the book, up to when it is closed, and the events of payouts; nothing else. Each command
has a key of the host's. After a crash it books what it finds decided, is told the last command again, and goes on.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

import attrs
from hypothesis import given
from hypothesis import strategies as st

from communekit.commission import Assessment, journal, reverse
from communekit.errors import CommunekitError
from communekit.ids import EntryId, PartyId
from communekit.ledger import STRICT, Book, Cashier, Entry
from communekit.ledger.claims import Milestones
from communekit.ledger.payout import (
    PAYOUT_LIFE,
    Approve,
    Compensate,
    Instruction,
    NotRequested,
    Outcome,
    PayoutCommand,
    PayoutEvent,
    PayoutStanding,
    Reconcile,
    Report,
    Request,
    Send,
    draft,
)
from communekit.ledger.settlement import Statement, close, statements
from communekit.orders import Refund
from tests.ledger.whole.model import LEADERS, PARTIES
from tests.ledger.whole.town import (
    AROUND,
    COMMUNITY,
    DAY,
    GUARANTORS,
    HOLD,
    LIABILITY,
    PAYEES,
    RULING,
    START,
    TERMS,
    baskets,
    end_of,
    fen,
    month_of,
    period_of,
    refund,
    sold,
)

OUTCOMES = (Outcome.PAID, Outcome.FAILED, Outcome.UNKNOWN, Outcome.RETURNED)


@attrs.frozen
class Kept:
    """What is stored."""

    entries: tuple[Entry, ...] = ()
    until: tuple[tuple[PartyId, datetime], ...] = ()
    events: tuple[tuple[str, tuple[PayoutEvent, ...]], ...] = ()


class Host:
    """A host that stores what it does step by step, and shows what is stored after each step."""

    def __init__(self, kept: Kept) -> None:
        book = Book.of(kept.entries, limits=STRICT)
        for party, until in kept.until:
            book = book.close([party], until)
        self.cashier = Cashier(book)
        self.events = dict(kept.events)
        self.steps: list[Kept] = []

    def step(self) -> None:
        """Store: from here on a crash finds this."""
        book = self.cashier.book
        events = tuple(self.events.items())
        kept = Kept(tuple(book), tuple(book.closings.until.items()), events)
        if not self.steps or kept != self.steps[-1]:
            self.steps.append(kept)

    def state(self, key: str) -> PayoutStanding | None:
        """Return where the payout of a key stands."""
        state = PAYOUT_LIFE.replay(self.events.get(key, ()))
        return None if isinstance(state, NotRequested) else state

    def payout(self, key: str, commands: Callable[[PayoutStanding | None], list[PayoutCommand]]) -> None:
        """Decide; store the events; book them; store the book."""
        for command in commands(self.state(key)):
            known = self.events.get(key, ())
            events, _ = PAYOUT_LIFE.handle(command, PAYOUT_LIFE.replay(known))
            self.events[key] = (*known, *events)
            self.step()
            self.cashier.pay(self.events[key], AROUND, late_at=command.at)
            self.step()

    def take_up(self) -> None:
        """Book what was decided and perhaps not booked."""
        for events in self.events.values():
            self.cashier.pay(events, AROUND, late_at=events[-1].at)


Act = Callable[[Host], object]
Plan = tuple[tuple[str, Act], ...]


class Script:
    """Writes what a host is told, one command after another, each at its time."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw, self.now, self.number = draw, START, 0
        self.acts: list[tuple[str, Act]] = []
        self.sales: list[Assessment] = []
        self.refunds: dict[str, list[Refund]] = {}
        self.received: dict[str, datetime] = {}
        self.payouts: list[tuple[str, str]] = []
        self.cases: list[tuple[str, EntryId, PartyId]] = []

    def say(self, word: str, act: Act) -> None:
        """Write a command."""
        self.acts.append((word, act))

    def sale(self, days: int = 0) -> None:
        """An order is paid, today or a while ago."""
        at = max(START, self.now - (days or self.draw(st.sampled_from((0, 0, 20)))) * DAY)
        made, now = sold(f"order-{len(self.sales)}", self.draw(baskets()), at), self.now
        self.sales.append(made)
        self.refunds[made.order.id] = []
        entries = journal(made, community=COMMUNITY)
        self.say("sale", lambda host: host.cashier.record(entries, late_at=now))

    def claims(self, assessment: Assessment) -> list[EntryId]:
        """Return the claims of an order."""
        return [entry.id for entry in journal(assessment, community=COMMUNITY)]

    def receipt(self) -> None:
        """An order is received."""
        one, now = self.draw(st.sampled_from(self.sales)), self.now
        at = self.received.setdefault(one.order.id, now)
        for claim in self.claims(one):
            self.say("receipt", partial(received, claim=claim, at=at, now=now))

    def release(self) -> None:
        """Every hold that is over ends."""
        self.now += 8 * DAY
        now, due = self.now, dict[EntryId, datetime]()
        for one in self.sales:
            received = self.received.get(one.order.id)
            end = HOLD.ends_at(Milestones(paid_at=one.order.paid_at, received_at=received))
            if end is not None:
                due |= dict.fromkeys(self.claims(one), end)
        self.say("release", lambda host: host.cashier.release_due(due, now, late_at=now))

    def refund(self, days: int = 0) -> None:
        """A part of an order goes back."""
        one, now = self.draw(st.sampled_from(self.sales)), self.now
        earlier = self.refunds[one.order.id]
        percent = self.draw(st.sampled_from((34, 100)))
        left: dict[str, int] = {line.id: line.paid.minor for line in one.order.lines}
        for line in (line for back in earlier for line in back.lines):
            left[line.line] -= line.amount.minor
        parts = {line: -(-minor * percent // 100) for line, minor in left.items() if minor}
        if not parts:
            return
        at = max(one.order.paid_at, now - (days or self.draw(st.sampled_from((0, 0, 20)))) * DAY)
        made = refund(f"refund {one.order.id} {len(earlier)}", one.order.id, parts, at)
        entries = journal(reverse(one, made, earlier=tuple(earlier)), community=COMMUNITY)
        earlier.append(made)
        self.say("refund", lambda host: host.cashier.take_back(entries, late_at=now))

    def charge(self) -> None:
        """Goods were short."""
        claim, now = self.claims(self.draw(st.sampled_from(self.sales)))[0], self.now
        key, minor = f"quality-{self.number}", self.draw(st.integers(1, 300))

        def act(host: Host) -> object:
            return host.cashier.charge(
                key, claim, now, fen(minor),
                liability=LIABILITY, guarantors=GUARANTORS, community=COMMUNITY, late_at=now,
            )  # fmt: skip

        self.say("charge", act)

    def dispute(self, one: Assessment | None = None) -> None:
        """A leader appeals."""
        one = one or self.draw(st.sampled_from(self.sales[-2:]))
        case = (f"case-{self.number}", self.claims(one)[0], one.credits.of("leader", "1")[0].party)
        now = self.now
        self.cases.append(case)
        self.say("dispute", lambda host: host.cashier.dispute(*case, now, "short weight"))

    def decide(self) -> None:
        """An appeal is decided; perhaps there is nothing to decide any more."""
        if self.cases:
            case, now = self.cases[-1], self.now
            keeps = fen(self.draw(st.integers(0, 9)))

            def act(host: Host) -> object:
                return host.cashier.rule(*case, now, RULING, keeps=keeps, rest_to="S1")

            self.say("decide", act)

    def adjust(self, payer: str = "", payee: str = "", minor: int = 0) -> None:
        """What two have is corrected."""
        if not payer:
            payer, payee = self.draw(st.permutations(PARTIES))[:2]
        amount, now = fen(minor or self.draw(st.integers(1, 900))), self.now
        key = f"fix-{self.number}"

        def act(host: Host) -> object:
            return host.cashier.adjust(key, now, RULING, payer=payer, payee=payee, amount=amount)

        self.say("adjust", act)

    def write_off(self, debtor: str = "", bearer: str = "", minor: int = 0) -> None:
        """A debt is given up, if there is one."""
        if not debtor:
            debtor, bearer = self.draw(st.permutations(PARTIES))[:2]
        amount, now = fen(minor or self.draw(st.integers(1, 90))), self.now
        key = f"off-{self.number}"

        def act(host: Host) -> object:
            return host.cashier.write_off(key, now, RULING, debtor=debtor, bearer=bearer, amount=amount)

        self.say("write off", act)

    def offset(self) -> None:
        """Everybody pays what he owes from what he has."""
        now = self.now
        self.say("offset", lambda host: host.cashier.offset(now))

    def month_ends(self) -> None:
        """A month is closed for some."""
        month, who = month_of(self.now), self.draw(st.sampled_from((LEADERS, PARTIES)))
        self.now = end_of(month) + DAY
        for number in range(month + 1):
            self.say("close", partial(closed, month=number, who=who))

    def appeal(self) -> None:
        """A leader appeals against his newest order, and it is decided."""
        self.sale()
        self.dispute(self.sales[-1])
        if self.draw(st.booleans()):
            self.receipt()
        self.decide()

    def late_news(self) -> None:
        """A month is closed, and then more of it becomes known."""
        self.month_ends()
        self.sale(15)
        self.refund(15)

    def ask(self) -> None:
        """A payout is drafted, requested, approved and sent: under one key, so that it is drafted once."""
        key, party, now = f"pay-{self.number}", self.draw(st.sampled_from(("S1", "F1", *PARTIES))), self.now
        self.payouts.append((key, party))

        def act(host: Host) -> None:
            if key not in host.events:
                one = draft(host.cashier.payables, party, TERMS, PAYEES[party], ended=ended(host))
                if not isinstance(one, Instruction):
                    return
                host.payout(key, lambda _: [Request(one, now, "ops-1")])
            host.payout(key, lambda state: [] if state is None else sent(state, now))

        self.say("ask", act)

    def hear(self) -> None:
        """The channel answers, or the money comes back, or it is given up, or sent again."""
        if self.payouts:
            key, _ = self.draw(st.sampled_from(self.payouts))
            self.heard(key, self.draw(st.sampled_from(OUTCOMES)), again=self.draw(st.booleans()))

    def heard(self, key: str, outcome: Outcome, *, again: bool) -> None:
        """Something is heard of a payout; what was heard is known by its moment."""
        self.now += timedelta(hours=1)
        now = self.now

        def act(host: Host) -> None:
            host.payout(key, lambda state: [] if state is None else told(state, outcome, now, again=again))

        self.say("hear", act)

    def debt_comes_back(self) -> None:
        """Who was paid owes; his money comes back, is given up, and pays the debt."""
        self.ask()
        key, party = self.payouts[-1]
        self.heard(key, Outcome.PAID, again=False)
        payee = "L1" if party != "L1" else "L2"
        self.adjust(party, payee, 900)
        self.heard(key, Outcome.RETURNED, again=False)
        self.heard(key, Outcome.RETURNED, again=False)
        self.write_off(party, payee, 7)
        self.offset()


def received(host: Host, claim: EntryId, at: datetime, now: datetime) -> None:
    """The goods came."""
    host.cashier.confirm(claim, at, late_at=now)


def sent(state: PayoutStanding, now: datetime) -> list[PayoutCommand]:
    """Return what lets a payout go, once."""
    if state.word not in {"requested", "approved"} or state.attempt:
        return []
    return [Approve(state.id, now, "ops-2"), Send(state.id, now)]


def told(state: PayoutStanding, outcome: Outcome, now: datetime, *, again: bool) -> list[PayoutCommand]:
    """Return what follows for a payout; nothing where this very moment has been heard of already."""
    id_, attempt = state.id, max(state.attempt, 1)
    if state.at >= now:
        return []
    match state.word:
        case "sent":
            return [Report(id_, now, outcome, attempt=attempt)]
        case "unknown" if outcome is not Outcome.UNKNOWN:
            return [Reconcile(id_, now, outcome, attempt=attempt)]
        case "paid":
            return [Report(id_, now, Outcome.RETURNED, attempt=attempt)]
        case "failed" | "returned" if again:
            return [Send(id_, now, attempt=attempt + 1)]
        case "failed" | "returned":
            return [Compensate(id_, now, RULING)]
        case _:
            return []


def ended(host: Host) -> set[str]:
    """Return the payouts that ended without payment."""
    states = [state for key in host.events if (state := host.state(key)) is not None]
    return {state.id for state in states if state.word in {"closed", "withdrawn", "rejected"}}


def closed(host: Host, month: int, who: tuple[str, ...]) -> tuple[Statement, ...]:
    """Close a month for who is still open."""
    until = host.cashier.book.closings.until
    parties = [party for party in who if PartyId(party) not in until or until[PartyId(party)] < end_of(month)]
    closing = close(host.cashier.book, parties, period_of(month))
    host.cashier.close(parties, end_of(month))
    return closing.statements


WORDS = (
    "sale", "receipt", "release", "refund", "refund", "charge", "dispute", "appeal", "appeal", "decide", "adjust",
    "write_off", "offset", "late_news", "late_news", "debt_comes_back", "debt_comes_back", "ask", "hear", "hear",
)  # fmt: skip


@st.composite
def months(draw: st.DrawFn) -> Plan:
    """Draw what a host is told: some orders first, then anything; some of it will be refused."""
    script = Script(draw)
    usual = ["sale", "sale", "receipt", "receipt", "release", "ask", "ask"]
    for word in [*usual, *draw(st.lists(st.sampled_from(WORDS), min_size=5, max_size=12))]:
        script.number += 1
        script.now += timedelta(hours=1)
        getattr(script, word)()
    return tuple(script.acts)


def run(kept: Kept, plan: Plan) -> Iterator[tuple[int, Kept]]:
    """Run commands from what is stored; yield what is stored after each step, and which command it belongs to."""
    host = Host(kept)
    host.take_up()
    host.step()
    for number, (_, act) in enumerate(plan):
        before, host.steps = host.cashier.book, []
        try:
            act(host)
        except CommunekitError:
            assert host.cashier.book is before
        host.step()
        for step in host.steps:
            yield number, step


def last(kept: Kept, plan: Plan) -> Kept:
    """Return what is stored in the end."""
    for _, step in run(kept, plan):
        kept = step
    return kept


SEEN: Counter[str] = Counter()
"""How many months were cut, at how many places, and what kinds of entries they held."""


@given(plan=months())
def test_a_cut_after_every_step(plan: Plan) -> None:
    """same_key_once, replay_determinism: stopped after any step and told the last command again, the book is the same."""
    steps = list(run(Kept(), plan))
    whole = steps[-1][1]
    SEEN.update(entry.kind for entry in whole.entries)
    SEEN.update(month=1, cut=len(steps), late=sum(entry.occurred_at is not None for entry in whole.entries))
    for (number, kept), (_, before) in zip(steps, [(0, Kept()), *steps], strict=False):
        SEEN["cut between deciding and booking"] += kept.events != before.events
        assert last(kept, plan[number:]) == whole


@given(plan=months())
def test_a_cut_between_two_entries(plan: Plan) -> None:
    """same_key_once: also a host that stores the entries of one command one by one ends with the same book.

    Not so for offsets of several parties at once: their keys are made of the state of the book, which is why a book
    takes the entries of one command all or none.
    """
    steps = list(run(Kept(), plan))
    whole = steps[-1][1]
    for (number, kept), (_, before) in zip(steps, [(0, Kept()), *steps], strict=False):
        if plan[number][0] != "offset":
            for more in range(len(before.entries) + 1, len(kept.entries)):
                SEEN["cut between two entries"] += 1
                assert last(attrs.evolve(kept, entries=kept.entries[:more]), plan[number:]) == whole


@given(plan=months(), data=st.data())
def test_cut_several_times(plan: Plan, data: st.DataObject) -> None:
    """same_key_once: also where it stops again and again, and is told everything from some command before on."""
    whole = last(Kept(), plan)
    kept, number = Kept(), 0
    for _ in range(data.draw(st.integers(2, 5))):
        steps = list(run(kept, plan[number:]))
        if steps:
            place, kept = data.draw(st.sampled_from(steps))
            number += place
    assert last(kept, plan[number:]) == whole


@given(plan=months(), place=st.integers(0, 99))
def test_the_statements_are_the_same(plan: Plan, place: int) -> None:
    """closed_stays_closed: what a restarted host says of every month is what the first one said."""
    steps = list(run(Kept(), plan))
    number, kept = steps[place % len(steps)]
    again, whole = Host(last(kept, plan[number:])).cashier.book, Host(steps[-1][1]).cashier.book
    for month in range(4):
        assert statements(again, PARTIES, period_of(month)) == statements(whole, PARTIES, period_of(month))


def test_months_are_full() -> None:
    """The drawn months are no idle ones: all kinds of entries come, and cuts fall between deciding and booking."""
    if not SEEN["month"]:
        test_a_cut_after_every_step()
    hundreds = SEEN["month"] // 100
    assert {word: SEEN[word] for word in FULL if SEEN[word] < 5 * hundreds} == {}


FULL = (
    "cut", "late", "cut between deciding and booking", "commission.accrued", "commission.reversed", "claim.confirmed",
    "claim.released", "claim.disputed", "claim.ruled", "claim.adjusted", "claim.written_off", "claim.offset",
    "quality.charged", "payout.requested", "payout.paid", "payout.returned", "payout.closed",
)  # fmt: skip
"""What comes at least five times in a hundred months."""
