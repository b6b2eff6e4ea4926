"""Real campaigns, coupons and baskets: a grocer's half year is attributed, shared out, and accounted for, to the cent."""

import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from math import floor
from pathlib import Path
from zoneinfo import ZoneInfo

import attrs
import pytest

from communekit.attribution import Attribution, Facts, Touches, attribute, attribute_all
from communekit.commission import assess
from communekit.ids import PartyId
from tests.attribution.baskets import FUEL, Sums
from tests.attribution.campaign_account import (
    CODE_PERCENT,
    PLAN,
    POLICY,
    VIEW_PERCENT,
    WON,
    Account,
    orders,
    ran,
)
from tests.attribution.campaigns import Told, told

pytestmark = pytest.mark.slow

PETROL = 1_000
STORES = 346


@pytest.fixture(scope="module")
def journey(data_dir: Path) -> Path:
    """Return the folder of the grocer."""
    return data_dir / "complete_journey"


@pytest.fixture(scope="module")
def facts(journey: Path) -> Told:
    """Return what was told."""
    return told(journey)


@pytest.fixture(scope="module")
def account(journey: Path, facts: Told) -> Account:
    """Return what became of every basket."""
    return ran(journey, Facts(touches=facts.touches))


def test_every_line_has_one_end(account: Account) -> None:
    """What was read is what was shared out and what was left out, in lines, and to the cent in every column."""
    left_out = list(account.left_out_lines.values())
    assert account.unbalanced == 0
    assert account.not_whole == 0
    assert sum(account.baskets.values()) + sum(account.left_out_baskets.values()) == account.baskets_read
    assert account.lines + sum(sums.lines for sums in left_out) == account.read.lines
    assert sum(account.sales.values()) + sum(sums.sales for sums in left_out) == account.read.sales
    assert sum(account.shares.values()) + sum(account.kept.values()) == sum(account.sales.values())
    borne_by_others = account.read.coupon - sum(sums.coupon for sums in left_out)
    assert account.paid_by_households + borne_by_others == sum(account.sales.values())
    borne_by_store = account.read.loyalty + account.read.match - sum(s.loyalty + s.match for s in left_out)
    assert account.borne_by_store == borne_by_store
    assert sum(account.why_nobody.values()) == account.baskets["organic"]


def test_half_year_comes_to_the_stated_figures(account: Account) -> None:
    """All 728,336 lines: the sums that the data's own page states, and what became of them."""
    read = account.read
    assert (account.baskets_read, read.lines) == (76_895, 728_336)
    assert (read.sales, read.loyalty, read.coupon, read.match) == (
        224_918_820,
        39_481_704,
        1_243_560,
        217_719,
    )
    assert account.baskets == {"organic": 52_169, "view": 24_262, "code": 299}
    assert account.sales == {"organic": 149_226_458, "view": 73_063_455, "code": 2_594_375}
    assert account.left_out_lines == {
        "orders.invalid_quantity": Sums(lines=4_099, sales=549, loyalty=183, coupon=301_004),
        "orders.invalid_order discounts_exceed_listed": Sums(274, 33_983, 10_097, 52_525, 5_798),
    }
    assert account.left_out_baskets == {"orders.invalid_order no_lines": 165}
    assert (account.lines, account.petrol) == (723_963, 6_511)
    assert (account.kept.total(), account.shares.total()) == (224_212_699, 671_589)
    assert (account.paid_by_households, account.borne_by_store) == (223_994_257, 39_683_345)
    assert account.shares.most_common(2) == [("C8", 369_950), ("C27", 104_094)]
    why = Counter[tuple[bool, bool]]()
    for fates, count in account.why_nobody.items():
        why["outside_window" in fates, "after_order" in fates] += count
    never, to_come, over, between = (False, False), (False, True), (True, False), (True, True)
    assert why == {never: 8_443, to_come: 37_282, over: 354, between: 6_090}


def test_coupons_of_which_no_basket_is_known_are_counted(facts: Told) -> None:
    """A redemption does not name its basket: 448 of 538 are found by household, day and product."""
    assert (facts.mailed, facts.redeemed) == (6_589, 538)
    assert (facts.day_without_basket, facts.no_such_product, facts.several_baskets) == (0, 90, 0)
    assert len(facts.touches) == 6_589 + 448


def test_account_is_that_of_a_plain_loop(journey: Path, account: Account) -> None:
    """Who gets what of which basket, worked out again with lists and dicts, and nothing else."""
    plain = plainly(journey)
    assert plain["baskets"] == account.baskets
    assert plain["sales"] == account.sales
    assert plain["shares"] == account.shares
    assert plain["kept"] == account.kept
    assert len(plain["kept"]) == STORES
    assert plain["paid"] == Counter(households=account.paid_by_households)


