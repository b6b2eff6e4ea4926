"""Pledges: thresholds in money or people, prices that are announced, teams that are full or not (认购、竞价、拼团)."""

from communekit.groupbuy.campaign import (
    Announce,
    CutOff,
    GiveUp,
    Leave,
    Pay,
    Phase,
    SeatState,
    Threshold,
    Unit,
    count,
    pledge_round,
    price_pool,
    team_buy,
)
from communekit.money import Money
from communekit.period import Duration

from ..answer import Answer
from ..campaigns import HOUR, WEEK, Round, goods, waiver_of
from ..case import UnsupportedError
from ..given import Given, unit


def pledge_threshold(given: Given) -> Answer:
    """Close a campaign, charge what was pledged, announce a price, fill a team."""
    match given.word("op"):
        case "campaign":
            return campaign(given)
        case "price_pool_refund":
            return price_pool_refund(given)
        case "tipping_point":
            return tipping_point(given)
        case "collect_after_deadline":
            return collect_after_deadline(given)
        case "team_buy":
            return team(given)
        case other:
            raise UnsupportedError(f"op is not known: {other}")


def campaign(given: Given) -> Answer:
    """Let contributions come in, paid, pending or given back, and let the deadline pass or not (全有或全无、灵活)."""
    goal = Threshold.money(given.amount("goal"))
    needs = given.choice("mode", {"all_or_nothing": goal, "flexible": None}, "all_or_nothing")
    longer = Duration.days(8).add_to(WEEK.start, "UTC") - WEEK.start
    made = Round(pledge_round("C", [goods()], WEEK, needs, pays_at_once=True, seat_lasts=longer))
    for number, contribution in enumerate(given.each("contributions")):
        name = f"m{number}"
        status = contribution.choice(
            "status", {word: word for word in ("paid", "pending", "refunded", "refused")}
        )
        made.join(name, contribution.amount("value").minor, pays=status in ("paid", "refunded"))
        if status == "refunded":
            made.tell(Leave(name, WEEK.start))
        if status == "refused":
            made.tell(GiveUp(name, WEEK.start))
    if given.flag("expired"):
        made.wait(made.terms.closes_at)
    words = {
        Phase.OPEN: "online",
        Phase.UNDECIDED: "waiting_funds",
        Phase.FORMED: "successful",
        Phase.EXPIRED: "failed",
    }
    reached = goal.is_met(count(made.live, made.group, Unit.MONEY))
    return {"reached_goal": reached, "state": words[made.live.phase]}


def price_pool_refund(given: Given) -> Answer:
    """Announce a price to one who has paid the most that he accepts; above it he may go (竞价池)."""
    made = Round(price_pool("C", [goods(given.amount("lock_in"))], WEEK))
    made.join("m")
    made.tell(CutOff(WEEK.start), Announce({"goods": given.amount("final")}, WEEK.start))
    stays = given.choice(
        "choice", {"opt_out": False, "opt_in": True, "accept": True, "stay": True}, "opt_out"
    )
    owing = made.live.seat("m").state is SeatState.OWING
    if owing and stays:
        made.tell(Pay("difference", "m", made.live.seat("m").owes, WEEK.start))
    elif owing:
        made.tell(Leave("m", WEEK.start))
    seat = made.live.seat("m")
    return {"refund": seat.refunded, "buys": seat.state is SeatState.CONFIRMED}


def tipping_point(given: Given) -> Answer:
    """Charge buyers once enough have come, and nobody before."""
    made = Round(pledge_round("C", [goods()], WEEK, Threshold.people(given.count("minimum"))))
    for number in range(given.count("buyers")):
        made.join(f"m{number}")
    made.tell(CutOff(WEEK.start))
    return {"tipped": made.live.phase is Phase.FORMED, "charged": len(made.charged)}


def collect_after_deadline(given: Given) -> Answer:
    """Charge pledges once the goal is met; what is not paid in the days of grace is dropped, and the goal stays met."""
    grace = Duration.days(given.count("grace_days"))
    goal = Threshold.money(given.amount("goal"))
    within = grace.add_to(WEEK.start, "UTC") - WEEK.start
    made = Round(pledge_round("C", [goods()], WEEK, goal, collect_within=within))
    pledges = given.each("pledges")
    for number, pledge in enumerate(pledges):
        made.join(f"m{number}", pledge.amount("amount").minor)
    made.tell(CutOff(WEEK.start))
    paid = []
    for number, pledge in enumerate(pledges):
        if "collected_within_days" in pledge:
            days = pledge.count("collected_within_days")
            at = Duration.days(days).add_to(WEEK.start, "UTC")  # Within so many days is before they are over.
            owes = made.live.seat(f"m{number}").owes
            if owes:
                paid.append(Pay(f"p{number}", f"m{number}", owes, max(WEEK.start, at - HOUR)))
    made.tell(*sorted(paid, key=lambda pay: pay.at))
    made.wait(grace.add_to(WEEK.start, "UTC"))
    return {
        "successful": made.live.phase is Phase.FORMED,
        "collected": Money.total((seat.kept for seat in made.live.list()), unit()),
    }


def team(given: Given) -> Answer:
    """Fill a team, or let its time pass; the merchant may take fewer, and nobody is invented (拼团)."""
    size = given.count("user_size")
    waiver = waiver_of(size - 1) if given.flag("virtual_completion") else None
    made = Round(team_buy("C", [goods()], WEEK, size=size, waiver=waiver))
    head = made.team(given.count("joined"))
    if given.flag("expired"):
        made.wait(made.live.group(head).closes_at)
    group = made.live.group(head)
    words = {"formed": "success", "expired": "failed", "open": "in_progress"}
    return {
        "status": words[group.state.value],
        "real_members": group.people,
        "refund_members": len(made.refunded),
    }
