"""What the plain campaign is asked for: each command, on lists."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from communekit.groupbuy.allocation import Booking
from communekit.groupbuy.campaign import (
    Advance,
    Announce,
    AnnouncedPrice,
    CampaignCommand,
    CampaignStateError,
    Cancel,
    Conclude,
    CutOff,
    FactConflictError,
    GiveUp,
    InvalidCampaignError,
    InvalidWantError,
    Join,
    JoinRefusedError,
    Leave,
    Pay,
    Publish,
    Receive,
    Reduce,
    Restock,
    SeatStateError,
    StockRefusedError,
    TakeBack,
    Teams,
    UnknownSeatError,
    Waive,
    Want,
)
from tests.groupbuy.allocation import model as sharing
from tests.groupbuy.campaign.model import DECIDED, RUNNING, PlainGroup, PlainSeat
from tests.groupbuy.campaign.model_joining import Doorway, RefusedError


def plain_wants(wants: Iterable[Want]) -> dict[str, tuple[int, int]]:
    """Return wants as plain numbers, firm and tolerance, by product."""
    return {want.product: (want.firm, want.tolerance) for want in wants}


class Plain(Doorway):
    """The lists, how they change, and what is asked of them."""

    def handle(self, command: CampaignCommand) -> None:
        """Let time pass, then do what is asked for, or refuse."""
        if isinstance(command, Publish):
            return
        now = max(command.at, self.at)
        self.pass_time(now)
        match command:
            case Advance():
                pass
            case Join():
                self.on_join(command, now)
            case Pay(payment, seat, amount):
                self.on_pay(payment, self.seat(seat), amount.minor, now)
            case GiveUp(seat):
                self.on_give_up(self.seat(seat), now)
            case Leave(seat):
                self.on_leave(self.seat(seat), now)
            case Reduce(seat, wants):
                self.on_reduce(self.seat(seat), plain_wants(wants), now)
            case TakeBack(seat):
                self.on_take_back(self.seat(seat))
            case CutOff():
                self.on_cut_off(now)
            case Waive(group):
                self.on_waive(group, now)
            case Announce(prices):
                self.on_announce({product: price.minor for product, price in prices.items()}, now)
            case Restock(product, change, store=store):
                self.on_restock(product, change, store)
            case Receive(product, delivered):
                self.on_receive(product, delivered)
            case Cancel():
                self.on_cancel()
            case Conclude():
                self.on_conclude(now)

    def seat(self, name: str) -> PlainSeat:
        """Return a seat, or refuse."""
        for seat in self.seats:
            if seat.id == name:
                return seat
        raise RefusedError(UnknownSeatError)

    def the_group(self, name: str) -> PlainGroup:
        """Return a group, or refuse."""
        group = self.group(name)
        if group is None:
            raise RefusedError(UnknownSeatError)
        return group

    def on_join(self, join: Join, now: datetime) -> None:
        """Take a member on."""
        store = join.store or self.terms.store
        for seat in self.seats:
            if seat.id == join.seat:
                self.again(join, seat, store)
                return
        problems = {*self.closed_for(join, store, now), *self.too_much(join), *self.no_stock(join, store)}
        if problems:
            raise RefusedError(JoinRefusedError, *problems)
        wants = plain_wants(join.wants)
        if not self.in_teams:
            group = self.the_group(self.terms.id)
        elif join.group is None:
            group = self.open_team(join, now)
        else:
            group = self.the_group(join.group)
        until, first = now + self.terms.seat_lasts, self.first(wants)
        seat = PlainSeat(join, len(self.seats) + 1, group.id, store, now, until, wants, first)
        seat.state = "reserved" if first else "joined"
        self.seats.append(seat)
        self.ask(seat)
        self.settle(group, now)

    def again(self, join: Join, seat: PlainSeat, store: str | None) -> None:
        """The same joining, at whatever time, is one; the only group may be named or not."""

        def told(one: Join, where: str | None) -> tuple[Any, ...]:
            group = one.group if self.in_teams or one.group != self.terms.id else None
            return one.member, one.wants, group, where, one.household, one.leader

        if told(join, store) != told(seat.join, seat.store):
            raise RefusedError(FactConflictError)

    def open_team(self, join: Join, now: datetime) -> PlainGroup:
        """Open a team."""
        forming = self.terms.forming
        assert isinstance(forming, Teams)
        closes = now + forming.lasts
        if forming.ends_with_campaign:
            closes = min(closes, self.terms.closes_at)
        group = PlainGroup(join.seat, len(self.groups) + 1, closes, head=join.seat)
        self.groups.append(group)
        return group

    def on_pay(self, payment: str, seat: PlainSeat, amount: int, now: datetime) -> None:
        """Take money, or send it back."""
        for other in self.seats:
            if payment in other.told:
                if other is seat and other.told[payment] == amount:
                    return
                raise RefusedError(FactConflictError)
        seat.told[payment] = amount
        seat.kept += amount
        if seat.state not in ("reserved", "owing"):
            self.give_back(seat, seat.kept - amount)
            return
        self.give_back(seat, min(seat.kept, seat.asked))
        self.paid_up(seat)
        self.settle(self.the_group(seat.group), now)

    def paid_up(self, seat: PlainSeat) -> None:
        """Take a seat on of which all is there."""
        if seat.kept == seat.asked:
            seat.state = {"reserved": "joined", "owing": "confirmed"}[seat.state]

    def on_give_up(self, seat: PlainSeat, now: datetime) -> None:
        """Free an unpaid seat."""
        if seat.state == "lapsed":
            return
        if seat.state != "reserved":
            raise RefusedError(SeatStateError)
        self.go(seat, "lapsed", now)

    def on_leave(self, seat: PlainSeat, now: datetime) -> None:
        """Let a member go."""
        group = self.the_group(seat.group)
        if seat.state == "left" or (group.state == "formed" and seat.state in ("failed", "forfeited")):
            return
        if seat.state == "owing":
            self.miss(seat)
            return
        if seat.state not in RUNNING or group.state not in ("open", "undecided"):
            raise RefusedError(SeatStateError)
        self.go(seat, "left", now)

    def on_reduce(self, seat: PlainSeat, wants: dict[str, tuple[int, int]], now: datetime) -> None:
        """Let a member take less."""
        if wants == seat.wants:
            return
        group = self.the_group(seat.group)
        is_late = not self.in_teams and now >= self.terms.cut_off(seat.store)  # type: ignore[arg-type]  # Plain text.
        if seat.state not in RUNNING or group.state != "open" or is_late:
            raise RefusedError(SeatStateError)
        for product, (firm, tolerance) in wants.items():
            before = seat.wants.get(product, (0, 0))
            if firm > before[0] or tolerance > before[1]:
                raise RefusedError(InvalidWantError, "more")
        seat.wants, before_asked = wants, seat.asked
        seat.asked = self.first(wants)
        self.give_back(seat, min(seat.kept, seat.asked))
        if seat.state == "reserved":
            self.paid_up(seat)
        if seat.asked != before_asked:
            self.ask(seat)
        self.settle(group, now)

    def on_take_back(self, seat: PlainSeat) -> None:
        """Take a seat back."""
        if seat.state == "returned":
            return
        if seat.state != "confirmed":
            raise RefusedError(SeatStateError)
        self.end(seat, "returned")

    def on_cut_off(self, now: datetime) -> None:
        """Close early."""
        if self.in_teams:
            raise RefusedError(CampaignStateError)
        self.close(self.the_group(self.terms.id), now)

    def close(self, group: PlainGroup, now: datetime) -> None:
        """Close a group that is open."""
        if group.state in ("open", "filling"):
            group.state = "undecided"
            self.settle(group, now)

    def on_waive(self, name: str, now: datetime) -> None:
        """Take fewer."""
        group = self.the_group(name)
        if group.is_waived:
            return
        if group.state in DECIDED:
            raise RefusedError(CampaignStateError)
        group.is_waived = True
        self.close(group, now)

    def on_announce(self, prices: dict[str, int], now: datetime) -> None:
        """Say the final prices."""
        if not isinstance(self.terms.pricing, AnnouncedPrice):
            raise RefusedError(InvalidCampaignError, "not_together")
        if self.announced is not None:
            if self.announced != prices:
                raise RefusedError(FactConflictError)
            return
        self.announced = prices
        self.settle(self.the_group(self.terms.id), now)

    def on_restock(self, product: str, change: int, store: str | None) -> None:
        """Change stock."""
        pool = self.pool(product, store) if any(product == known for known in self.terms.items) else None
        if pool is None or (store is not None and pool != store):
            raise RefusedError(InvalidCampaignError, "unknown")
        if self.left(product, pool) + change < 0:
            raise RefusedError(StockRefusedError)
        self.restocked.append((product, pool, change))

    def on_receive(self, product: str, delivered: int) -> None:
        """Share out what arrived, once there is anybody who waits for it."""
        if not self.in_teams and self.the_group(self.terms.id).state != "formed":
            raise RefusedError(CampaignStateError)
        served = [
            seat for seat in self.seats if seat.state in ("owing", "confirmed") and seat.got.get(product)
        ]
        bookings = []
        for seat in served:
            firm = min(seat.wants[product][0], seat.got[product])
            more = seat.got[product] - firm
            bookings.append(Booking(seat.id, seat.join.member, product, seat.at, firm, tolerance=more))
        got = sharing.shared(bookings, delivered, self.terms.allocation)
        for seat in served:
            if got[seat.id] != seat.got[product]:
                seat.got = {**seat.got, product: got[seat.id]}
                self.reckon(seat)
                self.tell(seat, "short")

    def on_cancel(self) -> None:
        """Cancel what has not formed."""
        if self.is_cancelled:
            return
        running = [group for group in self.groups if group.state not in DECIDED]
        if self.is_concluded or (not self.in_teams and not running):
            raise RefusedError(CampaignStateError)
        self.is_cancelled = True
        for group in running:
            self.fail(group, "cancelled", "")

    def on_conclude(self, now: datetime) -> None:
        """Close for good."""
        if self.is_concluded:
            return
        pends = any(group.state not in DECIDED or self.of(group, "owing") for group in self.groups)
        is_over = not self.in_teams or now >= self.terms.closes_at or self.is_cancelled
        if pends or not is_over:
            raise RefusedError(CampaignStateError)
        self.is_concluded = True
