"""Laws of a community: facts in any order, each once; refusals that stay; nothing half done."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from itertools import count
from random import Random
from typing import TypeVar

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communekit.commission import Guarantee
from communekit.community import (
    Adjustment,
    AfterSale,
    Community,
    Dispute,
    DisputeRuled,
    Fact,
    FactRefusedError,
    HandlerFailedError,
    Happening,
    InvalidTermsError,
    NotHereError,
    OrderPaid,
    PeriodNotOverError,
    QualityRefund,
    Received,
    Status,
    VetoError,
    WriteOff,
    announce,
    read_happening,
)
from communekit.errors import CommunekitError
from communekit.ledger import Account, Entry, Posting
from communekit.ledger.claims import Liability, Ruling
from communekit.ledger.payout import (
    Approve,
    Instruction,
    Outcome,
    Payee,
    PayoutTerms,
    Report,
    Request,
    Send,
    Withdraw,
)
from communekit.money import Money
from communekit.storage import KeyConflictError, MemoryStorage, Message, Recorded, Storage, UnitOfWork
from communekit.storage.sql import Database, SqlStorage
from tests.community.town import COMMUNITY, HOLD, PLAN, TIERED, at, days, order, plain, refund, sale
from tests.storage.conftest import database, postgres

__all__ = ["database", "postgres"]

T = TypeVar("T")

NOW = at(24 * 31)


def memory() -> Community:
    """Return a community in memory."""
    return Community(MemoryStorage(COMMUNITY), plan=PLAN, hold=HOLD)


def kept(unit: UnitOfWork) -> list[object]:
    """Return all that is kept, to be compared."""
    return [
        list(unit.events.since(0)),
        list(unit.book.since(0)),
        unit.outbox.waiting(),
        unit.agenda.due(NOW, 100),
    ]


def balances(club: Community) -> Mapping[Account, Money]:
    """Return every balance of a community that is not zero."""
    return club.storage.read(lambda unit: unit.book.balances())


@given(facts=days(), chance=st.randoms(use_true_random=False))
def test_order_independence(facts: list[Fact], chance: Random) -> None:
    """order_independence: told in any order, some twice, facts come to what a plain host books who knows them all."""
    club, told = memory(), [*facts, *chance.sample(facts, len(facts) // 2)]
    chance.shuffle(told)
    for fact in told:
        club.record(fact)
    club.advance(NOW)
    assert balances(club) == plain(facts, NOW)
    assert [club.record(fact).status for fact in facts] == [Status.KNOWN] * len(facts)
    assert balances(club) == plain(facts, NOW)


@given(facts=days(), chance=st.randoms(use_true_random=False), cut=st.integers(1, 9))
def test_time_may_pass_between(facts: list[Fact], chance: Random, cut: int) -> None:
    """order_independence: holds that end as time passes, while facts still arrive, end at their own moment all the same."""
    whole, now_and_then = memory(), memory()
    chance.shuffle(facts)
    known = [fact for fact in facts if not isinstance(fact, Received)]
    for number, fact in enumerate([*known, *(fact for fact in facts if isinstance(fact, Received))]):
        whole.record(fact)
        now_and_then.record(fact)
        if number % cut == 0:
            now_and_then.advance(at(24 * number))
    whole.advance(NOW)
    now_and_then.advance(NOW)
    assert balances(whole) == balances(now_and_then)


@given(facts=days(), cut=st.integers(0, 8))
def test_conservation(facts: list[Fact], cut: int) -> None:
    """conservation: after every fact all balances add up to zero."""
    club = memory()
    for number, fact in enumerate(facts):
        club.record(fact)
        if number == cut:
            club.advance(NOW)
        assert (
            club.storage.read(lambda unit: sum(money.minor for money in unit.book.balances().values())) == 0
        )


@given(facts=days(), last=st.integers(1, 400))
def test_preview_equals_the_deed(facts: list[Fact], last: int) -> None:
    """What a preview says is what the deed does; and it keeps nothing."""
    club = memory()
    for fact in [*facts, refund("last", 0, last)]:
        before = club.storage.read(kept)
        said = _outcome(club.preview, fact)
        assert club.storage.read(kept) == before
        assert _outcome(club.record, fact) == said


@given(facts=days())
def test_sticky_refusal(facts: list[Fact]) -> None:
    """sticky_refusal: what was refused stays refused under its key, whatever happens since; under another it may succeed."""
    club = memory()
    club.record(sale(9, minor=(100, 1)))
    club.record(refund("all", 9, 100))
    for _ in range(2):
        with pytest.raises(FactRefusedError) as refused:
            club.record(refund("more", 9, 1))
        assert (refused.value.key, refused.value.because) == ("refund/more", "orders.refund_exceeds_payment")
        assert "不能退" in refused.value.text("zh")
        for fact in facts:
            club.record(fact)
    assert club.record(refund("more", 9, 1, line="2"), key="refund/more/2").status is Status.RECORDED


@given(facts=days())
def test_refusal_is_atomic(facts: list[Fact]) -> None:
    """refusal_is_atomic: of a fact that is refused nothing stays but the refusal."""
    club = memory()
    for fact in facts:
        club.record(fact)
    club.record(sale(9, minor=(100, 1)))
    before = club.storage.read(kept)
    with pytest.raises(FactRefusedError):
        club.record(refund("more", 9, 101))
    after = club.storage.read(kept)
    assert after[1:] == before[1:]
    assert [one.event.kind for one in after[0][len(before[0]) :]] == ["fact.refused"]  # type: ignore[index,arg-type]  # events


def test_key_conflict() -> None:
    """key_conflict: the same order with other content is a conflict, and changes nothing."""
    club = memory()
    club.record(sale(1))
    before = club.storage.read(kept)
    for other in (sale(1, "wang"), sale(1, minor=(10_000, 334))):
        with pytest.raises(KeyConflictError):
            club.record(other)
    assert club.storage.read(kept) == before


def test_what_waits_counts_when_its_order_comes() -> None:
    """A refund and a receipt before their order wait, each once; one that the order cannot bear is refused then."""
    club = memory()
    for _ in range(2):
        assert club.record(refund("R1", 1, 4_000)).status is Status.WAITING
        assert club.record(refund("R2", 1, 9_000, 41)).status is Status.WAITING
        assert club.record(Received("A1", at(39))).status is Status.WAITING
    club.record(sale(1))
    assert club.record(refund("R1", 1, 4_000)).status is Status.KNOWN
    with pytest.raises(FactRefusedError):
        club.record(refund("R2", 1, 9_000, 41))
    assert club.balance("zhang", "frozen").minor == 800 - 320 + 26
    assert [each.id for each in club.order("A1").refunds] == ["R1"]


@given(facts=days(), chance=st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_a_crash_at_any_step_loses_and_doubles_nothing(facts: list[Fact], chance: Random) -> None:
    """refusal_is_atomic, same_key_once: cut off anywhere, told again from the start, it comes to the same."""
    whole = memory()
    list(whole.record_all(facts))
    whole.advance(NOW)
    steps = Crashes(MemoryStorage(COMMUNITY))
    club = Community(steps, plan=PLAN, hold=HOLD)
    for _ in range(6):
        steps.crash_after(chance.randint(1, 12))
        try:
            list(club.record_all(facts))
            club.advance(NOW)
        except InterruptedError:
            continue
        steps.crash_after(None)
    steps.crash_after(None)
    list(club.record_all(facts))
    club.advance(NOW)
    assert balances(club) == balances(whole)
    assert whole.storage.read(lambda unit: len(unit.book)) == club.storage.read(lambda unit: len(unit.book))


class Crashes:
    """A storage that breaks off in the middle of its work."""

    def __init__(self, inner: Storage) -> None:
        self._inner = inner
        self._left: int | None = None

    @property
    def community(self) -> str:
        """Whose."""
        return self._inner.community

    def crash_after(self, steps: int | None) -> None:
        """Break off after so many writes, or not at all."""
        self._left = steps

    def write(self, work: Callable[[UnitOfWork], T]) -> T:
        """Work, and break off in between."""

        def cut(unit: UnitOfWork) -> T:
            return work(_Cut(unit, self))  # type: ignore[arg-type]  # looks like one

        return self._inner.write(cut)

    def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Read."""
        return self._inner.read(work)

    def close(self) -> None:
        """Close."""

    def step(self) -> None:
        """Count a write."""
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                raise InterruptedError


