"""A community lives on: facts, time, closings and payouts in any order, in memory and in a database side by side."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from communekit.community import AfterSale, Community, Fact, PayoutMoved, Received, read_happening
from communekit.errors import CommunekitError
from communekit.ledger import Account
from communekit.ledger.claims import Ruling
from communekit.ledger.payout import (
    Approve,
    Compensate,
    Instruction,
    Outcome,
    Payee,
    PayoutCommand,
    PayoutRequested,
    PayoutTerms,
    Reject,
    Report,
    Request,
    Send,
    Withdraw,
)
from communekit.money import CNY, Money
from communekit.storage import MemoryStorage, Recorded, UnitOfWork
from communekit.storage.sql import Database, SqlStorage
from tests.community.town import COMMUNITY, DAWN, HOLD, PLAN, refund, sale

NUMBERS = st.integers(0, 3)
LEADERS = ("zhang", "wang")
BANK = PayoutTerms("bank", Money.cny("0.01"))
RULING = Ruling("the bank said so", actor="ops", approver="boss")


class Town(RuleBasedStateMachine):
    """Whatever happens, in whatever order: both stores agree, nothing is lost, nobody is paid twice."""

    def __init__(self) -> None:
        super().__init__()
        self.database = Database.open("sqlite://")
        self.clubs = (
            Community(MemoryStorage(COMMUNITY), plan=PLAN, hold=HOLD),
            Community(SqlStorage(self.database, COMMUNITY), plan=PLAN, hold=HOLD),
        )
        self.now = DAWN
        self.told: list[Fact] = []
        self.asked: list[Instruction] = []
        self.months = 0

    def teardown(self) -> None:
        """Close the database."""
        self.database.dispose()

    def both(self, work: Callable[[Community], object]) -> object:
        """Ask both, and return what they agree on, a refusal too."""
        mine, theirs = (_outcome(work, club) for club in self.clubs)
        assert mine == theirs
        return mine

    def tell(self, fact: Fact) -> None:
        """Tell both a fact."""
        self.told.append(fact)
        self.both(lambda club: club.record(fact, at=self.now))

    @rule(number=NUMBERS, leader=st.sampled_from(LEADERS))
    def an_order(self, number: int, leader: str) -> None:
        """An order is paid; the same number with another leader is a conflict."""
        self.tell(sale(number, leader))

    @rule(number=NUMBERS, part=st.integers(0, 3), minor=st.integers(1, 6_000), hours=st.integers(30, 60))
    def a_refund(self, number: int, part: int, minor: int, hours: int) -> None:
        """Part of an order is given back, perhaps before it was told, perhaps more than was paid."""
        self.tell(refund(f"R{number}{part}", number, minor, hours))

    @rule(number=NUMBERS, hours=st.integers(20, 24))
    def a_receipt(self, number: int, hours: int) -> None:
        """The goods are taken over; told otherwise, it is a conflict."""
        self.tell(Received(f"A{number}", DAWN + timedelta(hours=hours)))

    @rule(number=NUMBERS, days=st.none() | st.integers(1, 20))
    def after_sale(self, number: int, days: int | None) -> None:
        """A case is opened, or closed from some day on."""
        until = None if days is None else self.now + timedelta(days=days)
        self.tell(AfterSale(f"A{number}", self.now, until))

    @precondition(lambda self: self.told)
    @rule(which=st.integers(0, 99))
    def again(self, which: int) -> None:
        """What was told is told again: nothing new comes of it."""
        fact = self.told[which % len(self.told)]
        before = self.sizes()
        self.both(lambda club: club.record(fact, at=self.now))
        assert self.sizes() == before

    @rule(hours=st.sampled_from((1, 30, 24 * 8)))
    def time_passes(self, hours: int) -> None:
        """Time passes, and holds end."""
        self.now += timedelta(hours=hours)
        self.both(lambda club: club.advance(self.now))

    @precondition(lambda self: self.now > DAWN + timedelta(days=31 + 30 * self.months))
    @rule()
    def a_month_ends(self) -> None:
        """A month is over: both give the same statements, now and ever."""
        label = ("2026-03", "2026-04", "2026-05", "2026-06", "2026-07", "2026-08")[self.months % 6]
        self.months += 1
        first = self.both(lambda club: club.settle(label, now=self.now))
        assert self.both(lambda club: club.settle(label, now=self.now)) == first

    @rule(leader=st.sampled_from(LEADERS))
    def ask_for_a_payout(self, leader: str) -> None:
        """A leader asks for what he can have."""
        drafted = self.both(lambda club: club.draft(leader, BANK, Payee("card")))
        if isinstance(drafted, Instruction):
            self.asked.append(drafted)
            self.both(lambda club: club.record(Request(drafted, self.now, "ops"), at=self.now))

    @precondition(lambda self: self.asked)
    @rule(which=st.integers(0, 99), step=st.integers(0, 7))
    def a_payout_goes_on(self, which: int, step: int) -> None:
        """Somebody does something about a payout, sensible or not."""
        id_ = self.asked[which % len(self.asked)].id
        steps: tuple[PayoutCommand, ...] = (
            Approve(id_, self.now, "boss"),
            Send(id_, self.now),
            Report(id_, self.now, Outcome.PAID),
            Report(id_, self.now, Outcome.FAILED),
            Withdraw(id_, self.now, "ops"),
            Reject(id_, self.now, "boss"),
            Compensate(id_, self.now, RULING),
            Send(id_, self.now, attempt=2),
        )
        self.both(lambda club: club.record(steps[step], at=self.now))

    def sizes(self) -> object:
        """Return how much each store holds."""
        return [club.storage.read(lambda unit: (len(unit.events), len(unit.book))) for club in self.clubs]

    @invariant()
    def stores_agree_and_nothing_is_lost(self) -> None:
        """stores_agree, conservation: the same log, the same book, and all of it adds up to zero."""
        mine, theirs = (club.storage.read(_kept) for club in self.clubs)
        assert mine == theirs
        balances = self.clubs[0].storage.read(lambda unit: unit.book.balances())
        assert sum(money.minor for money in balances.values()) == 0

    @invariant()
    def nobody_is_paid_twice(self) -> None:
        """payout_once: what left through the channel is what payouts that arrived were for, and no unit is in two of them."""
        happened = [read_happening(one.event.data) for one in self.clubs[0].storage.read(_events)]
        events = [event for each in happened if isinstance(each, PayoutMoved) for event in each.events]
        founded = {event.payout: event.instruction for event in events if isinstance(event, PayoutRequested)}
        paid = Counter(event.payout for event in events if event.word == "payout.paid")
        back = Counter(event.payout for event in events if event.word == "payout.returned")
        arrived = {payout: paid[payout] - back[payout] for payout in paid}
        assert set(arrived.values()) <= {0, 1}
        left = sum(founded[payout].net.minor for payout, times in arrived.items() if times)
        outside = self.clubs[0].balance(COMMUNITY, "outside.payout", CNY).minor if happened else 0
        assert outside == left
        units = Counter(
            (unit.entry, minor)
            for payout, times in arrived.items()
            if times
            for unit in founded[payout].units
            for minor in range(unit.start, unit.end)
        )
        assert max(units.values(), default=1) == 1

    @invariant()
    def members_are_made_whole(self) -> None:
        """refund_symmetry: what members paid and did not get back is what stands against the world outside."""
        club = self.clubs[0]
        owed = sum(
            file.order.paid.minor - sum(each.amount.minor for each in file.refunds) for file in club.orders()
        )
        account = Account(COMMUNITY, "outside.payment", CNY)
        assert club.storage.read(lambda unit: unit.book.balance(account)).minor == -owed


def _events(unit: UnitOfWork) -> list[Recorded]:
    return list(unit.events.since(0))


def _kept(unit: UnitOfWork) -> object:
    return [
        list(unit.events.since(0)),
        list(unit.book.since(0)),
        unit.agenda.due(DAWN + timedelta(days=400), 50),
    ]


def _outcome(work: Callable[[Community], object], club: Community) -> object:
    try:
        return work(club)
    except CommunekitError as refused:
        return (type(refused), refused.data())


Town.TestCase.settings = settings(max_examples=max(5, settings().max_examples // 4), stateful_step_count=30)
TestTown = Town.TestCase
