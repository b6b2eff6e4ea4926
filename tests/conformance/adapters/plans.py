"""Plans of sales staff: sections, margins, flagged items, teams (方案)."""

from communekit.commission import Base, Condition, Fact, Scope, Stacking
from communekit.commission import line as line_fact
from communekit.money import Money, Rate, split
from communekit.orders import Credit, Credits

from ..answer import Answer
from ..given import Given, amount, percent
from ..trade import PAYEE, earned, line_of, rule, sold, taken_back

FIRST = {"": Stacking.FIRST}


def section_commission(given: Given) -> Answer:
    """Pay an agent a share of a line, or of its margin: a fixed one, or that of the first section it falls into."""
    bases = {"paid": Base.PAID, "margin": Base.MARGIN}
    cost = given.amount("unit_cost") * given.count("quantity", 1) if "unit_cost" in given else None
    goods = line_of(given.amount("subtotal"), cost=cost)
    base = earned(rule(Rate.of(1), base=given.choice("base", bases, "paid")), goods)
    if "fixed_percent" in given:
        rules = [rule(given.percent("fixed_percent"))]
    else:
        rules = [
            rule(
                percent(rate),
                f"section {place}",
                when=between(amount(low), None if high is None else amount(high)),
            )
            for place, (low, high, rate) in enumerate(given.values("sections"))
        ]
    assessment = sold(rules, line_of(base), stacking=FIRST if rules else {})
    paid = assessment.earned(PAYEE)
    if given.flag("refund"):
        paid = -taken_back(assessment)[0].taken
    return {"base": base, "amount": paid}


def between(low: Money, high: Money | None) -> Condition:
    """Return the condition that the amount of a line lies between two bounds, both of them included."""
    return line_fact.paid >= low if high is None else (line_fact.paid >= low) & (line_fact.paid <= high)


def contribution_split(given: Given) -> Answer:
    """Pay commission on those items only that are flagged for it."""
    flagged = Fact("line", "commissioned") == True  # noqa: E712 - a comparison is a condition
    lines = [
        line_of(amount(paid), id=str(place), attributes={"commissioned": eligible})
        for place, (paid, eligible) in enumerate(given.values("items"))
    ]
    return {
        "eligible": earned(rule(Rate.of(1), when=flagged), *lines),
        "total_commission": earned(
            rule(given.percent("commission_rate"), when=flagged, scope=Scope.ORDER), *lines
        ),
    }


def team_split(given: Given) -> Answer:
    """Share an incentive among a team: each person rounded alone, and so that nothing is lost."""
    eligible, rate = given.amount("eligible"), given.percent("rate_percent")
    shares = [percent(share) for share in given.values("team_percent")]
    team = Credits(tuple(Credit(PAYEE, f"seller {place}", share=share) for place, share in enumerate(shares)))
    alone = sold(rule(rate), line_of(eligible), credits_=team)
    total = earned(rule(rate), line_of(eligible))
    return {
        "allocated": split(eligible, shares).amounts,
        "incentive_each_rounded": [accrual.amount for _, accrual in alone.accruals],
        "incentive_each_rounded_sum": alone.earned(PAYEE),
        "incentive_conserved": split(total, shares).amounts,
        "incentive_total": total,
    }
