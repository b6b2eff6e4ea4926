"""Benches of group buys: one decision among ten thousand members against ten; joining in a database against a bare UPDATE."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from itertools import product
from statistics import median
from typing import Final

from communekit.groupbuy.campaign import (
    CAMPAIGN_LIFE,
    Advance,
    Campaign,
    CampaignCommand,
    CampaignState,
    Item,
    Join,
    Leave,
    Pay,
    Publish,
    PurchaseLimit,
    join_list,
    team_buy,
)
from communekit.money import Money
from communekit.period import Window, instant

from .joining import JOINERS, PIECES, PROCESSES, Crowd, Rate
from .result import Result
from .server import postgres
from .stopwatch import Times, compare

FEW: Final = 10
MANY: Final = 10_000
TEAM: Final = 5
DECISIONS: Final = 200
"""So many in each turn, all on the same state."""
TURNS: Final = 5
"""So often all join."""

PRICE: Final = Money.cny("12.90")
WINDOW: Final = Window.parse("2026-03-01T00:00:00Z/2026-03-08T00:00:00Z")
AT: Final = instant("2026-03-01T09:00:00Z")

Decision = tuple[CampaignCommand, CampaignState]


def results() -> Iterator[Result]:
    """Measure, and yield a result at a time."""
    yield _decide()
    yield from _join()


def _join() -> Iterator[Result]:
    """Let sixteen processes join one campaign; nothing where there is no server to be had."""
    with ExitStack() as stack:
        try:
            url = stack.enter_context(postgres())
        except ImportError:
            return
        crowd = Crowd(url, stack)
        ways = (0, JOINERS // 2, JOINERS)
        ran: dict[int, list[Rate]] = {way: [] for way in ways}
        for turn, way in product(range(TURNS + 1), ways):
            ran[way].append(crowd.rate(f"{way}-{turn}", together=way))
    rates = {
        way: [one.joins for one in each[1:]] for way, each in ran.items()
    }  # The first is for warming up.
    best, middle = (of(rates[JOINERS]) / of(rates[0]) for of in (max, median))
    half = median(rates[JOINERS // 2]) / median(rates[0])
    taken = min(one.taken_ms for one in ran[JOINERS])
    yield Result(
        "groupbuy.join_vs_update",
        min(best, middle),
        "none",
        met=True,
        how=f"joins answered a second, {PROCESSES} processes of {JOINERS} joiners at one campaign of {PIECES} pieces in PostgreSQL, "
        f"every commit synchronised, {PIECES} told yes each time; all joiners of a process in one commit, each under its own key, "
        f"against a conditional UPDATE and commit each; {TURNS} turns each, {max(rates[JOINERS]):.0f}/s against {max(rates[0]):.0f}/s "
        f"at best (ratio {best:.2f}), {median(rates[JOINERS]):.0f}/s against {median(rates[0]):.0f}/s in the middle (ratio "
        f"{middle:.2f}), the lower one counts; half of them in one commit {half:.2f} in the middle; {taken:.2f} ms of our processor "
        "time a join, most of it reading what the other fifteen have written",
    )


def _decide() -> Result:
    few, many = ({mode: _decisions(mode, members) for mode in ("list", "teams")} for members in (FEW, MANY))
    worst, told = 0.0, list[str]()
    for mode, command in product(few, few["list"]):
        one, other = few[mode][command], many[mode][command]
        decided = compare(partial(_run, one), partial(_run, other))
        handled = compare(partial(_handle, one), partial(_handle, other))
        worst = max(worst, _ratio(decided), _ratio(handled))
        told.append(
            f"{command} in {mode} {_ratio(decided):.2f} ({decided.second / DECISIONS * 1e6:.0f} us), with the state after it "
            f"{_ratio(handled):.2f} ({handled.second / DECISIONS * 1e6:.0f} us)"
        )
    return Result(
        "groupbuy.decide_10000_vs_10",
        worst,
        "<= 3",
        met=worst <= 3,
        how=f"processor time of one decision in a campaign of {MANY} paid members against one of {FEW}, the worst of: "
        f"{'; '.join(told)}; stock and a limit a member are asked, {handled.noise}",
    )


def _ratio(times: Times) -> float:
    return times.second / times.first


def _decisions(mode: str, members: int) -> dict[str, Decision]:
    """Return one decision of each kind, in a campaign that so many have joined and paid for."""
    state = grown(mode, members)
    join = Join("late", "late", {"eggs": 1}, AT)
    after = CAMPAIGN_LIFE.handle(join, state)[1]
    others: dict[str, CampaignCommand] = {
        "pay": Pay("late", "late", PRICE, AT),
        "leave": Leave("late", AT),
        "nothing due": Advance(AT + timedelta(minutes=14)),
        "a seat lapses": Advance(AT + timedelta(minutes=15)),
    }
    return {"join": (join, state), **{what: (command, after) for what, command in others.items()}}


def grown(mode: str, members: int) -> CampaignState:
    """Return a campaign that so many have joined and paid for: on one list, or in teams of five."""
    item, limits = Item("eggs", PRICE, stock=1_000_000), PurchaseLimit(per_member=10)
    campaign: Campaign = (
        join_list("C1", [item], WINDOW, limits=limits)
        if mode == "list"
        else team_buy("C1", [item], WINDOW, size=TEAM, limits=limits)
    )
    _, state = CAMPAIGN_LIFE.handle(Publish(campaign, AT), CAMPAIGN_LIFE.initial)
    for number in range(members):
        head = number - number % TEAM
        group = f"s{head}" if mode == "teams" and number != head else None
        join = Join(f"s{number}", f"m{number}", {"eggs": 1}, AT, group=group)
        for command in (join, Pay(f"p{number}", join.seat, PRICE, AT)):
            _, state = CAMPAIGN_LIFE.handle(command, state)
    return state


def _run(decision: Decision) -> None:
    for _ in range(DECISIONS):
        CAMPAIGN_LIFE.decide(*decision)


def _handle(decision: Decision) -> None:
    for _ in range(DECISIONS):
        CAMPAIGN_LIFE.handle(*decision)


__all__ = ["grown", "results"]
