"""Shared marks (同设备、同住户): members who buy by a leader on the leader's own device, or live with him."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

import attrs

from communekit.errors import Texts
from communekit.ids import PartyId
from communekit.period import Duration

from .burst import bursts, counts, reaches
from .checked import Whole, guard_word, one_of, passing, span
from .fact import Purchase
from .facts import Facts
from .finding import Finding
from .guard import told
from .mark import MarkKind

_TEXTS: Final[Mapping[MarkKind, Texts]] = {
    MarkKind.DEVICE: {
        "en": "{counted} bought by {leader} on the leader's own device {key} within {window}: {parties}",
        "zh": "{window}内有 {counted} 人在团长 {leader} 自己的设备 {key} 上下单：{parties}",
    },
    MarkKind.HOUSEHOLD: {
        "en": "{counted} bought by {leader} from the leader's own household {key} within {window}: {parties}",
        "zh": "{window}内有 {counted} 人与团长 {leader} 同住户（{key}）下单：{parties}",
    },
}

_Bought = tuple[Purchase, PartyId]


def _kind(given: MarkKind | str) -> MarkKind:
    return one_of(MarkKind, given, "kind")


@attrs.frozen(kw_only=True)
class SharedMark:
    """Members buy by a leader with whom they share a device or a household (同设备、同住户).

    Both had it at the instant of the order. Persons are counted, each once, under whatever id; the leader himself is
    the matter of `SelfDealing`.

    Args:
        kind: Device or household.
        limit: From how many persons it trips.
        window: In how long a time; sliding, half-open.
        lookback: How long before the order a touch still leads to it.
        word: The guard's word; `shared_device`, `shared_household` unless said otherwise.

    >>> from communekit.attribution.guards import Mark
    >>> from communekit.period import Window
    >>> march = Window.parse("2026-03-01T00:00:00Z/..")
    >>> (found,) = SharedMark(kind="device", limit=1)(Facts(
    ...     purchases=[Purchase("O1", "2026-03-01T12:00:00Z", "M1", leader="L1")],
    ...     marks=[Mark("L1", "device", "d-9f3a", march), Mark("M1", "device", "d-9f3a", march)]))
    >>> found.key, found.orders
    ('d-9f3a', ('O1',))
    """

    kind: MarkKind = attrs.field(converter=_kind)
    limit: int = attrs.field(validator=Whole())
    window: Duration = attrs.field(default=Duration.hours(30 * 24), converter=span)
    lookback: Duration = attrs.field(default=Duration.hours(30 * 24), converter=span)
    word: str = attrs.field(
        default=attrs.Factory(lambda self: f"shared_{self.kind.value}", takes_self=True), converter=guard_word
    )

    def __call__(self, facts: Facts, /) -> Iterator[Finding]:
        """Return a finding for each mark, leader and stretch of time."""
        for (key, leader), bought in self._by_mark(facts).items():
            times: list[datetime] = [purchase.at for purchase, _ in bought]
            reach = reaches(times, passing(self.window))
            persons = counts(reach, [buyer for _, buyer in bought])
            for burst in bursts(reach, persons, self.limit):
                concerned = [purchase for purchase, _ in bought[burst.first : burst.end]]
                buyers = {purchase.by for purchase in concerned}
                yield Finding(
                    guard=self.word,
                    key=key,
                    counted=burst.counted,
                    limit=self.limit,
                    window=self.window,
                    first_at=times[burst.first],
                    parties=buyers | {purchase.leader or leader for purchase in concerned},
                    touches=(
                        touch.id
                        for purchase in concerned
                        for touch in facts.led_by(purchase, leader, passing(self.lookback))
                    ),
                    orders=(purchase.id for purchase in concerned),
                    **told(
                        _TEXTS[self.kind],
                        window=self.window,
                        parties=buyers,
                        counted=burst.counted,
                        leader=concerned[0].leader or leader,
                        key=key,
                    ),
                )

    def _by_mark(self, facts: Facts) -> dict[tuple[str, PartyId], list[_Bought]]:
        """Return by hash and leader what was bought by others who had the same, in order of time."""
        found: dict[tuple[str, PartyId], list[_Bought]] = {}
        for purchase, leader in facts.leads(passing(self.lookback)):
            buyer = facts.person(purchase.by)
            if buyer == leader:
                continue
            own = set(facts.hashes(leader, self.kind, purchase.at))
            for key in facts.hashes(buyer, self.kind, purchase.at):
                if key in own:
                    found.setdefault((key, leader), []).append((purchase, buyer))
        return found


__all__ = ["SharedMark"]