class _Cut:
    """A unit of work, or a part of one, whose every call counts."""

    def __init__(self, inner: object, crashes: Crashes) -> None:
        self._inner = inner
        self._crashes = crashes

    def __len__(self) -> int:
        return len(self._inner)  # type: ignore[arg-type]  # a store

    def __getattr__(self, name: str) -> object:
        found = getattr(self._inner, name)
        if name in {"events", "book", "snapshots", "outbox", "agenda"}:
            return _Cut(found, self._crashes)
        if name in {"append", "post", "save", "put"}:
            self._crashes.step()
        return found


numbers = count(1)


@pytest.fixture
def in_database(database: Database) -> Callable[[], Community]:
    """Return a maker of communities in a database."""

    def make() -> Community:
        storage = SqlStorage(database, f"{COMMUNITY}-{next(numbers)}")
        return Community(storage, plan=PLAN, hold=HOLD)

    return make


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(facts=days(), chance=st.randoms(use_true_random=False), excess=st.integers(1, 30_000))
def test_stores_agree(
    in_database: Callable[[], Community], facts: list[Fact], chance: Random, excess: int
) -> None:
    """stores_agree: in memory and in databases the same facts lead to the same outcomes, refusals included."""
    stored = in_database()
    plain_one = Community(MemoryStorage(stored.id), plan=PLAN, hold=HOLD)
    told = [*facts, refund("excess", 0, excess), *facts[:2]]
    chance.shuffle(told)
    for fact in told:
        assert _outcome(stored.record, fact) == _outcome(plain_one.record, fact)
    assert stored.advance(NOW) == plain_one.advance(NOW)
    assert balances(stored) == balances(plain_one)
    assert list(stored.storage.read(lambda unit: list(unit.events.since(0)))) == list(
        plain_one.storage.read(lambda unit: list(unit.events.since(0)))
    )
    assert stored.settle("2026-03") == plain_one.settle("2026-03")


