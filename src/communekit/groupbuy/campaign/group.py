"""Groups (团): those who form together, and what they come to."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum

import attrs

from communekit.ids import PartyId, ProductId
from communekit.money import Money

from ..allocation import Demand
from .wording import standing


class GroupState(Enum):
    """How a group stands (团的状态).

    - `OPEN`: members join (进行中).
    - `FILLING`: only what helps to fill a case is taken (凑箱中).
    - `UNDECIDED`: closed; payments are still pending, or the price is not announced (待定).
    - `FORMED`: it has formed, for ever (已成团).
    - `EXPIRED`: it has failed, for ever (流团).
    - `CANCELLED`: the merchant has cancelled it (已取消).
    """

    OPEN = "open"
    FILLING = "filling"
    UNDECIDED = "undecided"
    FORMED = "formed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"

    @property
    def is_decided(self) -> bool:
        """Whether nothing can change it any more."""
        return self in (GroupState.FORMED, GroupState.EXPIRED, GroupState.CANCELLED)


Served = Mapping[str, Mapping[ProductId, int]]
"""What seats get where that differs from the most they would take, by seat and product."""


@attrs.frozen(kw_only=True)
class Group:
    """Those who form together (团): a team, or all of a campaign.

    Counts hold seats that are paid for or pledged, and stand still once it is decided.

    Args:
        id: The id of the seat that opened it, for a team; the campaign's id where all form together.
        number: Its place among the groups of the campaign, from 1.
        opened_at: When.
        closes_at: When its time is over, the time for filling cases included.
        head: The seat of who leads it (团长位); None where there is none.
        last: Its latest seat, from which the others are found.
        waiting: How many of its seats are held and not paid.
        orders: How many are paid for, and want something firmly.
        people: How many members these are.
        worth: What their firm goods come to, at the prices of joining.
        demand: What they want, by product.
        owing: How many seats have a balance or a pledge to pay, once it has formed.
        owing_until: Until when.
        waived_by: Who takes fewer than the threshold; None as long as nobody does.
        state: How it stands.
        why: Why it was decided as it was.
        decided_at: When.
        prices: The final price of each product.
        served: What seats get where that differs from what they want.
    """

    id: str
    number: int
    opened_at: datetime
    closes_at: datetime
    head: str | None = None
    last: str | None = None
    waiting: int = 0
    orders: int = 0
    people: int = 0
    worth: Money
    demand: Mapping[ProductId, Demand] = attrs.field(factory=dict)
    owing: int = 0
    owing_until: datetime | None = None
    waived_by: PartyId | None = None
    state: GroupState = GroupState.OPEN
    why: str = ""
    decided_at: datetime | None = None
    prices: Mapping[ProductId, Money] = attrs.field(factory=dict)
    served: Served = attrs.field(factory=dict)

    @property
    def pieces(self) -> int:
        """What is wanted firmly, over all products."""
        return sum(demand.firm for demand in self.demand.values())

    def text(self, locale: str = "en") -> str:
        """Return how it stands, and why, in a sentence, with the number of people that there really are.

        >>> from communekit.period import instant
        >>> at, until = instant("2026-03-01T00:00:00Z"), instant("2026-03-02T00:00:00Z")
        >>> Group(id="s1", number=1, opened_at=at, closes_at=until, people=2, worth=Money.cny("25.80")).text("zh")
        '进行中：已有 2 人。'
        """
        return standing(locale, self.state.value, self.why, self.people)

    def gets(self, seat: str, product: ProductId, most: int) -> int:
        """Return how much of a product a seat gets, who would take at most so much."""
        return self.served.get(seat, {}).get(product, most)


__all__ = ["Group", "GroupState", "Served"]
