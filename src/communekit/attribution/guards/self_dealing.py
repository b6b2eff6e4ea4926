"""Self-dealing (自购): the buyer is the one who would be paid, under whatever id."""

from collections.abc import Iterator
from typing import Final

import attrs

from communekit.errors import Texts
from communekit.period import Duration

from .checked import guard_word, passing, span
from .facts import Facts
from .finding import Finding, Severity
from .guard import told

_TEXTS: Final[Texts] = {
    "en": "order {order} was bought by the one who earns on it: {parties}",
    "zh": "订单 {order} 的买家就是拿佣金的人：{parties}",
}


@attrs.frozen(kw_only=True)
class SelfDealing:
    """The buyer is the owner (自购), over all ids that are known to be his: one finding for each order.

    Where the credited leader is known, he is the owner that is meant. Where he is not, it is whoever owns a touch
    that led the buyer there within the look-back. The touches concerned are those that led him to himself.

    Args:
        lookback: How long before the order a touch still leads to it; half-open.
        word: The guard's word.

    >>> from communekit.attribution.guards import Purchase
    >>> (found,) = SelfDealing()(Facts(purchases=[Purchase("O1", "2026-03-01T12:00:00Z", "M1", leader="L1")],
    ...     same=[("M1", "L1")]))
    >>> found.text()
    'order O1 was bought by the one who earns on it: L1, M1'
    """

    lookback: Duration = attrs.field(default=Duration.hours(30 * 24), converter=span)
    word: str = attrs.field(default="self_dealing", converter=guard_word)

    def __call__(self, facts: Facts, /) -> Iterator[Finding]:
        """Return a finding for each order that was bought from oneself."""
        length = passing(self.lookback)
        for purchase, leader in facts.leads(length):
            if facts.person(purchase.by) != leader:
                continue
            touches = tuple(facts.led_by(purchase, leader, length))
            parties = {purchase.by, *(touch.by for touch in touches)}
            parties |= {touch.owner for touch in touches if touch.owner is not None}
            parties |= {purchase.leader} if purchase.leader is not None else set()
            yield Finding(
                guard=self.word,
                key=purchase.id,
                counted=1,
                limit=1,
                window=self.lookback,
                first_at=purchase.at,
                parties=parties,
                touches=(touch.id for touch in touches),
                orders=[purchase.id],
                severity=Severity.HIGH,
                **told(_TEXTS, window=self.lookback, parties=parties, order=purchase.id),
            )


__all__ = ["SelfDealing"]
