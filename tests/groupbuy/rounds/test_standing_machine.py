"""A year of a farm, turned about at will: rounds moved, cancelled, opened again; members change their minds; runs cut short."""

from datetime import timedelta
from typing import ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from communekit.groupbuy.rounds import (
    Act,
    InvalidStandingOrderError,
    Round,
    RoundClosedError,
    RoundPlan,
    StandingLine,
    StandingOrder,
    standing_bookings,
)
from tests.groupbuy.rounds.worlds import MEMBERS, Bookings, at, totals, weekly

DAYS = ("2026-03-05", "2026-03-12", "2026-03-19")
STOCK = {"eggs": 7, "milk": 4}
QUANTITIES = st.dictionaries(st.sampled_from(("eggs", "milk")), st.integers(1, 4), min_size=1)


def asked(quantities: dict[str, int]) -> list[StandingLine]:
    """Return lines of so much, the half of it as tolerance on top."""
    return [StandingLine(name, firm, tolerance=firm // 2) for name, firm in quantities.items()]


class Farm(RuleBasedStateMachine):
    """However the days of rounds and the minds of members change: one order each, never more than there is."""

    plan: ClassVar[RoundPlan] = weekly()

    def __init__(self) -> None:
        super().__init__()
        self.now = at("01T09:00")
        self.dates = self.plan
        self.reopened: dict[str, Round] = {}
        self.standing: dict[str, StandingOrder] = {}
        self.books: dict[str, Bookings] = {day: {} for day in DAYS}

    def round(self, day: str) -> Round:
        """Return a round as it stands."""
        return self.reopened.get(day, self.dates.round(day))

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours: int) -> None:
        """Nobody stops it."""
        self.now += timedelta(hours=hours)

    @rule(day=st.sampled_from(DAYS), hours=st.integers(-80, 80))
    def move(self, day: str, hours: int) -> None:
        """The farmer has another day."""
        self.dates = self.dates.redated(day, self.plan.round(day).ships_at + timedelta(hours=hours))
        self.reopened.pop(day, None)

    @rule(day=st.sampled_from(DAYS))
    def cancel(self, day: str) -> None:
        """There is no round."""
        self.dates = self.dates.cancelled(day)
        self.reopened.pop(day, None)

    @rule(day=st.sampled_from(DAYS))
    def restore(self, day: str) -> None:
        """There is one after all."""
        self.dates = self.dates.restored(day)
        self.reopened.pop(day, None)

    @rule(day=st.sampled_from(DAYS), store=st.sampled_from(("east", "west")))
    def open_again(self, day: str, store: str) -> None:
        """Orders are taken until the goods leave."""
        round_ = self.round(day)
        self.reopened[day] = round_.reopened(store, until=round_.ships_at)

    @rule(
        member=st.sampled_from(MEMBERS),
        day=st.sampled_from(DAYS),
        store=st.sampled_from(("east", "west")),
        of=QUANTITIES,
    )
    def ask(self, member: str, day: str, store: str, of: dict[str, int]) -> None:
        """A member asks for a standing order, in time."""
        if member not in self.standing:
            try:
                self.standing[member] = StandingOrder.starting(
                    f"s-{member}", self.round(day), member, store, asked(of), at=self.now
                )
            except RoundClosedError:
                assert self.now >= self.round(day).at(store).cut_off_at

    @rule(
        member=st.sampled_from(MEMBERS), day=st.sampled_from(DAYS), of=QUANTITIES,
        verb=st.sampled_from(("skip", "resume", "cancel", "revise")),
    )  # fmt: skip
    def change(self, member: str, day: str, of: dict[str, int], verb: str) -> None:
        """A member changes her mind, in time."""
        if member not in self.standing:
            return
        one, round_ = self.standing[member], self.round(day)
        try:
            match verb:
                case "skip":
                    one = one.skipped(round_, at=self.now)
                case "resume":
                    one = one.resumed(round_, at=self.now)
                case "cancel":
                    one = one.paused(round_, at=self.now)
                case _:
                    one = one.revised(round_, asked(of), at=self.now)
        except RoundClosedError:
            assert self.now >= round_.at(one.store).cut_off_at
        except InvalidStandingOrderError:
            assert round_.occurrence < one.first
        self.standing[member] = one

    @rule(day=st.sampled_from(DAYS), lost=st.sets(st.sampled_from(MEMBERS)))
    def place(self, day: str, lost: set[str]) -> None:
        """Place, and save what came out, be it in part."""
        round_, book = self.round(day), self.books[day]
        placements = standing_bookings(round_, self.standing.values(), STOCK, at=self.now, placed=book)
        assert len(placements) == len(self.standing)
        for one in placements:
            is_open = round_.at(one.standing.store).window.covers(self.now)
            if not (is_open or round_.is_cancelled):
                assert one.act in {Act.KEEP, Act.NOTHING}
            if one.act is Act.PLACE and one.standing.member in lost:
                continue  # The lights went out: what is new comes last, and this was not saved.
            if one.bookings:
                book[one.order] = one.bookings
            else:
                book.pop(one.order, None)

    @invariant()
    def test_p12_one_order_for_each_standing_order_and_round(self) -> None:
        """Neither lost nor doubled."""
        orders = [order for book in self.books.values() for order in book]
        assert len(orders) == len(set(orders))
        for book in self.books.values():
            members = [bookings[0].member for bookings in book.values()]
            assert len(members) == len(set(members))

    @invariant()
    def test_p13_never_more_than_there_is(self) -> None:
        """Tolerances counted in."""
        for book in self.books.values():
            assert all(got <= STOCK[name] for name, got in totals(book).items())


Farm.TestCase.settings = settings(stateful_step_count=30)
TestFarm = Farm.TestCase
