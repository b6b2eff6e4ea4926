"""Late codes (结账截单): a code at the last moment takes the order from whose link led the buyer there."""

from collections.abc import Iterator
from typing import Final

import attrs

from communekit.errors import Texts
from communekit.parties import Touch, TouchKind
from communekit.period import Duration

from .checked import guard_word, passing, span
from .fact import Purchase
from .facts import Facts
from .finding import Finding, Severity
from .guard import told
from .wording import names_texts

_TEXTS: Final[Texts] = {
    "en": "a code used less than {window} before order {order} takes it from {others}, whose link was clicked before: "
    "{parties}",
    "zh": "订单 {order} 下单前不足 {window}才用的口令或优惠券，抢在点过链接的 {others} 之前：{parties}",
}
_CODES: Final = frozenset({TouchKind.CODE, TouchKind.COUPON})


@attrs.frozen(kw_only=True)
class LateCode:
    """A code or coupon of one leader at the checkout, after a click that led to another (结账截单).

    The code was used less than `within` before the order or at its instant; the click came before the code, and less
    than `lookback` before the order. The touches concerned are the codes; the clicks are witnesses.

    Args:
        within: How short before the order.
        lookback: How long before the order a click still leads to it.
        word: The guard's word.

    >>> from communekit.parties import Touch
    >>> told = [Touch("t-1", "2026-03-01T11:00:00Z", "link", "M1", "L1"),
    ...     Touch("t-2", "2026-03-01T12:00:00Z", "coupon", "M1", "L2", order="O1")]
    >>> (found,) = LateCode()(Facts(touches=told, purchases=[Purchase("O1", "2026-03-01T12:00:30Z", "M1")]))
    >>> found.touches, found.witnesses
    (('t-2',), ('t-1',))
    """

    within: Duration = attrs.field(default=Duration.minutes(2), converter=span)
    lookback: Duration = attrs.field(default=Duration.hours(7 * 24), converter=span)
    word: str = attrs.field(default="late_code", converter=guard_word)

    def __call__(self, facts: Facts, /) -> Iterator[Finding]:
        """Return a finding for each order and leader whose code came so late."""
        for purchase, leader in facts.leads(passing(self.within)):
            codes = [
                touch
                for touch in facts.led_by(purchase, leader, passing(self.within))
                if touch.kind in _CODES and not touch.is_view
            ]
            clicks = self._clicks_before(facts, purchase, codes)
            if not clicks:
                continue
            codes = [code for code in codes if clicks[0].place < code.place]
            touches = (*codes, *clicks)
            parties = {purchase.by, *(touch.by for touch in touches)}
            parties |= {touch.owner for touch in touches if touch.owner is not None}
            others = names_texts(touch.owner for touch in clicks if touch.owner is not None)
            yield Finding(
                guard=self.word,
                key=purchase.id,
                counted=len(codes),
                limit=1,
                window=self.within,
                first_at=clicks[0].at,
                parties=parties,
                touches=(touch.id for touch in codes),
                orders=[purchase.id],
                witnesses=(touch.id for touch in clicks),
                severity=Severity.MEDIUM,
                **told(_TEXTS, window=self.within, parties=parties, order=purchase.id, others=others),
            )

    def _clicks_before(self, facts: Facts, purchase: Purchase, codes: list[Touch]) -> list[Touch]:
        """Return the clicks before the last of some codes that led the buyer to somebody else, in order of time."""
        if not codes:
            return []
        buyer, mine = facts.person(purchase.by), facts.person(codes[0].owner or purchase.by)
        clicks = [
            touch
            for owner in facts.owners(buyer)
            if owner != mine
            for touch in facts.led_by(purchase, owner, passing(self.lookback))
            if touch.kind not in _CODES and not touch.is_view and touch.place < codes[-1].place
        ]
        return sorted(clicks, key=lambda touch: touch.place)


__all__ = ["LateCode"]
