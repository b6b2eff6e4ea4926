"""A community (社区): its facts, its book and its settlements on one store, in ten lines."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from importlib import import_module
from itertools import islice
from typing import Final, Self, TypeVar, Unpack

from communekit.commission import Plan, Plans
from communekit.ids import OrderId
from communekit.ledger import STRICT, Limits
from communekit.ledger.settlement import Statement, end_of, last_moment
from communekit.orders import Credits, Order
from communekit.period import Period, instant
from communekit.storage import MemoryStorage, Storage

from . import settling
from .adopted import versions_of
from .desk import Desk
from .errors import NotHereError, PeriodNotOverError
from .fact import Fact, Reattribute, with_beside
from .outcome import Outcome
from .passing import pass_time
from .telling import tell
from .telling_many import told
from .terms import GivenTerms
from .viewing import CommunityViews

T = TypeVar("T")

BATCH: Final = 100
"""So many facts of a stream are kept together."""


class Community(CommunityViews):
    """A whole community on one store (社区): tell it facts in any order, ask it, settle it.

    Every fact is kept with all that follows from it, or not at all; told again, it is the same fact. Nothing here reads a
    clock: what becomes free with time does so when `advance` is told what time it is.

    Args:
        storage: Where it is kept; nobody else's community.
        plan: The plan, or its versions; kept on first sight. None to go on with those that are kept.
        hold: How long earnings are held, for orders told from now on.
        calendar: Of its settlements, in its time zone.
        handlers: The host's own rules.
        around: Who earns the fees of payouts, and to whom withheld tax is owed; the community itself by default.
        attribution: The rule by which orders that are told without credits are attributed from now on.
        bonds: The rules by which members are bound to leaders.
        asks_consent: Whether a touch counts only where its person has consented.
        codes: Whose the codes and signed links are that orders tell.
        guards: Who looks for fraud before an order is credited, and what follows from what is found.

    Raises:
        KeyConflictError: A version of the plan is kept already, with other terms.

    >>> from communekit.commission import Rule
    >>> from communekit.money import Rate
    >>> from communekit.orders import Line
    >>> plan = Plan("basket", 1, "CNY", residual="store", rules=[Rule("base", "leader", Rate.percent("8"))])
    >>> order = Order("A1", "S1", [Line.of("1", "tea", "100.00")], "2026-03-01T09:00:00Z", "2026-03-01T09:00:00Z")
    >>> with Community.open("memory:", plan=plan) as club:
    ...     outcome = club.record(order, credits=Credits.single(leader="zhang"))
    ...     club.balance("zhang", "pending")
    Money.cny("8.00")
    """

    def __init__(
        self,
        storage: Storage,
        *,
        plan: Plan | Plans | Iterable[Plan] | None = None,
        **terms: Unpack[GivenTerms],
    ) -> None:
        super().__init__(storage, **terms)
        if plan is not None:
            for version in versions_of(plan):
                self.record(version)

    @classmethod
    def open(
        cls,
        where: str,
        *,
        plan: Plan | Plans | Iterable[Plan] | None = None,
        community: str = "community",
        limits: Limits = STRICT,
        **terms: Unpack[GivenTerms],
    ) -> Self:
        """Open a community (打开社区), and make its tables where they are missing.

        Args:
            where: "sqlite:///shop.db", "postgresql+psycopg://...", or "memory:".
            plan: As in the class.
            community: Its id; many communities share a database and do not see each other.
            limits: How far balances may go.
            terms: All others, as in the class.

        Raises:
            MissingExtraError: A database needs the extra `[sql]`.
            SchemaVersionError: The tables are of a newer version.
        """
        storage: Storage
        if where == "memory:":
            storage = MemoryStorage(community, limits=limits)
        else:
            sql = import_module("communekit.storage.sql")
            storage = sql.SqlStorage(sql.Database.open(where), community, limits=limits)
        try:
            return cls(storage, plan=plan, **terms)
        except BaseException:
            storage.close()
            raise

    def within(self, connection: object) -> Self:
        """Return the same community inside a transaction of the host's own: it commits, or leaves nothing, with the host's writes.

        Args:
            connection: A connection of SQLAlchemy to the community's database, in a transaction.

        Raises:
            NotHereError: It is not kept in a database.
        """
        within = getattr(self._storage, "within", None)
        if within is None:
            raise NotHereError("database", self.id)
        same = type(self)(within(connection), **self._terms.given)
        # What is read there may be rolled back to a savepoint of the host's: nothing of it is remembered.
        same._lives = None  # noqa: SLF001 - of the same class
        return same

    def record(
        self,
        fact: Fact | Order,
        *,
        credits: Credits | None = None,  # noqa: A002 - the field's own name
        code: str = "",
        at: datetime | None = None,
        key: str = "",
    ) -> Outcome:
        """Record a fact (记录事实): all that follows from it is kept with it.

        Args:
            fact: An order, a refund, a receipt, a plan, a party, a tie, a touch, a step of a payout.
            credits: Who is credited with an order; attributed where nobody says so and the community has a rule for it.
            code: The code or signed link that came with an order (随单口令): it leads to whoever it is, by the community's code
                book.
            at: When it is recorded: the moment at which what belongs to a closed period is booked.
            key: The idempotency key (幂等键), in place of the fact's own; for telling what was refused once more.

        Raises:
            FactRefusedError: It was refused, now or when it was told first.
            NotAFactError: It is not a fact.
            KeyConflictError: Its key stands for another fact.
            PeriodClosedError: It belongs to a closed period, and `at` was not given.
            StoreBusyError: Others were in the way every time; nothing was written.
        """
        told = with_beside(fact, credits, code)
        outcome = self._write(lambda desk: tell(desk, told, key), at)
        if outcome.refusal is not None:
            raise outcome.refusal
        return outcome

    def record_all(self, facts: Iterable[Fact | Order], *, at: datetime | None = None) -> Iterator[Outcome]:
        """Record a stream of facts (批量记录), many at a time; yield what became of each, in their order.

        One that is refused does not keep out the others: its outcome says why. The stream may be of any length; cut
        anywhere and told again from anywhere before, it comes to the same.
        """
        stream = iter(facts)
        while chunk := list(islice(stream, BATCH)):
            yield from self._write(lambda desk, chunk=chunk: [told(desk, fact) for fact in chunk], at)  # type: ignore[misc]  # of its turn

    def preview(
        self,
        fact: Fact | Order,
        *,
        credits: Credits | None = None,  # noqa: A002 - the field's own name
        code: str = "",
        at: datetime | None = None,
    ) -> Outcome:
        """Return what would become of a fact (试算), by doing it and keeping nothing; errors as in `record`."""
        told = with_beside(fact, credits, code)
        found: list[Outcome] = []

        def work(desk: Desk) -> None:
            found.append(tell(desk, told))
            raise _NothingIsKeptError

        try:
            self._write(work, at)
        except _NothingIsKeptError:
            outcome = found[-1]
        if outcome.refusal is not None:
            raise outcome.refusal
        return outcome

    def reattribute(self, order: str, *, at: datetime, why: str) -> Outcome:
        """Attribute an order anew from what is known now (重新归因); see `Reattribute`. Errors as in `record`.

        Where others are credited then, what was booked moves to them, from wherever it lies; whoever was paid out owes it.
        """
        return self.record(Reattribute(order, at, why), at=at)

    def advance(self, now: datetime) -> tuple[OrderId, ...]:
        """Let time pass up to a moment (推进时间): every hold that is over ends; return the orders whose did.

        Seats of campaigns that were not paid lapse, campaigns close and are decided, balances are missed.

        Asked twice, it does nothing the second time; asked late, each hold ends at its own moment all the same.
        """
        moment = instant(now)
        return self._advance(moment, moment)

    def settle(self, period: Period | str, *, now: datetime | None = None) -> tuple[Statement, ...]:
        """Close a period (结账) and return the statements of all parties; closed again, it gives the same.

        Holds that ended in it end first, unless it was closed before. What becomes known of it later is booked late, in
        the open period.

        Args:
            period: The period, or its label: "2026-03".
            now: When it is settled; as a rule after the period's end. Holds are let go up to the period's last moment.

        Raises:
            SettlementError: The period has no end.
            PeriodNotOverError: At `now` it is not over.
            PeriodClosedError: A later one is closed already, something is to be booked, and `now` was not given.
        """
        whole = self.period(period)
        if not self.ask(lambda desk: settling.is_settled(desk, whole)):
            end = last_moment(whole)
            moment = end if now is None else instant(now)
            if moment < end:
                raise PeriodNotOverError(whole.label, end_of(whole), moment)
            self._advance(min(end, moment), moment)
        return self._write(lambda desk: settling.settle(desk, whole), now)

    def _advance(self, until: datetime, at: datetime) -> tuple[OrderId, ...]:
        """Let happen what is due at a moment; what of it belongs to a closed period is booked at another."""
        released, happened = list[OrderId](), 1
        while happened:
            happened, done = self._write(lambda desk: pass_time(desk, until, BATCH), at)
            released.extend(done)
        return tuple(released)

    def close(self) -> None:
        """Let go of the store."""
        self._storage.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self, work: Callable[[Desk], T], at: datetime | None) -> T:
        late_at = None if at is None else instant(at)
        return self._storage.write(
            lambda unit: work(Desk(unit, self._terms, self._known(unit), late_at, lives=self._lives))
        )


class _NothingIsKeptError(Exception):
    """Ends a preview."""


__all__ = ["BATCH", "Community"]