def test_several_coupons_of_one_basket_share_it_exactly(journey: Path, facts: Told) -> None:
    """Where the rule shares, each coupon of a basket has an equal part of it, and what a party gets is rounded once."""
    policy = attrs.evolve(POLICY, id="shared", share="linear")
    owners: dict[str, list[PartyId]] = {}
    for touch in facts.touches:
        if touch.order is not None and touch.owner is not None:
            owners.setdefault(touch.order, []).append(touch.owner)
    redeemed_by = {touch.by.removeprefix("H") for touch in facts.touches if touch.order in owners}
    shared: Counter[int] = Counter()
    for order in orders(journey, Account(), redeemed_by):
        if order.id in owners:
            own = owners[order.id]
            result = attribute(order, policy, Facts(touches=facts.touches))
            parts = {credit.party: credit.share.share for credit in result.credits}
            assert parts == {party: Fraction(own.count(party), len(own)) for party in own}
            assessed = assess(PLAN, attrs.evolve(order, about=WON["code"]), result.credits)
            for one in assessed.lines:
                base = 0 if one.line.category == FUEL else one.line.distributed.minor * CODE_PERCENT
                due = {party: floor(base * part / 100) for party, part in parts.items()}
                assert {accrual.party: accrual.amount_minor for accrual in one.accruals} == due
                assert one.residual_minor == one.line.distributed.minor - sum(due.values())
            shared[len(parts)] += 1
    assert shared == {1: 292, 2: 7}


def test_order_of_arrival_does_not_matter(journey: Path, facts: Told) -> None:
    """Told backwards, and every touch twice: the same attributions, word for word."""
    touches = facts.touches
    backwards = Touches([*reversed(touches.touches), *touches.touches], lifetimes=touches.lifetimes)
    some = list(orders(journey, Account(), {"1", "367", "2451"}))
    one, other = (
        list(attribute_all(some, POLICY, Facts(touches=told_so))) for told_so in (touches, backwards)
    )
    assert one == other
    assert {result.word for result in one if isinstance(result, Attribution)} == {"code", "view", "organic"}


def plainly(folder: Path) -> dict[str, Counter[str]]:
    """Return baskets and sales by word, shares by campaign, and what households paid; nothing of the library."""

    def table(name: str) -> Iterator[dict[str, str]]:
        with gzip.open(folder / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)

    campaigns = {row["campaign_id"]: row for row in table("campaign_descriptions")}
    mailed: dict[str, list[tuple[str, str, str]]] = {}
    for row in table("campaigns"):
        campaign = campaigns[row["campaign_id"]]
        days = (campaign["start_date"], campaign["end_date"], row["campaign_id"])
        mailed.setdefault(row["household_id"], []).append(days)
    goods: dict[tuple[str, str], set[str]] = {}
    for row in table("coupons"):
        goods.setdefault((row["coupon_upc"], row["campaign_id"]), set()).add(row["product_id"])
    redeemed: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in table("coupon_redemptions_2017h1"):
        redeemed.setdefault((row["household_id"], row["redemption_date"]), []).append(row)
    bought: dict[str, list[dict[str, str]]] = {}
    for row in table("transactions_2017h1"):
        bought.setdefault(row["basket_id"], []).append(row)

    found = {name: Counter[str]() for name in ("baskets", "sales", "shares", "kept", "paid")}
    new_york = ZoneInfo("America/New_York")
    for rows in bought.values():
        household, at = rows[0]["household_id"], rows[0]["transaction_timestamp"]
        day = datetime.fromisoformat(f"{at}+00:00").astimezone(new_york).date().isoformat()
        products = {row["product_id"] for row in rows}
        coupons = [
            row["campaign_id"]
            for row in redeemed.get((household, day), [])
            if goods[row["coupon_upc"], row["campaign_id"]] & products
        ]
        seen = [days for days in mailed.get(household, []) if days[0] <= day <= days[1]]
        word = "code" if coupons else "view" if seen else "organic"
        campaign_id = coupons[-1] if coupons else max(seen)[2] if seen else ""
        percent = {"code": CODE_PERCENT, "view": VIEW_PERCENT, "organic": 0}[word]
        amounts = [
            (
                int(row["quantity"]),
                round(float(row["sales_value"]) * 100),
                round(float(row["coupon_disc"]) * 100),
            )
            for row in rows
        ]
        kept = [(pieces, sales, coupon) for pieces, sales, coupon in amounts if pieces and coupon <= sales]
        if not kept:
            continue
        found["baskets"][word] += 1
        for pieces, sales, coupon in kept:
            share = 0 if pieces > PETROL else sales * percent // 100
            found["sales"][word] += sales
            found["paid"]["households"] += sales - coupon
            found["kept"][f"S{rows[0]['store_id']}"] += sales - share
            if word != "organic":
                found["shares"][f"C{campaign_id}"] += share
    return found
