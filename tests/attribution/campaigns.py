"""A grocer's campaigns, read as facts: campaigns as parties, mailings as views, redeemed coupons as coupons on a basket.

Dates are those of New York; see `baskets` for why.
"""

from collections import Counter
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

import attrs

from communekit.attribution import Lookback, Touches
from communekit.parties import Role, Touch
from communekit.period import local
from tests.attribution.baskets import ZONE, Basket, baskets, rows

PROMOTER: Final = Role("promoter")


class Redemption(NamedTuple):
    """A coupon that a household redeemed, by its place in the file."""

    place: int
    household: str
    coupon: str
    campaign: str
    day: str

    def touch(self, basket: Basket) -> Touch:
        """Return it as a coupon used on one basket; of several on one basket the last in the file is the later."""
        return Touch(
            f"redeemed-{self.place:05d}",
            basket.at,
            "coupon",
            f"H{self.household}",
            f"C{self.campaign}",
            role=PROMOTER,
            channel="coupon",
            campaign=f"C{self.campaign}",
            code=self.coupon,
            order=basket.id,
        )


@attrs.frozen
class Told:
    """The touches, and the redemptions that no basket, or more than one, could be found for."""

    touches: Touches
    mailed: int
    redeemed: int
    day_without_basket: int
    """The household bought nothing on that day."""
    no_such_product: int
    """It did, but nothing that the coupon is for."""
    several_baskets: int
    """More than one basket of that day holds something that the coupon is for."""


def told(folder: Path) -> Told:
    """Read mailings and redemptions as touches.

    A mailing is seen at the start of the first day of its campaign, and counts to the end of the last. A redemption
    belongs to the one basket of its household and day that holds a product of the coupon; where there is none, or
    more than one, it is left out.
    """
    mailings, lifetimes = _mailings(folder)
    redeemed = [
        Redemption(place, household, coupon, campaign, day)
        for place, (household, coupon, campaign, day) in enumerate(rows(folder, "coupon_redemptions_2017h1"))
    ]
    of_day = _baskets_of_days(folder, redeemed)
    of_coupon: dict[tuple[str, str], set[str]] = {}
    for coupon, product, campaign in rows(folder, "coupons"):
        of_coupon.setdefault((coupon, campaign), set()).add(product)
    left_out: Counter[str] = Counter()
    coupons = []
    for one in redeemed:
        goods = of_coupon.get((one.coupon, one.campaign), set())
        bought = of_day.get((one.household, one.day), [])
        fitting = [basket for basket in bought if not goods.isdisjoint(row[3] for row in basket.lines)]
        if len(fitting) == 1:
            coupons.append(one.touch(fitting[0]))
        else:
            left_out["several" if fitting else "no product" if bought else "no basket"] += 1
    return Told(
        Touches([*mailings, *coupons], lifetimes=lifetimes),
        mailed=len(mailings),
        redeemed=len(redeemed),
        day_without_basket=left_out["no basket"],
        no_such_product=left_out["no product"],
        several_baskets=left_out["several"],
    )


def _mailings(folder: Path) -> tuple[list[Touch], dict[str, Lookback]]:
    campaigns = {id_: (kind, first, last) for id_, kind, first, last in rows(folder, "campaign_descriptions")}
    mailings, lifetimes = [], {}
    for campaign, household in rows(folder, "campaigns"):
        kind, first, last = campaigns[campaign]
        begins, ends = date.fromisoformat(first), date.fromisoformat(last)
        mailing = Touch(
            f"mailed-{campaign}-{household}",
            local(begins, ZONE),
            "ad",
            f"H{household}",
            f"C{campaign}",
            role=PROMOTER,
            is_view=True,
            channel=kind,
            campaign=f"C{campaign}",
        )
        mailings.append(mailing)
        lifetimes[mailing.id] = Lookback.calendar((ends - begins).days + 1, ZONE)
    return mailings, lifetimes


def _baskets_of_days(folder: Path, redeemed: Collection[Redemption]) -> dict[tuple[str, str], list[Basket]]:
    """Return the baskets of those who redeemed, by household and day."""
    days: dict[tuple[str, str], list[Basket]] = {}
    for basket in baskets(folder, {one.household for one in redeemed}):
        days.setdefault((basket.household, basket.day), []).append(basket)
    return days


__all__ = ["PROMOTER", "Redemption", "Told", "told"]
