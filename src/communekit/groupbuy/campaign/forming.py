"""Forming (成团方式): who forms together, from when to when, and what must come together."""

from datetime import timedelta
from typing import Final

import attrs

from communekit.money import Rate

from .check import check_kind, check_span, check_whole
from .errors import InvalidCampaignError
from .threshold import Threshold

SIZE_MAX: Final = 10_000


@attrs.frozen(kw_only=True)
class Waiver:
    """When the merchant takes fewer (免凑满): decided beforehand, with the real number of people, nobody invented.

    Args:
        missing: At most so many may be missing.
        share: At least this share of the size must be there.

    Errors: `InvalidCampaignError` "not_together", "quantity", "kind".

    >>> Waiver(missing=1).lets(2, 3), Waiver(share=Rate.percent("67")).lets(2, 3)
    (True, False)
    """

    missing: int | None = None
    share: Rate | None = None

    def __attrs_post_init__(self) -> None:
        if (self.missing is None) == (self.share is None):
            raise InvalidCampaignError("waiver", self, "not_together")
        if self.missing is not None and (type(self.missing) is not int or not 1 <= self.missing <= SIZE_MAX):
            raise InvalidCampaignError("missing", self.missing, "quantity")
        if self.share is not None:
            check_kind("share", self.share, Rate)

    def lets(self, people: int, size: int) -> bool:
        """Return whether so many of a size are enough; nobody is never enough."""
        if people < 1:
            return False
        if self.missing is not None:
            return size - people <= self.missing
        return self.share is not None and people >= self.share.share * size


@attrs.frozen
class Teams:
    """Teams of a fixed size (拼团): each has a clock of its own from its opening, and forms the moment it is full.

    Members join a running team even when the campaign is over; a new team needs the campaign.

    Args:
        size: How many, the head included, 2 or more.
        lasts: How long a team waits for the rest.
        waiver: When it forms with fewer, once its time is over.
        ends_with_campaign: Whether a team's time ends with the campaign at the latest.

    Errors: `InvalidCampaignError` "quantity", "span", "kind".

    >>> Teams(3, timedelta(hours=24)).size
    3
    """

    size: int
    lasts: timedelta
    waiver: Waiver | None = attrs.field(default=None, kw_only=True)
    ends_with_campaign: bool = attrs.field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_whole("size", self.size, least=2, most=SIZE_MAX)
        check_span("lasts", self.lasts)
        if self.waiver is not None:
            check_kind("waiver", self.waiver, Waiver)


@attrs.frozen(kw_only=True)
class Together:
    """All form one group when the campaign closes (统一成团).

    Args:
        threshold: What must come together; None: whoever has joined, is served (有单即成).
        fills_for: How long after the close bookings that help to fill a case are still taken (凑箱期); None for none.

    Errors: `InvalidCampaignError` "kind", "span".
    """

    threshold: Threshold | None = None
    fills_for: timedelta | None = None

    def __attrs_post_init__(self) -> None:
        if self.threshold is not None:
            check_kind("threshold", self.threshold, Threshold)
        if self.fills_for is not None:
            check_span("fills_for", self.fills_for)


Forming = Teams | Together

__all__ = ["SIZE_MAX", "Forming", "Teams", "Together", "Waiver"]
