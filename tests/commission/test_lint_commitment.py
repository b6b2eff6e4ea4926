"""Rules that promise more than there is: shares, flat amounts, discounts, tax, freight."""

import attrs

from communekit.commission import (
    Base,
    Bound,
    Flat,
    Measure,
    Rule,
    Tax,
    TierMode,
    Tiers,
    line,
)
from communekit.commission.lint import Severity
from communekit.parties import Role
from tests.commission.linted import BASE, GROWERS, cny, codes, only, paid, percent, plan_of


def test_over_commitment_is_shown_with_its_worst_case() -> None:
    """8 % and 93 % are more than there is; 8 % and 92 % are not."""
    found = only(plan_of(BASE, paid("growers", Role.SUPPLIER, "93")), "over_commitment")
    assert found.severity is Severity.ERROR
    assert (found.data["share"], found.data["parts"]) == ("101%", ["base 8%", "growers 93%"])
    assert found.data["proof"] == "by_order"
    assert codes(plan_of(BASE, paid("growers", Role.SUPPLIER, "92"))) == []


def test_over_commitment_that_no_order_shows_is_a_warning() -> None:
    """Three shares of what a capped fee leaves: the bound says 110 %, and no order is known that gets there."""
    fee = paid("fee", Role.PLATFORM, "50")
    rests = [
        paid(str(role), role, "20", base=Base.PAID.less("fee"))
        for role in (Role.LEADER, Role.HOST, Role.SUPPLIER)
    ]
    bound = Bound(rule="fee", per="line", at_most=cny("1.00"))
    found = only(plan_of(fee, *rests, bounds=[bound], parties={"platform": "PF"}), "over_commitment")
    assert (found.severity, found.data["proof"]) == (Severity.WARNING, "at_most")


def test_over_commitment_that_somebody_bears_is_a_warning() -> None:
    """With a bearer no order is refused."""
    borne = plan_of(BASE, paid("growers", Role.SUPPLIER, "93"), bearer=Role.PLATFORM)
    assert only(borne, "over_commitment").severity is Severity.WARNING


def test_the_limit_of_whoever_asks_is_held_against_the_worst_case() -> None:
    """70 % is within a limit of 70 %, above one of 69.9 %."""
    plan = plan_of(BASE, GROWERS)
    assert codes(plan, limit=percent("70")) == []
    assert codes(plan, limit=percent("69.9")) == ["over_limit"]
    budget = Bound(per="order", at_most=percent("60"))
    assert "over_limit" not in codes(attrs.evolve(plan, bounds=(budget,)), limit=percent("60"))
    of_one_role = Bound(role=Role.LEADER, per="order", at_most=percent("5"))
    assert "over_limit" in codes(attrs.evolve(plan, bounds=(of_one_role,)), limit=percent("60"))


def test_flat_amounts_have_a_break_even_amount() -> None:
    """Below 2.50 the rules promise more than there is: 1.00 and 60 % of it."""
    plan = plan_of(paid("growers", Role.SUPPLIER, "60"), Rule("thanks", Role.KEEPER, Flat(cny("1.00"))))
    found = only(plan, "break_even")
    assert found.data["amount"] == "2.50"
    assert (
        found.text()
        == "below 2.50 the rules promise more than there is, on a line of quantity 1: thanks 1.00 do not shrink with the amount"
    )
    assert found.severity is Severity.WARNING
    assert only(attrs.evolve(plan, bearer=Role.PLATFORM), "break_even").severity is Severity.NOTE
    large = attrs.evolve(plan.rules[1], when=line.paid >= cny("2.50"))
    assert codes(attrs.evolve(plan, rules=(plan.rules[0], large))) == ["gap"]


def test_a_share_of_all_and_a_flat_amount_is_always_too_much() -> None:
    """100 % leave nothing for a thank-you, whatever the amount."""
    thanks = Rule("thanks", Role.KEEPER, Flat(cny("0.01")))
    found = only(plan_of(paid("growers", Role.SUPPLIER, "100"), thanks), "always_over")
    assert found.data["fixed"] == ["thanks 0.01"]


def test_more_than_all_of_the_freight_is_shown() -> None:
    """Two who may each have 60 % of the freight are promised 120 % of it."""
    courier = paid("courier", Role("courier"), "60", base=Base.FREIGHT)
    assert codes(plan_of(BASE, attrs.evolve(courier, rate=percent("100")))) == []
    keeper = attrs.evolve(courier, id="keeper", pays=Role.KEEPER)
    assert only(plan_of(BASE, courier, keeper), "over_freight").data["share"] == "120%"


def test_a_rate_on_the_listed_amount_has_a_break_even_discount() -> None:
    """20 % of the listed amount and 60 % of the paid one: even at half the price."""
    plan = plan_of(paid("growers", Role.SUPPLIER, "60"), paid("listed", share="20", base=Base.LISTED))
    assert only(plan, "break_even_discount").data["discount"] == "50%"
    over = plan_of(paid("growers", Role.SUPPLIER, "81"), plan.rules[1])
    assert codes(over) == ["over_commitment"]  # too much without any discount


def test_tax_set_aside_is_held_against_what_is_promised() -> None:
    """90 % promised leaves 10 %: less than a price can contain of tax; 70 % leaves enough."""
    promised = paid("growers", Role.SUPPLIER, "90")
    assert only(plan_of(promised, tax=Tax.SET_ASIDE), "break_even_tax").data["tax"] == "10%"
    assert codes(plan_of(promised)) == []
    over = plan_of(promised, paid("more", share="11"), tax=Tax.SET_ASIDE)
    assert codes(over) == ["over_commitment"]  # too much without any tax
    assert codes(plan_of(GROWERS, BASE, tax=Tax.SET_ASIDE)) == []


def test_a_rate_on_what_the_period_already_has_is_unbounded() -> None:
    """Reaching ten members re-rates all sales of the month: no amount of the line bounds that."""
    table = Tiers.of(
        TierMode.RETROACTIVE, Measure("quantity", period="month"), (0, percent("1")), (10, percent("2"))
    )
    assert "unbounded" in codes(plan_of(Rule("month", Role.LEADER, table)))
