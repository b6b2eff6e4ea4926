"""The tally (汇总): what a run came to, counted from the rows and from the entries apart."""

from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from communekit.commission import Plan

from .entry import DISCOUNT, RESIDUAL, SALE, SHORTFALL, TAX, Entry
from .event import Assessed, Returned
from .intake import LeftOutRow

EARNED: Final = "earned"
KEPT: Final = "kept"
PUT_IN: Final = "put_in"
"""Where an amount comes from: a rule, what is left for the residual party, what a funder or bearer puts in."""

_SOURCES: Final = {RESIDUAL: KEPT, TAX: KEPT, DISCOUNT: PUT_IN, SHORTFALL: PUT_IN}


class Sum(NamedTuple):
    """What a party got in a role: by sales, and what returns took back of it (zero or below), in minor units."""

    role: str
    party: str
    sold_minor: int
    taken_minor: int

    @property
    def net_minor(self) -> int:
        """What remains."""
        return self.sold_minor + self.taken_minor


class Tally:
    """Counts of rows and sums of money, in minor units of the plan's currency.

    Two sides, which must agree: what members paid, added up from the rows of the files, and what parties got, added
    up from the entries.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.currency = plan.currency
        self.lines_read = 0
        self.lines_assessed = 0
        self.lines_refund = 0
        self.orders = 0
        self.left_out: Counter[str] = Counter()
        self.reasons: dict[str, LeftOutRow] = {}
        self.notes: Counter[str] = Counter()
        self.paid_by_month: Counter[str] = Counter()
        self.refunded_by_month: Counter[str] = Counter()
        self._amounts: dict[tuple[str, str, str, bool, str], int] = {}

    @property
    def lines_left_out(self) -> int:
        """How many rows were left out."""
        return self.left_out.total()

    @property
    def paid_minor(self) -> int:
        """What members paid for the assessed rows."""
        return self.paid_by_month.total()

    @property
    def refunded_minor(self) -> int:
        """What members got back."""
        return self.refunded_by_month.total()

    @property
    def net_paid_minor(self) -> int:
        """What members paid, less what they got back."""
        return self.paid_minor - self.refunded_minor

    def count_assessed(self, event: Assessed, month: str) -> None:
        """Count the rows of an assessed order."""
        self.orders += 1
        self.lines_assessed += len(event.document.sales)
        self.paid_by_month[month] += sum([row.paid_minor for row in event.document.sales])

    def count_returned(self, event: Returned, month: str) -> None:
        """Count a return row."""
        self.lines_refund += 1
        self.refunded_by_month[month] += sum(
            [reversal.refund.amount.minor + reversal.refund.freight.minor for reversal in event.reversals]
        )
        self.notes.update(note.code for note in event.notes)

    def count_left_out(self, row: LeftOutRow) -> None:
        """Count a row that was left out."""
        self.left_out[row.code] += 1
        self.reasons.setdefault(row.code, row)

    def add(self, entries: Iterable[Entry]) -> None:
        """Add up entries by role, party and month."""
        amounts = self._amounts
        for entry in entries:
            source = _SOURCES.get(entry.rule, EARNED)
            key = (entry.role, entry.party, entry.at[:7], entry.kind == SALE, source)
            amounts[key] = amounts.get(key, 0) + entry.minor

    def earned_by_role(self) -> dict[str, int]:
        """Return what each role got by rules, net of what was taken back."""
        return {str(rule.pays): 0 for rule in self.plan.rules} | self._by_role(EARNED)

    def put_in_by_role(self) -> dict[str, int]:
        """Return what funders of discounts and bearers put in by role, below zero, net of what they got back."""
        return self._by_role(PUT_IN)

    def paid_by_role(self) -> dict[str, int]:
        """Return what each role got by rules, less what it put in; what the residual party keeps is apart."""
        sums = self.earned_by_role()
        for role, minor in self.put_in_by_role().items():
            sums[role] = sums.get(role, 0) + minor
        return sums

    def parties(self, role: str, *sources: str) -> int:
        """Return how many parties of a role have amounts from these sources."""
        return len({party for (of, party, _, _, source) in self._amounts if of == role and source in sources})

    def _by_role(self, wanted: str) -> dict[str, int]:
        sums: dict[str, int] = {}
        for (role, _, _, _, source), minor in self._amounts.items():
            if source == wanted:
                sums[role] = sums.get(role, 0) + minor
        return sums

    @property
    def residual_minor(self) -> int:
        """What the residual party keeps, tax set aside included, net of what it gave back."""
        return sum(self._by_role(KEPT).values())

    def by_party(self) -> list[Sum]:
        """Return what each party got in each role, the most first within a role; roles by name."""
        sums: dict[tuple[str, str], list[int]] = {}
        for (role, party, _, is_sale, _), minor in self._amounts.items():
            sums.setdefault((role, party), [0, 0])[0 if is_sale else 1] += minor
        made = [Sum(role, party, sold, taken) for (role, party), (sold, taken) in sums.items()]
        return sorted(made, key=lambda one: (one.role, -one.net_minor, one.party))

    def by_month(self) -> dict[str, dict[str, int]]:
        """Return by month what each role got by rules, net; months in order."""
        months: dict[str, dict[str, int]] = {month: {} for month in self.months()}
        for (role, _, month, _, source), minor in self._amounts.items():
            if source == EARNED:
                months[month][role] = months[month].get(role, 0) + minor
        return months

    def months(self) -> list[str]:
        """Return the months in which anything moved, in order."""
        found = {month for _, _, month, _, _ in self._amounts}
        return sorted(found | set(self.paid_by_month) | set(self.refunded_by_month))

    def data(self, *, unbalanced_minor: int, seconds: float) -> dict[str, object]:
        """Return the result as one object for programs."""
        return {
            "lines_read": self.lines_read,
            "lines_assessed": self.lines_assessed,
            "lines_refund": self.lines_refund,
            "lines_left_out": self.lines_left_out,
            "left_out_by_reason": dict(sorted(self.left_out.items())),
            "paid_by_role_minor": dict(sorted(self.paid_by_role().items())),
            "residual_minor": self.residual_minor,
            "net_paid_minor": self.net_paid_minor,
            "unbalanced_minor": unbalanced_minor,
            "seconds": seconds,
        }


__all__ = ["EARNED", "KEPT", "PUT_IN", "Sum", "Tally"]
