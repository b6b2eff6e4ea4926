"""Simulations: two plans over the same orders, side by side (试算结果)."""

from collections.abc import Iterable, Mapping

import attrs

from communekit.codec import Plain
from communekit.money import Currency, Money

from .change import Change, LeftOutCount, OrderChange, Position, by_difference, summed
from .page import page
from .told import told


@attrs.frozen(repr=False)
class Simulation:
    """Who is paid differently under another plan (试算结果): winners, losers, and the whole.

    `read` orders were read, `assessed` of them under both plans; only those are compared. `positions` is what every
    party comes to in every role, the residual among them; a bearer's part is below zero. Differences of all parties
    and of the tax set aside add up to zero. All amounts are whole minor units of the currency. `titles` is what people
    call the rules that have a title.
    """

    before: str
    after: str
    currency: Currency
    read: int
    assessed: int
    left_out: tuple[LeftOutCount, ...]
    positions: tuple[Position, ...]
    rules: tuple[Change, ...]
    residual: Change
    tax: Change
    shortfall: Change
    largest: tuple[OrderChange, ...]
    titles: Mapping[str, str] = attrs.field(factory=dict, kw_only=True)

    @property
    def parties(self) -> tuple[Change, ...]:
        """What every party comes to in all its roles: who gains most first, who loses most last."""
        return by_difference(_grouped((position.party, position) for position in self.positions))

    @property
    def roles(self) -> tuple[Change, ...]:
        """What every role comes to, by name; the residual is in that of the residual party."""
        changes = _grouped((position.role, position) for position in self.positions)
        return tuple(sorted(changes, key=lambda change: change.name))

    @property
    def winners(self) -> tuple[Change, ...]:
        """The parties that come to more, most first (受益方)."""
        return tuple(change for change in self.parties if change.difference_minor > 0)

    @property
    def losers(self) -> tuple[Change, ...]:
        """The parties that come to less, the greatest loss first (受损方)."""
        losing = (change for change in self.parties if change.difference_minor < 0)
        return tuple(sorted(losing, key=lambda change: (change.difference_minor, change.name)))

    @property
    def unchanged(self) -> tuple[Change, ...]:
        """The parties for whom nothing changes, by name (不变)."""
        return tuple(change for change in self.parties if not change.difference_minor)

    @property
    def below_zero(self) -> tuple[Change, ...]:
        """The parties that pay in more than they get under the second plan (净收入为负): a policy that nobody need accept."""
        return tuple(change for change in self.parties if change.after_minor < 0)

    @property
    def total(self) -> Change:
        """What all parties come to, and the tax set aside: the same under both plans."""
        return summed("total", (*self.parties, self.tax))

    def money(self, minor: int) -> Money:
        """Return minor units as money."""
        return Money(minor, self.currency)

    def text(self, locale: str = "en") -> str:
        """Return the comparison as text for a screen: "zh", "zh_CN", or English for any other locale."""
        return told(self, locale)

    def html(self, locale: str = "en") -> str:
        """Return the comparison as a fragment of HTML with a chart (SVG): no script, no outside font, all escaped."""
        return page(self, locale)

    def data(self) -> dict[str, Plain]:
        """Return the comparison as plain data for JSON; amounts are whole minor units."""
        return {
            "before": self.before,
            "after": self.after,
            "currency": self.currency.code,
            "read": self.read,
            "assessed": self.assessed,
            "left_out": [
                {
                    "plan": row.plan,
                    "code": row.code,
                    "orders": row.orders,
                    "first": [str(order) for order in row.first],
                    "text": {"en": row.text_en, "zh": row.text_zh},
                }
                for row in self.left_out
            ],
            "parties": [_row(change) for change in self.parties],
            "roles": [_row(change) for change in self.roles],
            "rules": [_row(change) for change in self.rules],
            "residual": _row(self.residual),
            "tax": _row(self.tax),
            "shortfall": _row(self.shortfall),
            "below_zero": [change.name for change in self.below_zero],
            "largest": [
                {
                    "order": str(row.order),
                    "moved_minor": row.moved_minor,
                    "parties": [_row(change) for change in row.parties],
                }
                for row in self.largest
            ],
        }

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"Simulation(<{self.before} to {self.after}: {self.assessed} orders, {len(self.winners)} gain, {len(self.losers)} lose>)"


def _grouped(rows: Iterable[tuple[str, Position]]) -> tuple[Change, ...]:
    sums: dict[str, list[int]] = {}
    for name, position in rows:
        known = sums.setdefault(str(name), [0, 0])
        known[0] += position.before_minor
        known[1] += position.after_minor
    return tuple(Change(name, *known) for name, known in sums.items())


def _row(change: Change) -> dict[str, Plain]:
    return {
        "name": change.name,
        "before_minor": change.before_minor,
        "after_minor": change.after_minor,
        "difference_minor": change.difference_minor,
    }