def test_a_month_is_measured_across_orders_and_refunds() -> None:
    """tier_delta: the rows of a month are kept between orders; a table that measures the month sees all of it."""
    club = Community(MemoryStorage(COMMUNITY), plan=TIERED, hold=HOLD)
    club.record(sale(1, minor=(6_000, 1_000)))
    club.record(sale(2, minor=(6_000, 1_000)))
    assert club.balance("zhang", "pending").minor == 500 + 4_000 * 9 // 100
    assert "9%" in str(club.explain("A2"))


def test_closed_stays_closed() -> None:
    """closed_stays_closed: what becomes known of a settled month is booked in the next, where somebody said when."""
    club = memory()
    club.record(sale(1))
    first = club.settle("2026-03")
    assert club.settle("2026-03") == first == club.statements("2026-03")
    with pytest.raises(CommunekitError, match="closed"):
        club.record(refund("R1", 1, 100))
    late = NOW + timedelta(days=3)
    assert club.record(refund("R1", 1, 100), at=late).status is Status.RECORDED
    assert club.settle("2026-03") == first
    april = {str(each.party): each for each in club.statements("2026-04")}
    assert april["zhang"].closing.minor == 826 - 8


def test_what_was_left_out_leaves_no_trace_in_its_batch() -> None:
    """refusal_is_atomic: after a receipt that a closed period kept out, the rest of a batch is taken as if it had not come."""
    facts: list[Fact] = [
        Received("A1", at(48)),
        AfterSale("A1", NOW + timedelta(days=1), NOW + timedelta(days=2)),
    ]
    told = [memory(), memory()]
    for club in told:
        club.record(sale(1))
        club.settle("2026-03", now=NOW)
    together = list(told[0].record_all(facts))
    singly = [outcome for fact in facts for outcome in told[1].record_all([fact])]
    assert [each.status for each in together] == [each.status for each in singly]
    assert together[0].status is Status.LEFT_OUT
    assert told[0].storage.read(kept) == told[1].storage.read(kept)


