"""Many join one campaign at once (抢购并发): all pieces are sold and none twice; everybody is told yes or no; retries are told apart by key."""

import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple

from communekit.groupbuy.campaign import (
    CAMPAIGN_LIFE,
    CampaignCommand,
    CampaignEvent,
    CampaignState,
    Item,
    Join,
    JoinRefusedError,
    Live,
    Publish,
    SeatTaken,
    join_list,
)
from communekit.money import Money
from communekit.period import Window, instant
from communekit.storage import Event, StoredLife, write_value
from communekit.storage.sql import Database, SqlEvents, SqlStorage

WRITERS: Final = 8
"""Each with what it has read itself, as if it were a process of its own."""
JOINERS: Final = 10
"""So many of each writer; all together they want more than there is."""
PIECES: Final = 60
AGAIN: Final = 0.4
"""This share of joinings is told a second time, by another writer, be it while the first is under way."""

AT: Final = instant("2026-03-01T09:00:00Z")
STREAM: Final = "campaign/C1"
EGGS: Final = Item("eggs", Money.cny("12.90"), stock=PIECES)
PUBLISH: Final = Publish(
    join_list("C1", [EGGS], Window.parse("2026-03-01T00:00:00Z/2026-03-08T00:00:00Z")), AT
)

Campaign = StoredLife[CampaignCommand, CampaignEvent, CampaignState]


class Told(NamedTuple):
    """What a joiner was told: whether the seat is new, or why there is none."""

    seat: str
    is_new: bool
    refusal: str | None


def campaign(database: Database, community: str) -> Campaign:
    """Return a campaign as a process has it that has read nothing yet."""
    return StoredLife(SqlStorage(database, community), STREAM, CAMPAIGN_LIFE)


def join(seat: str) -> Join:
    """Return a joining: of each member one."""
    return Join(seat, f"m{seat}", {"eggs": 1}, AT)


def run(tell: Callable[[int, str], Told]) -> list[Told]:
    """Let all writers tell their joiners' wishes, and some of those that others have just told; return what was answered."""
    latest: list[str] = []

    def write(writer: int) -> list[Told]:
        chance, answered = random.Random(writer), list[Told]()
        for number in range(JOINERS):
            seat = f"w{writer}-{number}"
            latest.append(seat)
            answered.append(tell(writer, seat))
            if chance.random() < AGAIN:
                answered.append(tell(writer, chance.choice(latest[-WRITERS:])))
        return answered

    with ThreadPoolExecutor(WRITERS) as threads:
        return [told for each in threads.map(write, range(WRITERS)) for told in each]


def test_all_is_sold_and_nothing_twice(database: Database) -> None:
    """never_oversold, same_key_once: sixty pieces, eighty who want one, many of them twice, eight writers at once."""
    community = f"{database.dialect}-joining"
    campaigns = [campaign(database, community) for _ in range(WRITERS)]
    campaigns[0].tell("publish/C1", PUBLISH)

    def tell(writer: int, seat: str) -> Told:
        try:
            answer = campaigns[writer].tell(f"join/{seat}", join(seat))
        except JoinRefusedError as refusal:
            return Told(seat, False, f"{refusal.problem}, {refusal.left} left")
        (fact,) = answer.facts
        assert isinstance(fact, SeatTaken)
        assert fact.seat.id == seat
        return Told(seat, answer.is_new, None)

    told = run(tell)
    new = Counter(one.seat for one in told if one.is_new)
    served = {one.seat for one in told if one.refusal is None}
    assert (len(new), set(new.values()), set(new)) == (PIECES, {1}, served)
    refused = {one.seat for one in told if one.refusal is not None}
    assert {one.refusal for one in told} == {None, "stock, 0 left"}
    assert (len(refused), served & refused) == (WRITERS * JOINERS - PIECES, set())
    assert len(told) > WRITERS * JOINERS
    state = campaign(database, community).state()
    assert isinstance(state, Live)
    assert {seat.id for seat in state.list()} == served
    assert [seat.number for seat in state.list()] == list(range(1, PIECES + 1))
    assert state.left(EGGS.product, "") == 0
    assert all(one.state() == state for one in campaigns)
    recorded = list(SqlEvents(database, community).load(STREAM))
    assert [one.version for one in recorded] == list(range(PIECES + 1))
    assert {one.key for one in recorded} == {"publish/C1", *(f"join/{seat}" for seat in served)}


def test_careless_writers_are_found_out(database: Database) -> None:
    """It can fail: who decides on what he read some time ago, and appends whatever stands there now, sells what is gone."""
    community = f"{database.dialect}-careless"
    storage = SqlStorage(database, community)
    club = campaign(database, community)
    club.tell("publish/C1", PUBLISH)
    states = [club.state()] * WRITERS

    def tell(writer: int, seat: str) -> Told:
        facts, states[writer] = CAMPAIGN_LIFE.handle(join(seat), states[writer])
        events = [Event("groupbuy.seat_taken", AT, write_value(fact)) for fact in facts]
        if not events:
            return Told(seat, False, None)
        key = f"join/{writer}/{seat}"
        return Told(
            seat, storage.write(lambda unit: unit.events.append(STREAM, events, key=key)).is_new, None
        )

    assert sum(one.is_new for one in run(tell)) > PIECES
