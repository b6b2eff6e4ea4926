"""Stored lives (事件溯源): however many tell what, the facts kept are those of one decider who is told one command after the other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from time import monotonic, sleep
from typing import TypeVar

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.errors import CommunekitError
from communekit.groupbuy.campaign import (
    CAMPAIGN_LIFE,
    CampaignCommand,
    CampaignEvent,
    CampaignState,
    Item,
    Join,
    JoinRefusedError,
    Leave,
    Live,
    Pay,
    Publish,
    UnknownSeatError,
    instructions,
    join_list,
)
from communekit.money import Money
from communekit.period import Window, instant
from communekit.storage import (
    Answer,
    Event,
    KeyConflictError,
    MemoryStorage,
    Message,
    StoredLife,
    UnitOfWork,
    write_value,
)

T = TypeVar("T")
Campaign = StoredLife[CampaignCommand, CampaignEvent, CampaignState]

AT = instant("2026-03-01T09:00:00Z")
PRICE = Money.cny("12.90")
TERMS = join_list(
    "C1", [Item("eggs", PRICE, stock=4)], Window.parse("2026-03-01T00:00:00Z/2026-03-08T00:00:00Z")
)
PUBLISH = Publish(TERMS, AT)


def life(storage: MemoryStorage) -> Campaign:
    """Return a campaign of which nothing was read yet."""
    return StoredLife(storage, "campaign/C1", CAMPAIGN_LIFE)


def join(seat: int, pieces: int = 1) -> Join:
    """Return a joining."""
    return Join(f"s{seat}", f"m{seat}", {"eggs": pieces}, AT)


@pytest.fixture
def storage() -> MemoryStorage:
    """Return a storage in which the campaign is published."""
    made = MemoryStorage("riverside")
    life(made).tell("publish/C1", PUBLISH)
    return made


def commands() -> st.SearchStrategy[tuple[str, CampaignCommand]]:
    """Draw a command with its key: the same key is the same command, so that what is drawn twice is told again."""
    seats = st.integers(0, 3)
    return st.one_of(
        st.builds(
            lambda seat, pieces: (f"join/{seat}.{pieces}", join(seat, pieces)), seats, st.integers(1, 3)
        ),
        st.builds(lambda seat: (f"pay/{seat}", Pay(f"p{seat}", f"s{seat}", PRICE, AT)), seats),
        st.builds(
            lambda seat, minutes: (
                f"leave/{seat}.{minutes}",
                Leave(f"s{seat}", AT + timedelta(minutes=minutes)),
            ),
            seats,
            st.integers(0, 20),
        ),
    )


def handled(
    command: CampaignCommand, state: CampaignState
) -> tuple[tuple[CampaignEvent, ...], CampaignState, type[CommunekitError | None]]:
    """Return what the decider says, with the state after it; for a refusal nothing, and its type."""
    try:
        facts, after = CAMPAIGN_LIFE.handle(command, state)
    except CommunekitError as refusal:
        return (), state, type(refusal)
    return facts, after, type(None)


@given(
    groups=st.lists(st.tuples(st.integers(0, 2), st.lists(commands(), min_size=1, max_size=4)), max_size=8),
    data=st.data(),
)
def test_stored_life_is_the_decider(
    groups: list[tuple[int, list[tuple[str, CampaignCommand]]]], data: st.DataObject
) -> None:
    """Told by any of three processes, alone or many at once, again or not: facts, refusals and state are the decider's."""
    storage = MemoryStorage("riverside")
    lives = [life(storage) for _ in range(3)]
    lives[0].tell("publish/C1", PUBLISH)
    facts, state = CAMPAIGN_LIFE.handle(PUBLISH, CAMPAIGN_LIFE.initial)
    kept, known = list(facts), dict[str, tuple[CampaignEvent, ...]]()
    for process, told in groups:
        if data.draw(st.booleans()):
            lives[process] = life(storage)  # It was started anew.
        answers = lives[process].tell_all(dict(told))
        for key, command in dict(told).items():
            if key in known:
                assert answers[key] == Answer(known[key])
                continue
            facts, state, refusal = handled(command, state)
            answer = answers[key]
            assert (answer.facts, answer.is_new, type(answer.refusal)) == (facts, facts != (), refusal)
            kept += facts
            if facts:
                known[key] = facts
    assert [one.state() for one in lives] == [state] * 3
    recorded = storage.read(lambda unit: list(unit.events.load("campaign/C1")))
    assert [one.event.data for one in recorded] == [write_value(fact) for fact in kept]
    assert CAMPAIGN_LIFE.replay(kept) == state