def test_a_batch_says_what_it_left_out() -> None:
    """nothing_silently_zero: of a stream every fact has an outcome; one that is refused does not keep out the others."""
    club = memory()
    facts: list[Fact] = [sale(1), refund("R1", 1, 20_000), sale(2), sale(1, "wang"), Received("A7", at(3))]
    outcomes = list(club.record_all(facts))
    assert [each.status.value for each in outcomes] == [
        "recorded",
        "refused",
        "recorded",
        "left_out",
        "waiting",
    ]
    assert [bool(each.refusal) for each in outcomes] == [False, True, False, True, False]
    with pytest.raises(CommunekitError) as refused:
        club.record("an order")  # type: ignore[arg-type]  # is none
    assert refused.value.code == "community.not_a_fact"
    with pytest.raises(CommunekitError):
        club.order("A9")
    assert club.order("A1").order == order(1)


def _outcome(work: Callable[[Fact], object], fact: Fact) -> object:
    """Work, and return the outcome, a refusal's data too."""
    try:
        return work(fact)
    except CommunekitError as refused:
        return (type(refused), refused.data())


RULING = Ruling("photo shows it", actor="ops", approver="boss")


def corrections() -> list[Fact]:
    """Return one correction of each kind, on one order."""
    return [
        Dispute("case", "A1", "1", "zhang", at(50), "who brought her?"),
        DisputeRuled("case", "A1", "1", "zhang", at(60), RULING, keeps=Money.cny("3.00"), rest_to="wang"),
        QualityRefund("Q1", "A1", "1", at(70), Money.cny("10.00"), Liability(), {"store": "S1"}),
        Adjustment("adj", at(80), RULING, payer="S1", payee="zhang", amount=Money.cny("1.00")),
        WriteOff("off", at(90), RULING, debtor="S1", bearer="brand", amount=Money.cny("2.00")),
    ]


def test_corrections() -> None:
    """Appeal, ruling, quality, adjustment, debt given up: each booked once, each told again without effect."""
    club = memory()
    for fact in corrections()[:3]:
        assert club.record(fact).status is Status.WAITING
    club.record(sale(1))
    for fact in corrections()[3:]:
        assert club.record(fact).status is Status.RECORDED
    before = club.storage.read(kept)
    assert [club.record(fact).status for fact in corrections()] == [Status.KNOWN] * 5
    assert club.storage.read(kept) == before
    assert club.balance("zhang", "pending") + club.balance("zhang") == Money.cny("4.26")
    assert club.balance("wang", "pending") == Money.cny("5.00")
    assert club.balance("S1", "receivable") == Money.cny("-9.00")
    with pytest.raises(FactRefusedError):
        club.record(WriteOff("more", at(95), RULING, debtor="S1", bearer="brand", amount=Money.cny("99.00")))


def test_what_came_back_pays_debts_first() -> None:
    """A payout that is closed unpaid after a refund made a debt: the debt is paid first, the rest can be drafted."""
    club = memory()
    club.record(sale(1))
    club.record(Received("A1", at(10)))
    club.advance(NOW)
    terms, payee = PayoutTerms("bank", Money.cny("0.01")), Payee("card-7")
    one = club.draft("zhang", terms, payee)
    assert isinstance(one, Instruction)
    for command in (Request(one, NOW, "ops"), Approve(one.id, NOW, "boss")):
        club.record(command)
    club.record(refund("R1", 1, 5_000, 24 * 32))
    assert club.balance("zhang", "receivable") == Money.cny("-4.00")
    club.record(Withdraw(one.id, NOW + timedelta(days=2), "ops"))
    assert (club.balance("zhang", "receivable"), club.balance("zhang")) == (Money.cny("0"), Money.cny("4.26"))
    again = club.draft("zhang", terms, payee)
    assert isinstance(again, Instruction)
    assert (again.gross, again.id != one.id) == (Money.cny("4.26"), True)


