"""Real sellers and who won them: a marketplace's orders are attributed, shared out, and accounted for, to the centavo."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from communekit.attribution.models import (
    CoalitionShapley,
    EndBonus,
    FirstTouch,
    InvalidJourneyError,
    Journey,
    Journeys,
    LastN,
    LastNonDirect,
    LastTouch,
    Linear,
    Markov,
    MarkovPerJourney,
    Model,
    Position,
    RankDecay,
    ShaoLi,
    Shapley,
    TimeDecay,
    Unattributed,
    compare,
)
from communekit.period import local
from tests.attribution.recruiters import BRL, QUALIFIER, RECRUITER, ZONE, bonds_of, table, utc
from tests.attribution.recruiters_account import Account, ran

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def olist(data_dir: Path) -> Path:
    """Return the folder of the marketplace."""
    return data_dir / "olist_marketplace"


@pytest.fixture(scope="module")
def account(olist: Path) -> Account:
    """Return what became of every order's part of a seller."""
    return ran(olist)


def test_every_part_has_one_end(account: Account) -> None:
    """What was read is what was shared out and what was left out, in parts, in lines, and to the centavo."""
    done = account.won + account.organic
    reasons = Counter({name: n for name, n in account.left_out.items() if name not in ("lines", "goods")})
    assert account.read["parts"] == done["parts"] + reasons.total()
    assert account.read["lines"] == done["lines"] + account.left_out["lines"]
    assert account.read["goods"] == done["goods"] + account.left_out["goods"]
    shared = sum(shares.total() for shares in account.shares.values())
    assert shared + account.kept.total() == done["goods"] + account.freight
    assert account.unbalanced == 0


def test_marketplace_comes_to_the_stated_figures(account: Account) -> None:
    """All 112,650 items: those of won sellers are the 5,044 lines and BRL 676,851.48 that the data's own page states."""
    assert account.read == Counter(parts=100_785, lines=112_650, goods=1_359_164_370)
    assert account.won == Counter(parts=4_510, lines=5_036, goods=67_400_539)
    assert account.left_out_won == Counter(parts=8, lines=8, goods=284_609)
    assert (account.won + account.left_out_won)["goods"] == 67_685_148
    assert account.organic == Counter(parts=95_032, lines=107_065, goods=1_282_039_535)
    assert {word: len(sellers) for word, sellers in account.sellers.items()} == {
        "bond": 379,
        "organic": 2_674,
    }
    assert account.left_out == {
        "orders.invalid_order no_lines": 775,
        "canceled": 461,
        "unavailable": 7,
        "lines": 549,
        "goods": 9_724_296,
    }
    assert {role: shares.total() for role, shares in account.shares.items()} == {
        RECRUITER: 2_019_744,
        QUALIFIER: 671_583,
    }
    assert account.freight == 224_112_629


def test_shares_are_those_of_a_plain_loop(olist: Path, account: Account) -> None:
    """What everybody earns, worked out again with dicts, and nothing else."""
    deals = {row["seller_id"]: row for row in table(olist, "closed_deals")}
    sold = {
        row["order_id"]: row["order_purchase_timestamp"]
        for row in table(olist, "orders")
        if row["order_status"] not in ("canceled", "unavailable")
    }
    recruiters, qualifiers, kept = Counter[str](), Counter[str](), Counter[str]()
    for item in table(olist, "order_items"):
        deal, bought = deals.get(item["seller_id"]), sold.get(item["order_id"])
        if bought is None:
            continue
        price, freight = round(float(item["price"]) * 100), round(float(item["freight_value"]) * 100)
        kept[item["seller_id"]] += price + freight
        # Orders and deals are told by different clocks, hours apart; nobody sold anything in between.
        if deal is not None and bought > deal["won_date"]:
            recruiters[deal["sr_id"]] += price * 3 // 100
            qualifiers[deal["sdr_id"]] += price // 100
            kept[item["seller_id"]] -= price * 3 // 100 + price // 100
    assert account.shares == {RECRUITER: recruiters, QUALIFIER: qualifiers}
    assert account.kept == kept
    assert (len(recruiters), len(qualifiers)) == (18, 18)


def test_bonds_stand_from_the_very_instant_of_the_deal(olist: Path) -> None:
    """All 842 sellers: nobody's until the deal, then for good the one's who closed it; nothing is declined."""
    bonds = bonds_of(olist, RECRUITER)
    deals = list(table(olist, "closed_deals"))
    assert len(deals) == 842
    for deal in deals:
        won_at = utc(deal["won_date"])
        bond = bonds.as_of(deal["seller_id"], won_at)
        assert bond is not None
        assert (bond.leader, bond.bound_at, bond.valid_until) == (deal["sr_id"], won_at, None)
        assert bonds.as_of(deal["seller_id"], won_at - timedelta(microseconds=1)) is None
    assert bonds.declined == ()
    end = utc("2018-12-31 00:00:00")
    held = {person: len(bonds.members_of(person, end)) for person in {deal["sr_id"] for deal in deals}}
    assert held == Counter(deal["sr_id"] for deal in deals)


def test_every_model_credits_the_same_deals_to_the_origins_of_leads(olist: Path) -> None:
    """8,000 leads, 842 won: what has no origin, or was won before its first contact, is nobody's by any model."""
    deals = {row["mql_id"]: row for row in table(olist, "closed_deals")}
    sales = Counter[str]()
    for item in table(olist, "order_items"):
        sales[item["seller_id"]] += round(float(item["price"]) * 100)
    journeys, plain, won_before_contact = [], Counter[str](), Counter[str]()
    for lead in table(olist, "leads"):
        deal = deals.get(lead["mql_id"])
        channels = (lead["origin"],) if lead["origin"] else ()
        if deal is None:
            journeys.append(Journey(channels, converted=False))
            continue
        age = utc(deal["won_date"]) - local(lead["first_contact_date"], ZONE)
        value = sales[deal["seller_id"]]
        try:
            journeys.append(Journey(channels, ages=[age] * len(channels), value=value))
            plain.update(channels)
        except InvalidJourneyError as reason:
            won_before_contact[reason.problem] += 1
            journeys.append(Journey((), value=value))
    every = Journeys.each(journeys)
    assert (len(every), every.conversions, every.value) == (8_000, 842, 67_685_148)
    assert won_before_contact == {"after_conversion": 1}
    same: list[Model] = [
        FirstTouch(), LastTouch(), LastN((2, 1)), LastNonDirect("direct_traffic"), Linear(), Position(), EndBonus("10%", "10%"),
        RankDecay(), TimeDecay(), Shapley(), Markov(), MarkovPerJourney(),
    ]  # fmt: skip
    others: list[Model] = [CoalitionShapley(), ShaoLi()]
    reports = compare(every, [*same, *others])
    unattributed = Unattributed(842 - plain.total(), 67_685_148 - reports["first"].total_value)
    for report in reports:
        assert (report.total, report.total_value) == (reports["first"].total, reports["first"].total_value)
        assert report.unattributed == unattributed
        money = report.money(BRL)
        assert sum(part.minor for part in money.amounts) + money.remainder.minor == 67_685_148
    for model in same:
        credits_ = reports[model.name].conversions
        assert {channel: credit for channel, credit in credits_.items() if credit} == plain
    assert unattributed == (15, 126_550)
