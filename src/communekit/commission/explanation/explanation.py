"""Explanations (佣金说明): the working of an order or of a refund, as values, as plain data and as text."""

import attrs

from communekit.codec import Plain
from communekit.commission.plan import Plan
from communekit.ids import OrderId, PartyId, RefundId
from communekit.money import Money

from .explained import Explained, Subject, total_minor
from .page import page
from .plain import plain
from .sentence import Sentences


@attrs.frozen(repr=False)
class Explanation:
    """Why who earned what (佣金说明), in a language; `str()` is the text.

    `refund` is the refund that is explained, None for the order itself; `party` the one for whom it is told, None
    for all.
    """

    plan: Plan
    order: OrderId
    refund: RefundId | None
    party: PartyId | None
    locale: str
    lines: tuple[Explained, ...]

    @property
    def total(self) -> Money:
        """What is earned by rules, or taken back, on the lines explained."""
        return Money(total_minor(self.lines), self.plan.currency)

    @property
    def text(self) -> str:
        """The working as text, aligned for a screen with letters of one width; Chinese letters take two."""
        return page(Sentences(self.plan, self.locale), self._subject, self.lines)

    def data(self) -> dict[str, Plain]:
        """Return the working as plain data for JSON: whole minor units as `_minor`, exact amounts as text."""
        return plain(self.plan, self._subject, self.lines)

    @property
    def _subject(self) -> Subject:
        return Subject(self.order, self.refund, self.party)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        told = f" for {self.party}" if self.party else ""
        return f"Explanation(<{self.plan.name}, order {self.order}{told}: {len(self.lines)} lines>)"


__all__ = ["Explanation"]