def test_handlers_add_to_what_happens() -> None:
    """The host's own rules: an entry and a message with each order, kept with it or not at all, once."""

    def gift(happening: Happening, recorded: Recorded) -> Iterable[Entry | Message]:
        if isinstance(happening, OrderPaid):
            legs = [
                Posting.of("zhang", "available", Money.cny("1.00")),
                Posting.of("S1", "receivable", Money.cny("-1.00")),
            ]
            yield Entry.derived("host.gift", recorded.event.at, legs, fact=happening.fact.order.id)

    club = Community(MemoryStorage(COMMUNITY), plan=PLAN, hold=HOLD, handlers=[gift, announce])
    for _ in range(2):
        club.record(sale(1))
    assert club.balance("zhang") == Money.cny("1.00")
    messages = club.storage.write(lambda unit: unit.outbox.take(10, now=NOW, until=NOW))
    assert [message.topic for message in messages] == ["plan.adopted", "order.paid"]
    happening = read_happening(messages[1].body)
    assert isinstance(happening, OrderPaid)
    assert happening.fact == sale(1)


def test_guarantees_are_settled_with_the_period() -> None:
    """A leader's guarantee tops up his month once, on his statement of that month."""
    guaranteed = attrs.evolve(PLAN, guarantees=(Guarantee("leader", Money.cny("20.00"), per="month"),))
    club = Community(MemoryStorage(COMMUNITY), plan=guaranteed, hold=HOLD)
    club.record(sale(1))
    first = {str(each.party): each for each in club.settle("2026-03")}
    assert first["zhang"].closing == Money.cny("20.00")
    assert {str(each.party): each for each in club.settle("2026-03")} == first


def test_a_community_within_the_hosts_transaction(database: Database) -> None:
    """What is recorded in the host's transaction is there when it commits, and not when it rolls back."""
    storage = SqlStorage(database, f"{COMMUNITY}-{next(numbers)}")
    club = Community(storage, plan=PLAN, hold=HOLD)

    def fail() -> None:
        with database.writing() as connection:
            club.within(connection).record(sale(1))
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert club.orders() == []
    with database.writing() as connection:
        club.within(connection).record(sale(1))
    assert [file.id for file in club.orders()] == ["A1"]
    with pytest.raises(NotHereError):
        memory().within(object())


@given(facts=days(), jumps=st.lists(st.integers(0, 24 * 31), max_size=8))
def test_the_clock_may_jump(facts: list[Fact], jumps: list[int]) -> None:
    """replay_determinism: a clock that goes back, stands still or jumps ahead decides nothing; recorded times do."""
    steady, jumping = memory(), memory()
    for number, fact in enumerate([*facts, *facts]):
        steady.record(fact)
        jumping.record(fact)
        if number < len(jumps) and number >= len(facts):
            jumping.advance(at(jumps[number]))
    for hours in jumps:
        jumping.advance(at(hours))
        jumping.advance(at(hours))
    steady.advance(NOW)
    jumping.advance(NOW)
    assert balances(steady) == balances(jumping)
    assert [file.released_at for file in steady.orders()] == [file.released_at for file in jumping.orders()]


