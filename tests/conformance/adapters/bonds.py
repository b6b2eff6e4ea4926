"""Bonds: who has a member after somebody tried to bind him, and for how long (锁客)."""

from datetime import datetime, timedelta
from typing import Any

from communekit.attribution.bonds import (
    BondCommand,
    BondDeclined,
    BondPolicy,
    Bonds,
    HandOver,
    Offer,
    Register,
)
from communekit.period import Duration, instant, local

from ..answer import Answer
from ..case import UnsupportedError
from ..given import Given

ZONE = "Asia/Shanghai"
START = instant("2026-01-01T00:00:00+08:00")
MEMBER = "SELF"
ONE_SECOND = Duration.seconds(1)


def binding_decision(given: Given) -> Answer:
    """Let somebody try to bind a member, and say who has him then (锁客判定)."""
    state, attempt = given.inner("state"), given.inner("attempt")
    facts: list[BondCommand] = []
    if "sponsor" in state:
        facts.append(_before(_second(state.count("bound_at", 0)), MEMBER, state.word("sponsor")))
    is_new = state.flag("is_new") if "is_new" in state else None
    tried = Offer("tried", _second(attempt.count("at")), MEMBER, attempt.word("by"), "link", is_new=is_new)
    return {"sponsor": _leader(Bonds(_policy(given), [*facts, tried]), MEMBER, tried.at)}


def _policy(given: Given) -> BondPolicy:
    """Return the policy that a case names in the words of its source."""
    named = given.inner("policy")
    terms: dict[str, Any] = {
        "who": named.choice("scope", {"all": "all", "new_only": "new"}, "all"),
        "allows_self": named.flag("allow_self"),
        "zone": ZONE,
    }
    match named.word("mode"):
        case "permanent":
            terms["mode"] = "permanent"
        case "period":
            # CRMEB counts whole seconds, and the last of them is still the old leader's.
            seconds = 1 if given.source.startswith("CRMEB") else 0
            terms["validity"] = Duration(calendar_days=named.count("days"), clock_seconds=seconds)
        case "latest":
            terms["mode"] = "last"
        case "protected":
            terms |= {"mode": "last", "protection": Duration.days(named.count("protect_days"))}
            terms["validity"] = Duration.days(named.count("valid_days"))
        case word:
            raise UnsupportedError(f"policy.mode is not known: {word}")
    return BondPolicy(**terms)


def bind(given: Given) -> Answer:
    """Let a promoter bind a user, whoever has him and stands below him already (绑定推广员)."""
    modes: dict[str, dict[str, Any]] = {
        "first_bind": {},
        "override": {"mode": "last"},
        # A user counts as new for less than half a minute after he registered.
        "register_only": {"mode": "register_only", "new_for": Duration.seconds(30)},
    }
    policy = BondPolicy(**given.choice("mode", modes), zone=ZONE)
    user, candidate = given.word("user", MEMBER), given.word("candidate", "candidate")
    parents = given.table("parents") | (
        {user: given.word("current_parent")} if "current_parent" in given else {}
    )
    now = START + timedelta(days=1)
    known: list[BondCommand] = [_before(START, member, parent) for member, parent in parents.items()]
    tried = Offer("tried", now, user, candidate, "link")
    bonds = Bonds(policy, [*known, tried])
    result = _result(bonds, user)
    registered = [
        Register("registered", now - timedelta(seconds=int(ago)), user)
        for ago in given.values("registered_seconds_ago")
    ]
    return {
        "bound": _leader(bonds, user, now),
        "result": result,
        "required_result": result,
        "accepted": [
            _result(Bonds(policy, [*known, registering, tried]), user) == "bound"
            for registering in registered
        ],
    }


def validity(given: Given) -> Answer:
    """Say whose member somebody is at the times of his orders (有效期)."""
    orders = [_local(time) for time in given.values("order_times")]
    if given.choice("mode", {"timed": False, "last_click_ttl": True}):
        policy = BondPolicy(
            mode="last", validity=Duration.days(given.count("ttl_days")), renews=True, zone=ZONE
        )
        clicks = [
            Offer(f"click {place}", _local(time), MEMBER, leader, "link")
            for place, (time, leader) in enumerate(given.values("clicks"))
        ]
        return {"attributed": [_leader(Bonds(policy, clicks), MEMBER, order) for order in orders]}
    # At the instant of the end nobody has the user and nobody may bind him: a cool-down of its clock's one second.
    policy = BondPolicy(validity=Duration.days(given.count("validity_days")), cool_down=ONE_SECOND, zone=ZONE)
    bonds = Bonds(policy, [_before(_local(given.word("bound_at")), MEMBER, "first")])
    others = [bonds.with_facts(Offer("tried", order, MEMBER, "other", "link")) for order in orders]
    return {
        "attributed": [_leader(bonds, MEMBER, order) is not None for order in orders],
        "rebind_allowed": [_result(tried, MEMBER) == "bound" for tried in others],
    }


def protect(given: Given) -> Answer:
    """Say who has a member after each click on another's link (抢客保护)."""
    days = given.count("protection_days")
    terms: dict[str, Any] = {"mode": "first" if days == -2 else "last", "zone": ZONE}
    if days > 0:
        terms["protection"] = Duration.days(days)
    if given.word("validity") not in {"permanent", "-1"}:
        terms["validity"] = Duration.days(given.count("validity"))
    clicks = [_local(time) for time in given.values("other_clicks")]
    bonds = Bonds(
        BondPolicy(**terms),
        [
            _before(_local(given.word("bound_at")), MEMBER, "P1"),
            *(Offer(f"click {place}", at, MEMBER, "P2", "link") for place, at in enumerate(clicks)),
        ],
    )
    return {"bound_after": [_leader(bonds, MEMBER, at) for at in clicks]}


def _before(at: datetime, member: str, leader: str) -> BondCommand:
    """Return how a bond is given that stood before the case begins: by hand, for a full term."""
    return HandOver(f"before {member}", at, member, leader)


def _leader(bonds: Bonds, member: str, at: datetime) -> str | None:
    bond = bonds.as_of(member, at)
    return None if bond is None else bond.leader


def _result(bonds: Bonds, member: str) -> str:
    """Return what came of the attempt."""
    (event,) = [event for event in bonds.events(member) if event.fact == "tried"]
    return f"rejected:{event.why}" if isinstance(event, BondDeclined) else "bound"


def _second(count: int) -> datetime:
    return START + timedelta(seconds=count)


def _local(text: str) -> datetime:
    return local(text, ZONE)
