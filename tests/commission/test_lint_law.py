"""The legal frame: each check on a plan that breaks it, and on the nearest one that does not."""

import attrs

from communekit.commission import (
    Base,
    Chain,
    Composition,
    Enrolment,
    Measure,
    Rule,
    Tier,
    TierMode,
    Tiers,
)
from communekit.commission.lint import Severity, lint
from communekit.parties import Role
from tests.commission.linted import BASE, cny, codes, only, paid, percent, plan_of


def members(*, flat: str | None = None, per_unit: str | None = None, role: Role = Role.SPONSOR) -> Rule:
    """Return a rule that counts members over a month."""
    tier = Tier(
        0, flat=None if flat is None else cny(flat), per_unit=None if per_unit is None else cny(per_unit)
    )
    return Rule("heads", role, Tiers(TierMode.GRADUATED, Measure("members", period="month"), [tier]))


def test_pay_per_head_is_an_error_with_its_article() -> None:
    """L01: an amount for each person brought in is forbidden for a sponsor, and watched for a leader."""
    found = only(plan_of(members(per_unit="5.00")), "law_pay_per_head")
    assert (found.severity, found.data["law"]) == (Severity.ERROR, "L01")
    assert "art. 7(1)" in found.text()
    assert "not legal advice" in found.text()
    assert "2005-11-01" in found.text("zh")
    assert "不构成法律意见" in found.text("zh")
    leader_paid = plan_of(members(flat="5.00", role=Role.LEADER))
    assert only(leader_paid, "law_pay_per_head").severity is Severity.WARNING


def test_pay_for_sales_in_a_tier_of_members_is_not_pay_per_head() -> None:
    """A rate on sales that members pick is paid on sales."""
    table = Tiers.of(
        TierMode.VOLUME, Measure("members", period="month"), (0, percent("1")), (10, percent("2"))
    )
    rule = Rule("month", Role.SPONSOR, table)
    assert "law_pay_per_head" not in codes(plan_of(rule))
    assert "law_pay_per_head" not in codes(plan_of(members(flat="5.00", role=Role.HOST)))


def test_a_share_of_pay_per_head_is_pay_per_head() -> None:
    """Indirect pay by heads counts as well."""
    upline = paid("upline", Role.SPONSOR, "10", base=Base.of_rule("heads"))
    found = [
        finding.where
        for finding in lint(plan_of(members(flat="5.00", role=Role.HOST), upline))
        if "per_head" in finding.code
    ]
    assert found == ["rule upline"]
    by_role = attrs.evolve(upline, base=Base.of_role(Role.HOST))
    assert (
        only(plan_of(members(flat="5.00", role=Role.HOST), by_role), "law_pay_per_head").where
        == "rule upline"
    )


def test_a_flat_amount_for_sales_is_not_pay_per_head() -> None:
    """An amount on reaching so much in sales counts no heads."""
    steps = [Tier(cny("0")), Tier(cny("100"), flat=cny("5.00"))]
    table = Tiers(TierMode.GRADUATED, Measure("paid", period="month"), steps)
    assert "law_pay_per_head" not in codes(plan_of(Rule("month", Role.SPONSOR, table)))


def test_a_platform_watches_pay_per_head_at_any_depth() -> None:
    """L05: heads are watched with one level, too, and a plain share of one level is not."""
    assert only(plan_of(members(per_unit="5.00")), "law_platform").data["law"] == "L05"
    assert "law_platform" not in codes(plan_of(paid("sponsor", Role.SPONSOR)))


def test_an_entry_fee_and_a_purchase_are_errors() -> None:
    """L02: neither money nor goods may buy a place; a fee of zero is none."""
    fee, purchase = Enrolment(cny("99.00")), Enrolment(purchase_required=True)
    assert only(plan_of(BASE, enrolment=fee), "law_entry_fee").severity is Severity.ERROR
    assert only(plan_of(BASE, enrolment=purchase), "law_purchase_required").data["law"] == "L02"
    assert codes(plan_of(BASE, enrolment=Enrolment(cny("0.00")))) == []


def test_two_levels_are_a_warning_with_the_recorded_reason() -> None:
    """L03 to L05: one level is silent, two are shown with the reason, the line to a crime and the platform's rule."""
    grand = Role("grand_sponsor")
    sponsor = paid("sponsor", Role.SPONSOR, "10", base=Base.of_rule("base"))
    two = plan_of(
        BASE,
        sponsor,
        attrs.evolve(sponsor, id="grand", pays=grand),
        referral=(Role.SPONSOR, grand),
        depth_reason="pilot",
    )
    assert codes(two) == ["law_depth", "law_criminal_line", "law_platform"]
    assert only(two, "law_depth").data["recorded"] == "pilot"
    assert "30" in only(two, "law_criminal_line").text()
    assert codes(plan_of(BASE, sponsor)) == []
    promised = plan_of(BASE, sponsor, referral=(Role.SPONSOR, grand), depth_reason="pilot")
    assert only(promised, "law_depth").data["levels"] == 2  # stated is enough, whoever is paid


def test_a_chain_of_three_levels_is_watched() -> None:
    """L04: a differential chain of three roles is three levels of people, one of two is not."""
    roles = (Role("promoter"), Role("agent"), Role("division"))
    rules = [paid(role, role, share) for role, share in zip(roles, ("5", "8", "10"), strict=True)]
    chain = Composition(Chain.DIFFERENTIAL, roles)
    assert codes(plan_of(*rules, chains=[chain])) == ["law_criminal_line"]
    assert only(plan_of(*rules, chains=[chain]), "law_criminal_line").data["roles"] == ["agent", "division"]
    assert codes(plan_of(*rules[:2], chains=[Composition(Chain.DIFFERENTIAL, roles[:2])])) == []
    assert codes(plan_of(*rules[:2], chains=[chain])) == []  # Two of the three are paid.
    beside = Composition(Chain.ADDITIVE, roles)
    assert codes(plan_of(*rules, chains=[beside])) == []