def test_a_handlers_veto_leaves_nothing() -> None:
    """refusal_is_atomic: the host's own rule may refuse what was booked already; nothing of it stays but the refusal."""

    def veto(happening: Happening, _: Recorded) -> Iterable[Entry | Message]:
        if isinstance(happening, OrderPaid) and happening.fact.order.id == "A2":
            raise VetoError("sold out")
        return ()

    club = Community(MemoryStorage(COMMUNITY), plan=TIERED, hold=HOLD, handlers=[veto])
    club.record(sale(1))
    before = club.storage.read(kept)
    with pytest.raises(FactRefusedError) as refused:
        club.record(sale(2))
    assert refused.value.because == "community.veto"
    assert club.storage.read(kept)[1:] == before[1:]
    other = Community(MemoryStorage(COMMUNITY), plan=TIERED, hold=HOLD)
    for each in (club, other):
        each.record(sale(1))
        each.record(sale(3, minor=(3_000, 333)))
    assert balances(club) == balances(other)


def test_a_handler_that_fails_refuses_nothing_for_good() -> None:
    """A slip of the host's is no veto: nothing is kept, and told again with the handler mended it counts."""
    for failing in (lambda *_: [Money.cny("1.001")], lambda *_: ["no message"]):
        club = Community(MemoryStorage(COMMUNITY), plan=PLAN, hold=HOLD)
        broken = Community(club.storage, hold=HOLD, handlers=[failing])  # type: ignore[list-item]  # broken on purpose
        before = club.storage.read(kept)
        with pytest.raises(HandlerFailedError):
            broken.record(sale(1))
        assert club.storage.read(kept) == before
        assert club.record(sale(1)).status is Status.RECORDED
    assert Community(club.storage, handlers=[lambda *_: None]).record(sale(2)).status is Status.RECORDED  # type: ignore[list-item]  # says nothing


@pytest.mark.parametrize(
    "terms",
    [{"hold": 7}, {"calendar": "week"}, {"handlers": print}, {"handlers": ["x"]}, {"plan": "plan.toml"}],
    ids=str,
)
def test_terms_that_are_none(terms: dict[str, object]) -> None:
    """What cannot be a term is refused when the community is opened, not with its first order."""
    with pytest.raises(InvalidTermsError) as refused:
        Community.open("memory:", **terms)  # type: ignore[arg-type]  # wrong on purpose
    assert refused.value.text("zh") != refused.value.text("en")


def test_a_period_is_closed_when_it_is_over() -> None:
    """Nobody closes a month before its end, and shuts out what is still to come."""
    club = memory()
    club.record(sale(1))
    with pytest.raises(PeriodNotOverError):
        club.settle("2026-03", now=at(24 * 20))
    assert club.record(sale(2, hours=24 * 25)).status is Status.RECORDED
    assert club.settle("2026-03", now=NOW)


def test_what_waits_and_what_was_refused_is_listed() -> None:
    """nothing_silently_zero: whoever runs the community sees what waits and what was refused."""
    club = memory()
    for fact in (refund("R1", 1, 100), refund("R2", 1, 99_999), refund("R3", 7, 1)):
        club.record(fact)
    assert len(club.waiting()) == 3
    club.record(sale(1))
    assert club.waiting() == (refund("R3", 7, 1),)
    (refused,) = club.refused()
    assert (refused.fact, refused.because) == (refund("R2", 1, 99_999), "orders.refund_exceeds_payment")
    assert club.order("A1").waiting == ()


def test_a_step_that_changes_nothing_says_so() -> None:
    """A payout that is handed over a second time as the same attempt is known, not recorded."""
    club = memory()
    club.record(sale(1))
    club.record(Received("A1", at(10)))
    club.advance(NOW)
    one = club.draft("zhang", PayoutTerms("bank", Money.cny("0.01")), Payee("card"))
    assert isinstance(one, Instruction)
    for command in (Request(one, NOW, "ops"), Approve(one.id, NOW, "boss"), Send(one.id, NOW)):
        assert club.record(command).status is Status.RECORDED
    assert club.record(Report(one.id, NOW, Outcome.FAILED)).status is Status.RECORDED
    assert club.record(Send(one.id, NOW + timedelta(days=1))).status is Status.KNOWN
    assert club.record(Send(one.id, NOW + timedelta(days=1), attempt=2)).status is Status.RECORDED
