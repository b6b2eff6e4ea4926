"""Click flooding (刷点击): many clicks, few orders or none."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

import attrs

from communekit.errors import Texts
from communekit.parties import Touch
from communekit.period import Duration

from .burst import bursts, counts, reaches
from .checked import Whole, guard_word, one_of, passing, span
from .fact import Purchase
from .facts import Facts
from .finding import Finding
from .guard import told
from .mark import MarkKind

WHOLE_BPS: Final = 10_000


class Per(Enum):
    """By whom it is counted (计数口径): a person (人), a device (设备), a leader (团长)."""

    PERSON = "person"
    DEVICE = "device"
    LEADER = "leader"


_TEXTS: Final[Mapping[Per, Texts]] = {
    per: {
        "en": f"{{clicks}} clicks {english} {{key}}, {{counted}} of them within {{window}}; {{orders}} orders came of "
        "them: {parties}",
        "zh": f"{chinese} {{key}} 点击 {{clicks}} 次，{{window}}内最多 {{counted}} 次，成交 {{orders}} 单：{{parties}}",
    }
    for per, english, chinese in (
        (Per.PERSON, "by person", "访客"),
        (Per.DEVICE, "on device", "设备"),
        (Per.LEADER, "for leader", "团长"),
    )
}


def _per(given: Per | str) -> Per:
    return one_of(Per, given, "per")


@attrs.frozen(kw_only=True)
class ClickFlooding:
    """Many clicks, few orders or none (刷点击): a finding for each stretch of windows that reach the limit.

    A stretch is tripped when the orders that came of it are fewer than `rate_bps` ten-thousandths of its clicks:
    orders x 10,000 < clicks x rate, in whole numbers. Its orders are those from its first click on, to a window after
    its last one, half-open, of the same person, device or leader. Without a rate the clicks alone decide.

    Args:
        per: By whom clicks are counted.
        limit: From how many clicks in a window it is looked at.
        window: In how long a time; sliding, half-open.
        rate_bps: The share of clicks that ought to end in an order, in ten-thousandths, 1 to 10,000; None for no matter.
        lookback: For leaders: how long before an order a touch still leads to it.
        word: The guard's word; `click_flooding_person` and so on unless said otherwise.

    >>> farm = [Touch(f"t-{n}", f"2026-03-01T12:00:{n:02}Z", "link", "V7", "L1") for n in range(30)]
    >>> (found,) = ClickFlooding(per="person", limit=30, window=Duration.minutes(1))(Facts(touches=farm))
    >>> found.text()
    '30 clicks by person V7, 30 of them within 1 minute; 0 orders came of them: L1, V7'
    """

    per: Per = attrs.field(converter=_per)
    limit: int = attrs.field(validator=Whole())
    window: Duration = attrs.field(converter=span)
    rate_bps: int | None = attrs.field(
        default=None, validator=attrs.validators.optional(Whole(most=WHOLE_BPS))
    )
    lookback: Duration = attrs.field(default=Duration.hours(30 * 24), converter=span)
    word: str = attrs.field(
        default=attrs.Factory(lambda self: f"click_flooding_{self.per.value}", takes_self=True),
        converter=guard_word,
    )

    def __call__(self, facts: Facts, /) -> Iterator[Finding]:
        """Return a finding for each stretch of flooding."""
        length = passing(self.window)
        orders: dict[str, list[Purchase]] | None = None
        for key, clicks in self._clicks(facts).items():
            times = [touch.at for touch in clicks]
            reach = reaches(times, length)
            for burst in bursts(reach, counts(reach), self.limit):
                if orders is None:
                    orders = self._orders(facts)
                came = _between(orders.get(key, ()), times[burst.first], times[burst.end - 1], length)
                touches = clicks[burst.first : burst.end]
                if self.rate_bps is not None and len(came) * WHOLE_BPS >= len(touches) * self.rate_bps:
                    continue
                parties = {touch.by for touch in touches} | {purchase.by for purchase in came}
                parties |= {touch.owner for touch in touches if touch.owner is not None}
                yield Finding(
                    guard=self.word,
                    key=key,
                    counted=burst.counted,
                    limit=self.limit,
                    window=self.window,
                    first_at=times[burst.first],
                    parties=parties,
                    touches=(touch.id for touch in touches),
                    orders=(purchase.id for purchase in came),
                    **told(
                        _TEXTS[self.per],
                        window=self.window,
                        parties=parties,
                        key=key,
                        counted=burst.counted,
                        clicks=len(touches),
                        orders=len(came),
                    ),
                )

    def _clicks(self, facts: Facts) -> dict[str, list[Touch]]:
        """Return the clicks on somebody's touches by whom they are counted, in order of time."""
        found: dict[str, list[Touch]] = {}
        for touch in facts.touches:
            if touch.owner is None or touch.is_view:
                continue
            keys: Iterable[str]
            match self.per:
                case Per.PERSON:
                    keys = (facts.person(touch.by),)
                case Per.DEVICE:
                    keys = facts.hashes(facts.person(touch.by), MarkKind.DEVICE, touch.at)
                case Per.LEADER:
                    keys = (facts.person(touch.owner),)
            for key in keys:
                found.setdefault(key, []).append(touch)
        return found

    def _orders(self, facts: Facts) -> dict[str, list[Purchase]]:
        """Return the orders by whom clicks are counted, in order of time."""
        found: dict[str, list[Purchase]] = {}
        if self.per is Per.LEADER:
            for purchase, leader in facts.leads(passing(self.lookback)):
                found.setdefault(leader, []).append(purchase)
            return found
        for purchase in facts.purchases:
            buyer = facts.person(purchase.by)
            by_device = self.per is Per.DEVICE
            for key in facts.hashes(buyer, MarkKind.DEVICE, purchase.at) if by_device else (buyer,):
                found.setdefault(key, []).append(purchase)
        return found


def _between(
    orders: Sequence[Purchase], first: datetime, last: datetime, length: timedelta
) -> Sequence[Purchase]:
    """Return the orders from the first click on, to a window after the last one."""
    start, end = (bisect_left(orders, at, key=lambda purchase: purchase.at) for at in (first, last + length))
    return orders[start:end]


__all__ = ["WHOLE_BPS", "ClickFlooding", "Per"]
