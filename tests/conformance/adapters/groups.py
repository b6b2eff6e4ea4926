"""Teams of a fixed size: opened, joined, full, over, and with fewer than they wanted (拼团)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from communekit.groupbuy.campaign import (
    GroupState,
    JoinRefusedError,
    Leave,
    PurchaseLimit,
    SeatState,
    Waiver,
    team_buy,
)
from communekit.period import Duration, Window

from ..answer import Answer
from ..campaigns import WEEK, Round, goods, moment, waiver_of
from ..case import UnsupportedError
from ..given import Given, percent

REFUSALS: Final[Mapping[str, str]] = {
    "unknown_group": "HEAD_NOT_EXISTS",
    "full": "USER_FULL",
    "running": "HAVE_JOINED",
    "per_order": "SINGLE_LIMIT_EXCEEDED",
    "per_member": "TOTAL_LIMIT_EXCEEDED",
}
DAY = timedelta(days=1)


def join(given: Given) -> Answer:
    """Open a team or join one: who names no team opens one (开团、参团)."""
    heads = given["head_id"]
    for name in given:
        if name.startswith("head_") and name.endswith("_state"):
            given.choice(name, {"IN_PROGRESS": None})
    treated = []
    for head in heads if isinstance(heads, list) else [heads]:
        made = Round(team_buy("C", [goods()], WEEK, size=3))
        if "head_exists" not in given or given.flag("head_exists"):
            made.join("somebody", seat="500")
        try:
            seat = made.join("m", group=str(head) if head else None)
        except JoinRefusedError as refusal:
            return {"error": REFUSALS[refusal.problem]}
        treated.append("open_new" if seat.group == seat.id else "join")
    return {"treated_as": treated}


def limit(given: Given) -> Answer:
    """Let a member buy again, within limits and one running team (限购、同时只能参一团)."""
    limits = PurchaseLimit(
        per_order=given.count("single_limit") if "single_limit" in given else None,
        per_member=given.count("total_limit") if "total_limit" in given else None,
    )
    made = Round(team_buy("C", [goods()], WEEK, size=2, limits=limits))
    if "bought_success" in given:
        made.join("m", given.count("bought_success"), seat="before")
        made.join("other", group="before")
    if given.flag("has_in_progress_group"):
        made.join("m", seat="running")
    try:
        made.join("m", given.count("count", 1), seat="now")
    except JoinRefusedError as refusal:
        return {"error": REFUSALS[refusal.problem]}
    return {"error": None}


def window(given: Given) -> Answer:
    """Open a team or join one near the end: the activity's end holds for one, the team's own for the other."""
    ends, expires, now = (moment(given.word(name)) for name in ("activity_end", "group_expires", "now"))
    opened = min(ends, expires, now) - DAY
    terms = team_buy("C", [goods()], Window(opened, ends), size=3, lasts=expires - opened)
    answer = {}
    for what, group in (("open_new", None), ("join_existing", "head")):
        made = Round(terms)
        made.join("head")
        try:
            made.join("m", group=group, at=now)
            answer[what] = "accepted"
        except JoinRefusedError:
            answer[what] = "rejected"
    return answer


def expire(given: Given) -> Answer:
    """Let the time of a team pass: it fails, and all who paid are paid back (流团退款)."""
    size, members = given.count("size"), given.count("members")
    waiver = waiver_of(size - 1) if given.flag("virtual") else None
    made = Round(team_buy("C", [goods()], WEEK, size=size, waiver=waiver))
    head = made.team(members, paid=given.count("paid_orders", members))
    made.wait(made.live.group(head).closes_at)
    group = made.live.group(head)
    return {
        "state": {"formed": "SUCCESS", "expired": "FAILED"}[group.state.value],
        "refund_orders": len(made.refunded),
        "end_time_set": group.decided_at is not None,
    }


def virtual(given: Given) -> Answer:
    """Let a team's time pass where the merchant takes fewer: a share of its size, or so many missing (免凑满)."""
    waivers = [Waiver(share=percent(share)) for share in given.values("threshold_percent")]
    missing = [waiver_of(int(most)) for most in given.values("max_virtual_members")]
    completed = []
    for waiver in [*waivers, *missing]:
        made = Round(team_buy("C", [goods()], WEEK, size=given.count("people"), waiver=waiver))
        head = made.team(given.count("joined"))
        made.wait(made.live.group(head).closes_at)
        completed.append(made.live.group(head).state is GroupState.FORMED)
    return {"completed": completed}


def complete(given: Given) -> Answer:
    """Count the head and those who joined: the team is full when they are enough."""
    succeeded = []
    for joiners in given.values("paid_joiners"):
        made = Round(team_buy("C", [goods()], WEEK, size=given.count("discount_member")))
        head = made.team(1 + int(joiners))
        succeeded.append(made.live.group(head).state is GroupState.FORMED)
    return {"succeeded": succeeded}


def price(given: Given) -> Answer:
    """Sell at the price of the team, so much below the list price for each piece (拼团价)."""
    given.passed_over("unit")
    listed = given.amount("price")
    item = goods(listed - given.amount("group_discount"), list_price=listed)
    made = Round(team_buy("C", [item], WEEK, size=2))
    return {"goods_total": made.join("m", given.count("qty")).paid}


def head_exit(given: Given) -> Answer:
    """Let the head of a team go: the next joiner leads it, its clock goes on (团长退团)."""
    if given.word("event") != "head_cancels":
        raise UnsupportedError(f"event is not known: {given.word('event')}")
    deadline, head = moment(given.word("deadline")), given.word("head")
    opened = deadline - DAY
    made = Round(team_buy("C", [goods()], Window(opened, deadline), size=given.count("size"), lasts=DAY))
    made.join(head)
    for member in given.values("members"):
        made.join(str(member), group=head)
    made.tell(Leave(head, opened))
    group = made.live.group(head)
    return {
        "new_head": group.head,
        "members": [
            seat.member
            for seat in made.live.list()
            if seat.state is SeatState.JOINED and seat.id != group.head
        ],
        "deadline": f"{group.closes_at:%Y-%m-%dT%H:%M:%S}",
        "refund": made.refunded,
    }


def deadline(given: Given) -> Answer:
    """Say when a team is over: after its hours, or with the activity where that is shorter than they are."""
    lasts = Duration.hours(given.count("hours")).add_to(WEEK.start, "UTC") - WEEK.start
    during = Window(moment(given.word("activity_start")), moment(given.word("activity_end")))
    terms = team_buy("C", [goods()], during, size=2, lasts=lasts, ends_with_campaign=during.length < lasts)
    made = Round(terms)
    made.join("m", at=moment(given.word("opened_at")))
    return {"deadline": f"{made.live.group('m').closes_at:%Y-%m-%dT%H:%M:%S}"}
