"""Click injection (点击劫持): a click so short before the order that nobody could have chosen in between."""

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from communekit.errors import Texts
from communekit.parties import TouchKind
from communekit.period import Duration

from .checked import guard_word, listed, passing, span
from .errors import InvalidGuardError
from .facts import Facts
from .finding import Finding, Severity
from .guard import told

_TEXTS: Final[Texts] = {
    "en": "{counted} clicks less than {window} before order {order}: {parties}",
    "zh": "订单 {order} 下单前不足 {window}内有 {counted} 次点击：{parties}",
}


def kinds_of(given: Iterable[str]) -> frozenset[TouchKind]:
    """Return the kinds of touches that are meant; at least one."""
    kinds = frozenset(TouchKind(kind) for kind in listed(given, "kinds", '["link", "qr", …]'))
    if not kinds:
        raise InvalidGuardError("kinds", "", "nothing")
    return kinds


@attrs.frozen(kw_only=True)
class ClickInjection:
    """Clicks of the buyer less than so long before his order (点击劫持): a finding for each order and leader.

    The very instant of the order counts; a click that lies the whole span before it does not.

    Args:
        within: How short before the order.
        kinds: Which kinds of touches. A scan in the store or a code at the checkout comes last by nature.
        word: The guard's word.

    >>> from communekit.attribution.guards import Purchase
    >>> from communekit.parties import Touch
    >>> click = Touch("t-1", "2026-03-01T12:00:00Z", "link", "M1", "L1")
    >>> def at(moment):
    ...     order = Purchase("O1", moment, "M1", leader="L1")
    ...     return len(tuple(ClickInjection(within=Duration.seconds(3))(Facts(touches=[click], purchases=[order]))))
    >>> at("2026-03-01T12:00:02Z"), at("2026-03-01T12:00:03Z")
    (1, 0)
    """

    within: Duration = attrs.field(default=Duration.seconds(3), converter=span)
    kinds: frozenset[TouchKind] = attrs.field(
        default=(TouchKind.LINK, TouchKind.AD, TouchKind.CONTENT), converter=kinds_of
    )
    word: str = attrs.field(default="click_injection", converter=guard_word)

    def __call__(self, facts: Facts, /) -> Iterator[Finding]:
        """Return a finding for each order and leader that such clicks led to."""
        for purchase, leader in facts.leads(passing(self.within)):
            touches = [
                touch
                for touch in facts.led_by(purchase, leader, passing(self.within))
                if touch.kind in self.kinds and not touch.is_view
            ]
            if not touches:
                continue
            parties = {purchase.by, *(touch.by for touch in touches)}
            parties |= {touch.owner for touch in touches if touch.owner is not None}
            yield Finding(
                guard=self.word,
                key=purchase.id,
                counted=len(touches),
                limit=1,
                window=self.within,
                first_at=touches[0].at,
                parties=parties,
                touches=(touch.id for touch in touches),
                orders=[purchase.id],
                severity=Severity.MEDIUM,
                **told(_TEXTS, window=self.within, parties=parties, counted=len(touches), order=purchase.id),
            )


__all__ = ["ClickInjection", "kinds_of"]
