"""The law on pay for recruiting, as far as a plan can break it (禁止传销条例)."""

from communekit.commission import Enrolment, InvalidPlanError, Measure, Plan, Rule, Tier, TierMode, Tiers
from communekit.commission.lint import Severity, lint
from communekit.money import Money, Rate
from communekit.parties import Role
from communekit.period import instant, local
from communekit.storage import CN_DEAL

from ..answer import Answer
from ..given import Given, amount, unit
from ..trade import plan_of, rule

NOTHING = Money(0, unit())
LEVELS = (Role.SPONSOR, Role("sponsor2"), Role("sponsor3"), Role("sponsor4"))
BY_SALES = rule(Rate.percent("5"), pays=Role.SPONSOR)
PER_HEAD = rule(
    Tiers(
        TierMode.GRADUATED,
        Measure("members", per="payee", period="month"),
        [Tier(0, per_unit=amount("1.00"))],
    ),
    pays=Role.SPONSOR,
)
PAYS_FOR = {"order_paid_by_consumer": BY_SALES, "recruit_registered": PER_HEAD}


def mlm_depth(given: Given) -> Answer:
    """Say how many levels above the seller a plan may pay: two need a recorded reason, three are refused."""
    opted_in = given.values("explicit_opt_in_for_2")
    accepted: list[bool] = []
    for place, depth in enumerate(given.values("commission_depth")):
        reason = "trade practice, opted in" if place < len(opted_in) and opted_in[place] else ""
        accepted.append(lawful(BY_SALES, referral=LEVELS[: int(depth)], depth_reason=reason))
    return {"accepted": accepted}


def mlm_headcount(given: Given) -> Answer:
    """Say whether a plan may stand that pays per head, takes a fee, or asks for a purchase to join."""
    return {
        "accepted": [
            lawful(
                row.choice("pays_for", PAYS_FOR),
                enrolment=Enrolment(row.amount_or_none("entry_fee"), row.flag("entry_requires_purchase")),
            )
            for row in given.each("plans")
        ]
    }


def retention(given: Given) -> Answer:
    """Say whether the records of a deal may be purged, from three years after its completion on."""
    completed_at = instant(local(given.word("completed_at"), CN_DEAL.zone))
    purged = [instant(local(day, CN_DEAL.zone)) for day in given.values("purge_at")]
    return {"accepted": [CN_DEAL.may_be_purged(completed_at, at=at) for at in purged]}


def lawful(pays: Rule, **terms: object) -> bool:
    """Return whether a plan can be made, and the check of it finds no breach of the law."""
    try:
        plan: Plan = plan_of([pays], unit(), **terms)
    except InvalidPlanError:
        return False
    return not any(
        finding.code.startswith("lint.law") and finding.severity is Severity.ERROR for finding in lint(plan)
    )