def test_same_key_finds_what_followed(storage: MemoryStorage) -> None:
    """same_key_once: told again, by whomever, it is what followed then; nothing is told twice."""
    first = life(storage).tell("join/1", join(1))
    again = life(storage).tell("join/1", join(1))
    assert (first.is_new, again.is_new, again.facts) == (True, False, first.facts)
    other_key = life(storage).tell("join/1/again", join(1))
    assert other_key == Answer()  # The decider knows the seat: nothing follows.
    assert storage.read(lambda unit: len(unit.events)) == 2


def test_refusal_is_not_kept(storage: MemoryStorage) -> None:
    """Who was refused tells the same again, and is judged by what stands then."""
    club = life(storage)
    club.tell("join/1", join(1, 4))
    with pytest.raises(JoinRefusedError) as refused:
        club.tell("join/2", join(2))
    assert (refused.value.problem, refused.value.left) == ("stock", 0)
    club.tell("leave/1", Leave("s1", AT))
    assert club.tell("join/2", join(2)).is_new


def test_key_of_another_stream_is_refused_alone(storage: MemoryStorage) -> None:
    """key_conflict: whoever takes a key that stands elsewhere is refused; those who share his commit are not."""
    elsewhere = Event("order.paid", AT, "{}")
    storage.write(lambda unit: unit.events.append("order/A1", [elsewhere], key="join/1"))
    answers = life(storage).tell_all({"join/0": join(0, 2), "join/1": join(1, 2), "join/2": join(2, 2)})
    assert [answer.is_new for answer in answers.values()] == [True, False, True]
    assert isinstance(answers["join/1"].refusal, KeyConflictError)
    with pytest.raises(KeyConflictError):
        life(storage).tell("join/1", Leave("s0", AT))


def test_what_is_written_beside_is_there_with_the_facts(storage: MemoryStorage) -> None:
    """Messages of new facts stand in the outbox, once each; where writing them fails, nothing happened at all."""
    fails = True

    def beside(unit: UnitOfWork, before: CampaignState, facts: tuple[CampaignEvent, ...]) -> None:
        for asked in instructions(before, facts):
            unit.outbox.put(Message(asked.key, "groupbuy.instruction", AT, write_value(asked)))
        if fails:
            raise InterruptedError

    club: Campaign = StoredLife(storage, "campaign/C1", CAMPAIGN_LIFE, beside=beside)
    with pytest.raises(InterruptedError):
        club.tell_all({"join/1": join(1), "join/2": join(2)})
    assert storage.read(lambda unit: (len(unit.events), unit.outbox.waiting())) == (1, 0)
    fails = False
    for _ in range(2):
        answers = club.tell_all({"join/1": join(1), "join/2": join(2)})
    assert not any(answer.is_new for answer in answers.values())
    assert storage.read(lambda unit: (len(unit.events), unit.outbox.waiting())) == (3, 2)


def test_facts_carry_their_word_time_and_tags(storage: MemoryStorage) -> None:
    """What is kept can be found by whom it concerns, and read without the life that wrote it."""
    club: Campaign = StoredLife(
        storage, "campaign/C1", CAMPAIGN_LIFE, tags=lambda fact: [f"campaign.fact/{type(fact).__name__}"]
    )
    club.tell("join/1", join(1))
    (one,) = storage.read(lambda unit: list(unit.events.since(0, tag="campaign.fact/SeatTaken")))
    assert (one.event.kind, one.event.at, one.key) == ("groupbuy.seat_taken", AT, "join/1")


