"""Purchase limits (限购): how much one order, one member, one household and all together may take."""

import attrs

from .check import check_whole


@attrs.frozen(kw_only=True)
class PurchaseLimit:
    """Limits over all products of a campaign, in pieces wanted, tolerance included (限购). None is no limit.

    They hold from the first purchase on. What failed, lapsed or was left counts no more.

    Args:
        per_order: In one seat (单次限购).
        per_member: Of one member, over all her seats (每人限购).
        per_household: Of one household, as far as the host names it (每户限购).
        total: Of all (活动总量).

    Errors: `InvalidCampaignError` "quantity".

    >>> PurchaseLimit(per_member=5).per_member
    5
    """

    per_order: int | None = None
    per_member: int | None = None
    per_household: int | None = None
    total: int | None = None

    def __attrs_post_init__(self) -> None:
        for part in ("per_order", "per_member", "per_household", "total"):
            given = getattr(self, part)
            if given is not None:
                check_whole(part, given)


__all__ = ["PurchaseLimit"]
