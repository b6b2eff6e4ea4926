"""Statements: a party's period, from what it had to what it has (结算单)."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import attrs

from communekit.ids import PartyId, identifier
from communekit.ledger.landing import DEBTS
from communekit.money import Currency, Money
from communekit.period import Period, Window

from .errors import StatementError
from .flow import HELD, Flow
from .held import Held
from .movement import Line, Movement
from .nature import Nature


class Late(NamedTuple):
    """A fact that became known after the books of its time were closed (补记): it counts where it was booked."""

    movement: Movement
    line: Line


def _flows(given: Iterable[Flow]) -> tuple[Flow, ...]:
    return tuple(given)


def _movements(given: Iterable[Movement]) -> tuple[Movement, ...]:
    return tuple(sorted(given, key=lambda movement: movement.key))


def _held(given: Iterable[Held]) -> tuple[Held, ...]:
    return tuple(sorted(given, key=lambda held: held.sort_key))


@attrs.frozen
class Statement:
    """One party's period in one commodity (结算单), as data: opening + movements = closing, to the last unit.

    `flows` is the stage table: what came into each bucket and what left it, so moves between buckets (confirmed,
    released, offset, reserved) show there and nowhere else. `movements` are what changed the whole claim, by kind and
    source. `held` says which claims are not free yet, and until when. Amounts are whole minor units.

    Errors: `StatementError` "does_not_add_up", "held_does_not_add_up"; a statement that does not add up cannot exist.
    """

    party: PartyId
    commodity: Currency
    period: Period
    flows: tuple[Flow, ...] = attrs.field(converter=_flows)
    movements: tuple[Movement, ...] = attrs.field(converter=_movements, default=())
    held: tuple[Held, ...] = attrs.field(converter=_held, default=())

    def __attrs_post_init__(self) -> None:
        identifier(self.party, what="party id")
        moved = sum(movement.minor for movement in self.movements)
        off = self.closing_minor - self.opening_minor - moved
        if off:
            raise StatementError(self.party, self.period.label, "does_not_add_up", off)
        for flow in self.flows:
            if flow.bucket in HELD:
                lies = sum(held.minor for held in self.held if held.bucket == flow.bucket)
                if lies != flow.closing_minor:
                    raise StatementError(
                        self.party, self.period.label, "held_does_not_add_up", lies - flow.closing_minor
                    )

    @property
    def opening_minor(self) -> int:
        """The whole claim before the period, in minor units; below zero the party owes."""
        return sum(flow.opening_minor for flow in self.flows)

    @property
    def closing_minor(self) -> int:
        """The whole claim at the end of the period, in minor units."""
        return sum(flow.closing_minor for flow in self.flows)

    @property
    def opening(self) -> Money:
        """The whole claim before the period (期初)."""
        return Money(self.opening_minor, self.commodity)

    @property
    def closing(self) -> Money:
        """The whole claim at the end of the period (期末)."""
        return Money(self.closing_minor, self.commodity)

    def flow(self, bucket: str) -> Flow:
        """Return what went through a bucket; nothing for one that never moved."""
        return next((flow for flow in self.flows if flow.bucket == bucket), Flow(bucket))

    def balance(self, bucket: str) -> Money:
        """Return what lies in a bucket at the end of the period."""
        return Money(self.flow(bucket).closing_minor, self.commodity)

    @property
    def owed(self) -> Money:
        """What the party owes at the end: receivable and advance together, zero or more."""
        return Money(-sum(self.flow(bucket).closing_minor for bucket in DEBTS), self.commodity)

    def moved(self, nature: Nature) -> Money:
        """Return what the movements of one nature come to."""
        minor = sum(movement.minor for movement in self.movements if movement.nature is nature)
        return Money(minor, self.commodity)

    @property
    def late(self) -> tuple[Late, ...]:
        """The facts of earlier periods that were booked in this one (补记), in the order of booking."""
        found = [
            Late(movement, line)
            for movement in self.movements
            for line in movement.lines
            if line.happened_at is not None
        ]
        return tuple(sorted(found, key=lambda late: late.line.at))

    @property
    def is_quiet(self) -> bool:
        """Whether nothing moved, not even between buckets."""
        return not any(flow.in_minor or flow.out_minor for flow in self.flows)

    def then(self, later: "Statement", *, label: str = "") -> "Statement":
        """Return the statement over this period and the next (合并账期).

        Args:
            later: The same party's statement of the period that begins where this one ends.
            label: The name of both together: "2026-Q1"; "2026-03 + 2026-04" where none is given.

        Raises:
            StatementError: "not_adjacent": the periods do not meet, or the balances between them differ.
        """
        mine, theirs = self.period, later.period
        meets = mine.window.end == theirs.window.start and _closing(self) == _opening(later)
        if not meets or (self.party, self.commodity) != (later.party, later.commodity):
            raise StatementError(self.party, mine.label, "not_adjacent", theirs.label)
        joined = {movement.key: movement for movement in self.movements}
        for movement in later.movements:
            known = joined.get(movement.key)
            joined[movement.key] = movement if known is None else known.then(movement)
        both = Period(
            label or f"{mine.label} + {theirs.label}", Window(mine.window.start, theirs.window.end), mine.zone
        )
        flows = [flow.then(later.flow(flow.bucket)) for flow in self.flows]
        return Statement(self.party, self.commodity, both, flows, joined.values(), later.held)


def _opening(statement: Statement) -> Mapping[str, int]:
    return {flow.bucket: flow.opening_minor for flow in statement.flows}


def _closing(statement: Statement) -> Mapping[str, int]:
    return {flow.bucket: flow.closing_minor for flow in statement.flows}


NATURES: Final = tuple(Nature)
"""The order in which natures stand on a statement."""

__all__ = ["NATURES", "Late", "Statement"]