def test_only_what_is_new_is_read(storage: MemoryStorage) -> None:
    """A command costs what was appended since the last, not the whole stream."""
    folded = list[CampaignEvent]()

    def evolve(state: CampaignState, fact: CampaignEvent) -> CampaignState:
        folded.append(fact)
        return CAMPAIGN_LIFE.evolve(state, fact)

    club: Campaign = StoredLife(storage, "campaign/C1", attrs.evolve(CAMPAIGN_LIFE, evolve=evolve))
    club.tell("join/1", join(1))
    assert len(folded) == 2
    life(storage).tell("join/2", join(2))
    for told in range(3):
        folded.clear()
        club.tell(f"pay/{told}", Pay(f"p{told}", "s1", PRICE, AT))
        assert len(folded) == (2 if told == 0 else 1)


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait, not for ever, until another thread has come so far."""
    end = monotonic() + 20
    while not is_so():
        assert monotonic() < end
        sleep(0.001)


def is_waited_for(club: Campaign, by: int) -> bool:
    """Whether so many wait for their answer."""
    return len(club._waiting) == by


class SlowStorage(MemoryStorage):
    """Counts commits, and waits before the first until all are there."""

    commits = 0
    begin = Barrier(1)
    """Of those who must be there."""

    def write(self, work: Callable[[UnitOfWork], T]) -> T:
        """Wait, then write."""
        self.commits += 1
        if self.commits == 1:
            self.begin.wait()
        return super().write(work)


def test_threads_share_a_commit() -> None:
    """While one writes, others come; all of them are in the next commit, each with its own answer."""
    storage = SlowStorage("riverside")
    club = life(storage)
    club.tell("publish/C1", PUBLISH)
    storage.commits, storage.begin = 0, Barrier(2)

    def tell(seat: int) -> Answer[CampaignEvent] | str:
        try:
            return club.tell(f"join/{seat}", join(seat))
        except JoinRefusedError as refusal:
            return refusal.problem

    with ThreadPoolExecutor(8) as threads:
        telling = [threads.submit(tell, 0)]
        wait_until(lambda: storage.commits == 1)
        for waiting, seat in enumerate((1, 1, 2, 3, 4, 5), start=1):
            telling.append(threads.submit(tell, seat))
            wait_until(partial(is_waited_for, club, waiting))
        storage.begin.wait()
        said = [one.result(timeout=20) for one in telling]
    assert storage.commits == 2
    answers = [one for one in said if isinstance(one, Answer)]
    assert (len(answers), said.count("stock")) == (5, 2)
    assert [one.is_new for one in answers] == [True, True, False, True, True]
    assert answers[1].facts == answers[2].facts != ()


def test_failed_commit_fails_for_all_who_shared_it() -> None:
    """Nobody is told yes, nobody waits for ever; told again, each is new."""
    storage = SlowStorage("riverside")

    def beside(_: UnitOfWork, __: CampaignState, facts: tuple[CampaignEvent, ...]) -> None:
        if storage.commits == 2:
            raise InterruptedError

    club: Campaign = StoredLife(storage, "campaign/C1", CAMPAIGN_LIFE, beside=beside)
    storage.commits = 10
    club.tell("publish/C1", PUBLISH)
    storage.commits, storage.begin = 0, Barrier(2)
    with ThreadPoolExecutor(8) as threads:
        telling = [threads.submit(club.tell, "join/0", join(0))]
        wait_until(lambda: storage.commits == 1)
        telling += [threads.submit(club.tell, f"join/{seat}", join(seat)) for seat in (1, 2, 3)]
        wait_until(partial(is_waited_for, club, 3))
        storage.begin.wait()
        failures = [one.exception(timeout=20) for one in telling]
    assert [type(failure) for failure in failures] == [type(None), *3 * [InterruptedError]]
    for seat in (1, 2, 3):
        assert club.tell(f"join/{seat}", join(seat)).is_new


def test_unknown_seat_is_raised_as_it_is(storage: MemoryStorage) -> None:
    """The decider's own errors come through, whatever they are."""
    with pytest.raises(UnknownSeatError):
        life(storage).tell("pay/9", Pay("p9", "s9", PRICE, AT))
    assert isinstance(life(storage).state(), Live)
