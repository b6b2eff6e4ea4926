"""Gathering demand (征集需求): signals merged by store and product into proposals, each with its evidence."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

import attrs

from communekit.errors import language_of
from communekit.groupbuy.allocation import Measure
from communekit.ids import PartyId, ProductId, derived_id
from communekit.period import Window

from .demand_signal import DemandSignal, DemandThreshold
from .errors import InvalidDemandError


@attrs.frozen
class CampaignProposal:
    """The demand for one product in one store (开团建议), and whether it is enough to open a group buy.

    Args:
        store: Where it would be fetched.
        product: What is wanted.
        window: Over which time it was gathered.
        threshold: From when it is enough.
        evidence: The last word of each person who wants it, by person; one each.
        reached_at: Since when it has been enough; None where it is not.
    """

    store: PartyId
    product: ProductId
    window: Window
    threshold: DemandThreshold
    evidence: tuple[DemandSignal, ...]
    reached_at: datetime | None

    @property
    def id(self) -> str:
        """The id that follows from store, product and the start of gathering: more signals leave it as it is."""
        return derived_id("campaign_proposal", self.store, self.product, self.window.text.partition("/")[0])

    @property
    def people(self) -> int:
        """How many people want it, each counted once."""
        return len(self.evidence)

    @property
    def quantity(self) -> int:
        """How much all want together, in the smallest measure."""
        return sum(signal.quantity for signal in self.evidence)

    @property
    def is_reached(self) -> bool:
        """Whether it is enough."""
        return self.missing == 0

    @property
    def missing(self) -> int:
        """How much is missing, in the unit of the threshold."""
        return self.threshold.missing(people=self.people, quantity=self.quantity)

    def text(self, locale: str = "en", *, measure: Measure = Measure.PIECE) -> str:
        """Return the demand as a sentence.

        Args:
            locale: "zh", "zh_CN"; English for any other.
            measure: In what the product is counted.
        """
        by_people, wanted = self.threshold.people is not None, measure.text(self.quantity, locale)
        missing = measure.text(self.missing, locale)
        if language_of(locale) == "zh":
            head = f"{self.store} 有 {self.people} 人想要 {self.product}，共 {wanted}"
            short = f"还差 {f'{self.missing} 人' if by_people else missing}可以开团"
            return f"{head}，{'可以开团' if self.is_reached else short}。"
        head = f"{self.people} at {self.store} want {wanted} {self.product}"
        people = f"{self.missing} more {'person' if self.missing == 1 else 'people'}"
        short = f"{people if by_people else f'{missing} more'} would be enough"
        return f"{head}: {'enough to open a group buy' if self.is_reached else short}."


def gather_demand(
    signals: Iterable[DemandSignal], threshold: DemandThreshold, *, window: Window
) -> tuple[CampaignProposal, ...]:
    """Return the demand for each product in each store (征集需求), by store and product, reached or not.

    A person counts once for a product in a store, by her last word in the window. The order in which signals are handed
    in, and how often, changes nothing. Where all took back what they had said, nothing is left to propose.

    Args:
        signals: What people said.
        threshold: From when it is enough.
        window: Which signals count, `[start, end)`.

    Raises:
        InvalidDemandError: "kind"; "open_window".

    >>> said = [DemandSignal(name, "east", "honey", 2, "2026-03-01T09:00:00Z") for name in ("li", "wang", "li")]
    >>> (honey,) = gather_demand(said, DemandThreshold(people=3), window=Window.parse("2026-03-01/2026-04-01", zone="UTC"))
    >>> print(honey.text())
    2 at east want 4 honey: 1 more person would be enough.
    >>> print(honey.text("zh"))
    east 有 2 人想要 honey，共 4 件，还差 1 人可以开团。
    """
    if not isinstance(threshold, DemandThreshold):
        raise InvalidDemandError("threshold", "kind", threshold)
    if not isinstance(window, Window):
        raise InvalidDemandError("window", "kind", window)
    if window.end is None:
        raise InvalidDemandError("window", "open_window", window.text)
    merged: dict[tuple[PartyId, ProductId], list[DemandSignal]] = {}
    for signal in signals:
        if not isinstance(signal, DemandSignal):
            raise InvalidDemandError("signal", "kind", signal)
        if window.covers(signal.at):
            merged.setdefault((signal.store, signal.product), []).append(signal)
    proposals = []
    for store, name in sorted(merged):
        evidence, reached_at = _counted(merged[store, name], threshold)
        if evidence:
            proposals.append(CampaignProposal(store, name, window, threshold, evidence, reached_at))
    return tuple(proposals)


def _counted(
    signals: Sequence[DemandSignal], threshold: DemandThreshold
) -> tuple[tuple[DemandSignal, ...], datetime | None]:
    """Return each person's last word, and since when they are enough."""
    last: dict[PartyId, DemandSignal] = {}
    quantity, people, since = 0, 0, None
    in_time = sorted(signals, key=lambda signal: (signal.at, signal.member, signal.quantity))
    for at, said in groupby(in_time, key=lambda signal: signal.at):
        for signal in said:
            before = last.get(signal.member)
            was = 0 if before is None else before.quantity
            quantity += signal.quantity - was
            people += (signal.quantity > 0) - (was > 0)
            last[signal.member] = signal
        if threshold.missing(people=people, quantity=quantity):
            since = None
        elif since is None:
            since = at
    wanting = (last[member] for member in sorted(last))
    return tuple(signal for signal in wanting if signal.quantity), since


__all__ = ["CampaignProposal", "gather_demand"]
