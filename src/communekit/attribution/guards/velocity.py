"""Velocity (频率): too many clicks, orders or new bonds for one leader in a window."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import Enum
from typing import Final

import attrs

from communekit.errors import Texts
from communekit.ids import PartyId
from communekit.period import Duration

from .burst import bursts, counts, reaches
from .checked import Whole, guard_word, one_of, passing, span
from .facts import Facts
from .finding import Finding
from .guard import told


class Pace(Enum):
    """What is counted (计数对象): clicks (点击), views (曝光), orders (订单), new bonds (锁客)."""

    CLICK = "click"
    VIEW = "view"
    ORDER = "order"
    BOND = "bond"


_TEXTS: Final[Mapping[Pace, Texts]] = {
    pace: {
        "en": f"{english} for {{parties}}: {{counted}} within {{window}}, the limit is {{limit}}",
        "zh": f"{{parties}} 在 {{window}}内{chinese} {{counted}} 次，上限 {{limit}}",
    }
    for pace, english, chinese in (
        (Pace.CLICK, "clicks", "被点击"),
        (Pace.VIEW, "views", "被曝光"),
        (Pace.ORDER, "orders", "成交"),
        (Pace.BOND, "new bonds", "锁客"),
    )
}

_Counted = tuple[datetime, str, str]
"""When, its id, and whom the facts name as the leader."""


def _pace(given: Pace | str) -> Pace:
    return one_of(Pace, given, "of")


@attrs.frozen(kw_only=True)
class Velocity:
    """Too much for one leader in a window (频率异常): a finding for each stretch of windows that reach the limit.

    A window slides: any span of its length counts, half-open, wherever it begins. It trips at the limit and above,
    never below. Windows that reach the limit and share a fact are one finding.

    Args:
        of: What is counted.
        limit: From how many it trips.
        window: In how long a time.
        lookback: For orders whose leader is not decided: how long before an order a touch still leads to it.
        word: The guard's word; `velocity_click` and so on unless said otherwise.

    >>> from communekit.attribution.guards import NewBond
    >>> bonds = [NewBond(f"B{n}", f"2026-03-01T12:00:{n:02}Z", f"M{n}", "L1") for n in range(3)]
    >>> (found,) = Velocity(of="bond", limit=3, window=Duration.seconds(3))(Facts(bonds=bonds))
    >>> found.text()
    'new bonds for L1: 3 within 3 seconds, the limit is 3'
    >>> tuple(Velocity(of="bond", limit=3, window=Duration.seconds(2))(Facts(bonds=bonds)))
    ()
    """

    of: Pace = attrs.field(converter=_pace)
    limit: int = attrs.field(validator=Whole())
    window: Duration = attrs.field(converter=span)
    lookback: Duration = attrs.field(default=Duration.hours(30 * 24), converter=span)
    word: str = attrs.field(
        default=attrs.Factory(lambda self: f"velocity_{self.of.value}", takes_self=True), converter=guard_word
    )

    def __call__(self, facts: Facts, /) -> Iterator[Finding]:
        """Return a finding for each stretch of too much."""
        for leader, told_of in self._by_leader(facts).items():
            times = [at for at, _, _ in told_of]
            reach = reaches(times, passing(self.window))
            for burst in bursts(reach, counts(reach), self.limit):
                concerned = told_of[burst.first : burst.end]
                parties = {named for _, _, named in concerned}
                found = tuple(id_ for _, id_, _ in concerned)
                yield Finding(
                    guard=self.word,
                    key=leader,
                    counted=burst.counted,
                    limit=self.limit,
                    window=self.window,
                    first_at=times[burst.first],
                    parties=parties,
                    touches=found if self.of in {Pace.CLICK, Pace.VIEW} else (),
                    orders=found if self.of is Pace.ORDER else (),
                    bonds=found if self.of is Pace.BOND else (),
                    **told(
                        _TEXTS[self.of],
                        window=self.window,
                        parties=parties,
                        counted=burst.counted,
                        limit=self.limit,
                    ),
                )

    def _by_leader(self, facts: Facts) -> dict[PartyId, list[_Counted]]:
        """Return what is counted, by person of the leader, in order of time."""
        found: dict[PartyId, list[_Counted]] = {}
        match self.of:
            case Pace.CLICK | Pace.VIEW:
                for touch in facts.touches:
                    if touch.owner is not None and touch.is_view == (self.of is Pace.VIEW):
                        fact = (touch.at, touch.id, touch.owner)
                        found.setdefault(facts.person(touch.owner), []).append(fact)
            case Pace.ORDER:
                for order, leader in facts.leads(passing(self.lookback)):
                    found.setdefault(leader, []).append((order.at, order.id, order.leader or leader))
            case Pace.BOND:
                for bond in facts.bonds:
                    found.setdefault(facts.person(bond.leader), []).append((bond.at, bond.id, bond.leader))
        return found


__all__ = ["Pace", "Velocity"]
