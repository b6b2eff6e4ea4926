"""A whole community as a workload (社区负载): orders, receipts, refunds, time, payouts; the log and the book of a plain one."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import TypeVar

from communekit.commission import Plan, Rule
from communekit.community import (
    Community,
    Fact,
    FactRefusedError,
    PayoutMoved,
    Received,
    Sale,
    read_happening,
)
from communekit.ledger import Entry
from communekit.ledger.claims import HoldPolicy
from communekit.ledger.payout import (
    Approve,
    Instruction,
    Outcome,
    Payee,
    PayoutTerms,
    Report,
    Request,
    Send,
)
from communekit.money import CNY, Money, Rate
from communekit.orders import Credits, Line, Order, Refund, RefundLine
from communekit.storage import MemoryStorage, Recorded, Storage, UnitOfWork
from communekit.storage.sql import Database, SqlStorage
from communekit.testing.ledger import MARCH
from tests.faults.workload import Verdict

T = TypeVar("T")

KINDS = 9
"""After so many steps the kinds of steps come again."""

PLAN = Plan("basket", 1, "CNY", residual="store", rules=[Rule("base", "leader", Rate.percent("8"))])
BANK = PayoutTerms("bank", Money.cny("0.01"))


def moment(number: int) -> datetime:
    """Return the moment of a step; holds of a day end while the work goes on."""
    return MARCH + timedelta(hours=3 * number)


def sale(turn: int) -> Sale:
    """Return the order of a turn."""
    chance, at = Random(turn), moment(turn * KINDS)
    lines = [Line.of(str(line), "tea", Money(chance.randint(2_000, 99_999), CNY).text) for line in (1, 2)]
    return Sale(Order(f"A{turn}", "S1", lines, at, at, member="M1"), Credits.single(leader=leader(turn)))


def leader(turn: int) -> str:
    """Return the leader of a turn."""
    return f"L{turn % 2}"


def facts(number: int) -> Sequence[Fact]:
    """Return what is told in a step, but for payouts, which follow from what there is."""
    turn, part = divmod(number, KINDS)
    chance, at = Random(number), moment(number)
    match part:
        case 0:  # The next order's refund comes before it, and waits.
            back = RefundLine("1", Money(chance.randint(1, 90), CNY))
            return [Refund(f"early-{turn}", f"A{turn}", moment(turn * KINDS + 2), (back,))]
        case 1:  # An order, and another told with it.
            return [sale(turn), Received(f"A{turn}", moment(turn * KINDS + 1))]
        case 2:  # More than was paid: refused, now and ever.
            return [
                Refund(f"more-{turn}", f"A{turn}", at, (RefundLine("2", Money(100_000, CNY)),)),
            ]
        case 7 if turn:  # An order of which a part was paid out already.
            back = RefundLine("2", Money(chance.randint(1, 100), CNY))
            return [Refund(f"late-{turn}", f"A{turn - 1}", at, (back,))]
        case _:
            return []


class WholeCommunity:
    """Everything that a community does (社区负载), step by step."""

    def do(self, database: Database, community: str, number: int) -> None:
        """Do the step of a number."""
        do(SqlStorage(database, community), number)

    def check(
        self, database: Database, community: str, *, acknowledged: AbstractSet[int], begun: int
    ) -> Verdict:
        """Judge what is there against a plain community in memory, tell all steps again, and judge the whole."""
        storage, model = SqlStorage(database, community), model_of(community)
        model.reach(begun)
        events, entries = storage.read(kept)
        found = (len(events), len(entries))
        broken: list[str] = []
        if (events, entries) != model.first(*found):
            broken.append("what is there is not what was told, in its order")
        if found not in model.wholes:
            broken.append("part of what belongs together is in")
        done = model.steps_in(found)
        for number in range(begun):
            do(storage, number)
        if storage.read(kept) != model.first(*model.ends[begun]):
            broken.append("told again, it is not what a plain community comes to")
        if sum(money.minor for money in storage.read(lambda unit: unit.book.balances()).values()):
            broken.append("the book does not add up to zero")
        return Verdict(
            lost=sum(number >= done for number in acknowledged),
            doubled=len(entries) - len({entry.id for entry in entries}),
            broken=tuple(broken),
            unanswered=len(set(range(min(done, begun))) - acknowledged),
            redelivered=begun,
        )


class Model(MemoryStorage):
    """A community in memory that does one step after another, and remembers how much there was after each."""

    def __init__(self, community: str) -> None:
        super().__init__(community)
        self.wholes = {(0, 0)}
        """How many events and entries there may be: so many after some write, and none in between."""
        self.ends = [(0, 0)]
        """How many there are after so many steps."""

    def write(self, work: Callable[[UnitOfWork], T]) -> T:
        """Write, and remember how much there is."""
        done = super().write(work)
        self.wholes.add(self.read(size))
        return done

    def reach(self, steps: int) -> None:
        """Do what is missing of so many steps."""
        for number in range(len(self.ends) - 1, steps):
            do(self, number)
            self.ends.append(self.read(size))

    def first(self, events: int, entries: int) -> tuple[list[Recorded], list[Entry]]:
        """Return the first so many events and entries."""
        every = self.read(kept)
        return every[0][:events], every[1][:entries]

    def steps_in(self, found: tuple[int, int]) -> int:
        """Return how many steps are in where so much is there; those that change nothing are."""
        return max(steps for steps, end in enumerate(self.ends) if end[0] <= found[0] and end[1] <= found[1])


@cache
def model_of(community: str) -> Model:
    """Return the model of a community."""
    return Model(community)


def do(storage: Storage, number: int) -> None:
    """Do the step of a number in a community, wherever it is kept; done before, it changes nothing."""
    club = Community(storage, plan=PLAN, hold=HoldPolicy(days=1))
    turn, part = divmod(number, KINDS)
    for fact in facts(number):
        try:
            club.record(fact)
        except FactRefusedError:
            assert part == 2
    if part == 3:
        club.advance(moment(number))
    elif turn and part in {4, 5, 6, 8}:
        pay(club, turn, part, number)


def pay(club: Community, turn: int, part: int, number: int) -> None:
    """Ask for a payout, let it go and send it, and take what the channel says, each under a key that the host made first.

    What is asked for follows from what there is, so it is drafted once: told again, it is what was asked for then. Another
    writer may ask for it meanwhile, so we look for it after we drafted: not found then, the draft is of the time before it.
    """
    key, at = f"payout/turn-{turn}", moment(number)
    drafted = club.draft(leader(turn - 1), BANK, Payee("card")) if part == 4 else None
    found = club.storage.read(lambda unit: unit.events.find(f"{key}/4"))
    if part == 4 and not found:
        assert isinstance(drafted, Instruction)
        club.record(Request(drafted, at, "ops"), key=f"{key}/4")
    elif part > 4:
        asked = read_happening(found[0].event.data)
        assert isinstance(asked, PayoutMoved)
        id_, outcome = asked.fact.payout, Outcome.PAID if turn % 3 else Outcome.UNKNOWN
        steps: dict[int, Fact] = {
            5: Approve(id_, at, "boss"),
            6: Send(id_, at),
            8: Report(id_, at, outcome),
        }
        club.record(steps[part], key=f"{key}/{part}")


def kept(unit: UnitOfWork) -> tuple[list[Recorded], list[Entry]]:
    """Return the log and the journal."""
    return list(unit.events.since(0)), list(unit.book.since(0))


def size(unit: UnitOfWork) -> tuple[int, int]:
    """Return how many events and entries there are."""
    return len(unit.events), len(unit.book)


__all__ = ["KINDS", "Model", "WholeCommunity", "do", "kept"]
