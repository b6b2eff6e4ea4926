"""New devices (新设备占比): most orders of a leader come from devices that nobody has seen before."""

from collections.abc import Iterator
from datetime import datetime
from itertools import accumulate
from typing import Final

import attrs

from communekit.errors import Texts
from communekit.ids import PartyId
from communekit.period import Duration

from .burst import bursts, reaches
from .checked import Whole, guard_word, passing, span
from .click_flooding import WHOLE_BPS
from .fact import Purchase
from .facts import Facts
from .finding import Finding
from .guard import told
from .mark import MarkKind

_TEXTS: Final[Texts] = {
    "en": "{counted} orders by {parties} from new devices within {window}, {share_bps} of 10,000 or more of all",
    "zh": "{parties} 在 {window}内有 {counted} 单来自新设备，占比达到万分之 {share_bps} 以上",
}

_Bought = tuple[Purchase, bool]


@attrs.frozen(kw_only=True)
class NewDevices:
    """Too many of a leader's orders come from new devices (新设备占比过高), as farms that reset theirs have it.

    Looked at is each window that begins with an order. It trips where both hold: at least `limit` orders from new
    devices, and new x 10,000 >= all x `share_bps`. Orders of buyers whose device is not known are not counted. A device
    is new for an order less than `new_for` after anybody was first seen with it; of several devices all have to be new.
    The orders concerned are those from new devices.

    Args:
        limit: From how many orders from new devices.
        share_bps: From which share of the orders, in ten-thousandths.
        window: In how long a time; half-open.
        new_for: How long a device is new; half-open.
        lookback: How long before an order a touch still leads to it.
        word: The guard's word.

    >>> NewDevices(limit=20, share_bps=8_000).window
    Duration.parse("PT24H")
    """

    limit: int = attrs.field(default=20, validator=Whole())
    share_bps: int = attrs.field(default=8_000, validator=Whole(most=WHOLE_BPS))
    window: Duration = attrs.field(default=Duration.hours(24), converter=span)
    new_for: Duration = attrs.field(default=Duration.hours(24), converter=span)
    lookback: Duration = attrs.field(default=Duration.hours(30 * 24), converter=span)
    word: str = attrs.field(default="new_devices", converter=guard_word)

    def __call__(self, facts: Facts, /) -> Iterator[Finding]:
        """Return a finding for each leader and stretch of time."""
        for leader, bought in self._by_leader(facts).items():
            times = [purchase.at for purchase, _ in bought]
            reach = reaches(times, passing(self.window))
            new = [0, *accumulate(int(is_new) for _, is_new in bought)]
            counted = [self._counted(new[end] - new[first], end - first) for first, end in enumerate(reach)]
            for burst in bursts(reach, counted, self.limit):
                concerned = [purchase for purchase, is_new in bought[burst.first : burst.end] if is_new]
                leaders = {purchase.leader or leader for purchase in concerned}
                yield Finding(
                    guard=self.word,
                    key=leader,
                    counted=burst.counted,
                    limit=self.limit,
                    window=self.window,
                    first_at=concerned[0].at,
                    parties=leaders | {purchase.by for purchase in concerned},
                    touches=(
                        touch.id
                        for purchase in concerned
                        for touch in facts.led_by(purchase, leader, passing(self.lookback))
                    ),
                    orders=(purchase.id for purchase in concerned),
                    **told(
                        _TEXTS,
                        window=self.window,
                        parties=leaders,
                        counted=burst.counted,
                        share_bps=self.share_bps,
                    ),
                )

    def _counted(self, new: int, all_: int) -> int:
        """Return how many new ones count: all of them where their share is reached, otherwise none."""
        return new if new * WHOLE_BPS >= all_ * self.share_bps else 0

    def _by_leader(self, facts: Facts) -> dict[PartyId, list[_Bought]]:
        """Return orders whose device is known, by leader, each with whether it was new."""
        first_seen: dict[str, datetime] = {}
        for mark in facts.marks:
            if mark.kind is MarkKind.DEVICE:
                first_seen[mark.hash] = min(first_seen.get(mark.hash, mark.window.start), mark.window.start)
        found: dict[PartyId, list[_Bought]] = {}
        for purchase, leader in facts.leads(passing(self.lookback)):
            devices = facts.hashes(facts.person(purchase.by), MarkKind.DEVICE, purchase.at)
            if devices:
                is_new = all(purchase.at - first_seen[key] < passing(self.new_for) for key in devices)
                found.setdefault(leader, []).append((purchase, is_new))
        return found


__all__ = ["NewDevices"]
