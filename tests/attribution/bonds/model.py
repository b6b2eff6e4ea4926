"""The plain and slow model: every fact in turn, days as whole numbers, rows in a list that is searched from end to end."""

from collections.abc import Iterable
from typing import Any

import attrs

from communekit.attribution.bonds import (
    REGISTRATION,
    BondCommand,
    BondPolicy,
    BondScope,
    HandOver,
    Offer,
    PassOn,
    Register,
    Release,
)
from communekit.parties import LeaderApproved, LeaderEvent, LeaderExited, LeaderPaused
from tests.attribution.bonds.strategies import number_of

EVER = 10**6
"""A day that never comes."""


@attrs.define
class Row:
    """Who had whom from when until when, as it turned out."""

    member: str
    store: str | None
    leader: str
    start: int
    end: int
    """Where it ends by itself, or was ended."""
    protected: int
    how: str = "expired"
    """What ended it, if something did."""


class Model:
    """Rows of bonds, made from facts one by one."""

    def __init__(self, policy: BondPolicy, leaders: Iterable[LeaderEvent]) -> None:
        self.policy, self.leaders = policy, list(leaders)
        self.rows: list[Row] = []
        self.registered: dict[str, int] = {}
        self.declined: dict[str, str] = {}
        self.renewals: dict[str, int] = {}

    def run(self, facts: Iterable[BondCommand]) -> "Model":
        """Take facts and exits, day by day: exits, what is done by hand, registrations, offers."""
        ranks = {LeaderExited: 0, Release: 1, HandOver: 1, Register: 2, Offer: 3}
        exits: list[Any] = [event for event in self.leaders if isinstance(event, LeaderExited)]
        every = [*exits, *facts]
        every.sort(
            key=lambda it: (it.at, ranks[type(it)], getattr(it, "priority", 0), getattr(it, "id", ""), getattr(it, "leader", ""))
        )  # fmt: skip
        for it in every:
            self.leave(it) if isinstance(it, LeaderExited) else self.tell(it)
        return self

    def has(self, member: str, store: str | None, at: int) -> Row | None:
        """Return the row that covers a day; two of them would be a defect of the model."""
        found = [r for r in self.rows if (r.member, r.store) == (member, store) and r.start <= at < r.end]
        assert len(found) <= 1
        return found[0] if found else None

    def works(self, leader: str, at: int) -> bool:
        """Whether a leader may bind."""
        past = [event for event in self.leaders if event.leader == leader]
        if not past:
            return True
        past = [event for event in past if number_of(event.at) <= at]
        if not past:
            return False
        last = max(past, key=lambda event: (event.at, ORDER.index(type(event).__name__)))
        return isinstance(last, LeaderApproved) or (
            isinstance(last, LeaderPaused) and self.policy.binds_while_paused
        )

    def line(self, party: str, store: str | None, at: int) -> list[str]:
        """Return the line above somebody."""
        line: list[str] = []
        row = self.has(party, store, at)
        while row is not None and row.leader != party and row.leader not in line:
            line.append(row.leader)
            party = row.leader
            row = self.has(party, store, at)
        return line

    def place(self, fact: BondCommand) -> str | None:
        """Return the store in which a fact counts."""
        return fact.store if self.policy.scope is BondScope.STORE else None

    def tell(self, fact: BondCommand) -> None:
        """Take one fact."""
        at, member, store = number_of(fact.at), fact.member, self.place(fact)
        row = self.has(member, store, at)
        match fact:
            case Release():
                if row is None:
                    self.declined[fact.id] = "not_bound"
                else:
                    row.end, row.how = at, "released"
            case HandOver(to=leader):
                why = ""
                if self.policy.scope is BondScope.STORE and store is None:
                    why = "no_store"
                elif row is not None and row.leader == leader:
                    why = "same_leader"
                why = why or self.cannot(member, leader, store, at)
                if why:
                    self.declined[fact.id] = why
                elif row is None:
                    self.add(member, store, leader, at)
                else:
                    self.hand(row, leader, at)
            case Register(leader=leader):
                if member in self.registered:
                    self.declined[fact.id] = "already_registered"
                    return
                self.registered[member] = at
                if leader is not None:
                    self.offer(fact, leader, REGISTRATION, row)
            case Offer(leader=leader, deed=deed):
                self.offer(fact, leader, deed, row)
            case PassOn():
                raise AssertionError("the model lets leaders leave by itself")

    def offer(self, fact: Any, leader: str, deed: str, row: Row | None) -> None:
        """Take one offer: the first thing that speaks against it is why it does not bind."""
        p, at, member, store = self.policy, number_of(fact.at), fact.member, self.place(fact)
        is_offer = isinstance(fact, Offer)
        registered = self.registered.get(member, EVER)
        is_new = at < registered + p.new_for.calendar_days or registered == EVER or not is_offer
        if fact.is_new is not None:
            is_new = fact.is_new
        mode = p.mode.value
        against = {
            "no_store": p.scope is BondScope.STORE and store is None,
            "kind_does_not_bind": (p.triggers is not None and deed not in p.triggers)
            or (is_offer and fact.is_view and not p.views),
            "role_does_not_bind": is_offer and fact.role not in p.roles,
            "self": leader == member and not p.allows_self,
            "leader_not_active": not self.works(leader, at),
            "same_leader": row is not None and row.leader == leader,
            "not_at_registration": mode == "register_only"
            and is_offer
            and registered == EVER
            and fact.is_new is None,
            "not_new": (p.who.value == "new" or mode == "register_only") and not is_new,
            "already_bound": row is not None and row.protected == EVER,
            "protected": row is not None and at < row.protected,
            "cooling_down": row is None and self.cools(member, leader, store, at),
            "cycle": leader != member and member in self.line(leader, store, at),
        }
        why = next((word for word, holds in against.items() if holds), "")
        if why == "same_leader" and row is not None and p.renews and p.validity is not None:
            end = at + p.validity.calendar_days
            if end > row.end:
                row.end, self.renewals[fact.id] = end, end
                return
        if why:
            self.declined[fact.id] = why
            return
        if row is not None:
            row.end, row.how = at, "taken_over"
        self.add(member, store, leader, at)

    def cools(self, member: str, leader: str, store: str | None, at: int) -> bool:
        """Whether a bond that expired or was released by hand keeps this leader waiting."""
        past = [r for r in self.rows if (r.member, r.store) == (member, store)]
        if not past or not self.policy.cool_down:
            return False
        last = past[-1]
        if last.how not in {"expired", "released"}:
            return False
        is_meant = self.policy.cool_down_for.value == "everybody" or leader == last.leader
        return is_meant and at < last.end + self.policy.cool_down.calendar_days

    def add(self, member: str, store: str | None, leader: str, at: int) -> None:
        """Bind somebody for a full term."""
        p = self.policy
        end = EVER if p.validity is None else at + p.validity.calendar_days
        protected = EVER if p.mode.value != "last" else min(end, at + p.protection.calendar_days)
        if p.house_yields and leader == p.house:
            protected = at
        self.rows.append(Row(member, store, leader, at, end, protected))

    def hand(self, row: Row, leader: str, at: int) -> None:
        """Give what is left of a row to another leader."""
        protected = at if self.policy.house_yields and leader == self.policy.house else row.protected
        self.rows.append(Row(row.member, row.store, leader, at, row.end, protected))
        row.end, row.how = at, "handed_over"

    def cannot(self, member: str, leader: str, store: str | None, at: int) -> str:
        """Return why somebody cannot be given a member."""
        if leader == member and not self.policy.allows_self:
            return "self"
        if not self.works(leader, at):
            return "leader_not_active"
        return "cycle" if leader != member and member in self.line(leader, store, at) else ""

    def leave(self, exited: LeaderExited) -> None:
        """Let a leader go, his members one by one."""
        p, at = self.policy, number_of(exited.at)
        led = [r for r in self.rows if r.leader == exited.leader and r.start <= at < r.end]
        for row in sorted(led, key=lambda r: (r.member, r.store or "")):
            above = [up for up in self.line(exited.leader, row.store, at) if self.works(up, at)]
            chosen = {
                "house": p.house,
                "named": p.heir,
                "release": None,
                "parent": above[0] if above else None,
            }
            wanted = [exited.hand_over_to, chosen[p.on_exit.value]]
            if p.on_exit.value != "release" or exited.hand_over_to is not None:
                wanted.append(p.house)
            fit = [
                to
                for to in wanted
                if to not in (None, exited.leader) and not self.cannot(row.member, str(to), row.store, at)
            ]
            if fit:
                self.hand(row, str(fit[0]), at)
            else:
                row.end, row.how = at, "left"


ORDER = ("LeaderApproved", "LeaderPaused", "LeaderSuspended", "LeaderExited")
