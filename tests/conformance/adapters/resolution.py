"""Attribution windows, and whose an order is when several led to it (归因窗口与归因优先级)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from communekit.attribution import (
    AttributionPolicy,
    Facts,
    LeaderLives,
    Lookback,
    LookbackFor,
    Lookbacks,
    TiedBonds,
    Touches,
    attribute,
)
from communekit.orders import Line, Order
from communekit.parties import LeaderApproved, Role, Tie, Ties, Touch
from communekit.period import Window, instant, local

from ..answer import Answer
from ..case import UnsupportedError
from ..given import Given

START = instant("2026-01-01T00:00:00Z")
MEMBER = "buyer"
UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
DATES = ("calendar_day", "calendar_day_of_instant")
FOREVER = Lookbacks(Lookback.unlimited())


def window(given: Given) -> Answer:
    """Say which touches still count for a conversion."""
    rule = given.inner("rule")
    unit = rule.word("unit")
    zone = zone_of(rule.count("utc_offset_minutes", 0))
    at = moment(given["conversion"], unit, zone)
    if unit in DATES:
        # The date that so many days lie back is the first or the last one outside.
        dates = rule.count("lookback") + (1 if rule.flag("start_inclusive") else 0)
        windows = Lookbacks(Lookback.calendar(dates, zone, same_instant=rule.flag("touch_at_conversion")))
    elif "per_kind" in rule:
        kinds = rule.table("per_kind")
        others = [LookbackFor(exact(kinds[kind], unit, rule), is_view=kind == "view") for kind in kinds]
        windows = Lookbacks(exact(1, unit, rule), others)
    else:
        windows = Lookbacks(exact(rule.count("lookback"), unit, rule))
    lifetimes = [exact(length, unit, rule) for length in rule.values("lifetimes")]
    touches = [touch_of(value, unit, zone) for value in given.values("touches")]
    eligible = [
        windows.covers(touch, at, lifetimes[place] if lifetimes else None)
        for place, touch in enumerate(touches)
    ]
    return {"eligible": eligible}


def exact(length: object, unit: str, rule: Given) -> Lookback:
    """Return a window of time as it passes."""
    return Lookback.exact(
        timedelta(seconds=int(str(length)) * UNITS[unit]),
        end_included=rule.flag("start_inclusive"),
        same_instant=rule.flag("touch_at_conversion"),
    )


def zone_of(offset_minutes: int) -> str:
    """Return a zone whose clocks are so far from UTC the whole year."""
    hours, rest = divmod(offset_minutes, 60)
    if rest:
        raise UnsupportedError(f"no zone is {offset_minutes} minutes from UTC the whole year")
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"


def moment(value: object, unit: str, zone: str) -> datetime:
    """Return an instant: so many units after a start, a date, or an instant as it stands."""
    if unit == "calendar_day":
        return local(str(value), zone)
    return instant(str(value)) if unit in DATES else START + timedelta(seconds=int(str(value)) * UNITS[unit])


def touch_of(value: Any, unit: str, zone: str) -> Touch:
    """Return a touch: an instant, or an instant with a kind."""
    fields: Mapping[str, Any] = value if isinstance(value, dict) else {"at": value}
    return Touch(
        "touch", moment(fields["at"], unit, zone), "ad", MEMBER, is_view=fields.get("kind") == "view"
    )


COMMON_WORDS: Final = frozenset(("code", "click", "view", "bond", "self", "organic"))
"""The words of an order that need no kind of touch of the source's own."""


def precedence(given: Given) -> Answer:
    """Say whose an order is, of several who led to it."""
    policy, signals = given.inner("policy"), given.each("signals")
    words = ["bond" if word == "binding" else str(word) for word in policy.values("order")]
    own = dict.fromkeys(word.removesuffix("_view") for word in words if word not in COMMON_WORDS)
    rule = AttributionPolicy(
        "case", 1, order=words, within=policy.word("within"), lookbacks=FOREVER, kinds=tuple(own)
    )
    touches: list[Touch] = []
    bonds: list[tuple[datetime, str]] = []
    for place, signal in enumerate(signals):
        kind, at = signal.word("kind"), START + timedelta(seconds=signal.count("at"))
        owner = signal.word("owner") if "owner" in signal else None
        if kind != "binding":
            seen = kind if kind in COMMON_WORDS else kind.removesuffix("_view")
            is_view = kind == "view" or seen != kind
            touches.append(Touch(f"touch {place}", at, seen, MEMBER, owner, is_view=is_view))
        elif owner is not None:
            bonds.append((at, owner))
    last = max((signal.count("at") for signal in signals), default=0)
    return {"winner": leader_of(rule, START + timedelta(seconds=last + 1), touches, bound(bonds))}


def priority(given: Given) -> Answer:
    """Say whose an order is: a code's, a link's, or the bond's (口令 > 点击 > 锁客)."""
    touches = [
        Touch("link", START, "link", MEMBER, given.word("clicked_link_of")),
        Touch("code", START, "code", MEMBER, given.word("discount_code_of"), order="order"),
    ]
    rule = AttributionPolicy("case", 1, lookbacks=FOREVER)
    return {"attributed": leader_of(rule, START, touches, bound([(START, given.word("bound_to"))]))}


def self_purchase(given: Given) -> Answer:
    """Say who stands on the first and the second level when a promoter buys for himself (自购返佣)."""
    names = (given.word(name) for name in ("buyer", "parent_of_buyer", "grandparent"))
    buyer, parent, grandparent = (name.partition(" ")[0] for name in names)  # "A (promoter)" is A.
    words = ("self", "bond") if given.flag("self_purchase_off_pays_parent") else ("self",)
    line = ((buyer, parent), (parent, grandparent))
    always = Window(START)
    ties = Ties(
        Tie(kind, below, above, always) for below, above in line for kind in (Role.LEADER, Role.SPONSOR)
    )
    facts = Facts(
        ties=ties,
        bonds=TiedBonds(ties),
        leaders=LeaderLives(LeaderApproved(one, START) for one in (buyer, parent)),
    )
    levels: dict[str, list[str | None]] = {"level1": [], "level2": []}
    for earns in given.values("self_purchase"):
        rule = AttributionPolicy("case", 1, order=words, self_purchase="earn" if earns else "deny")
        credited = attribute(order_of(START, buyer), rule, facts).credits
        for level, role in (("level1", Role.LEADER), ("level2", Role.SPONSOR)):
            levels[level].append(next((one.party for one in credited if one.role == role), None))
    return levels


def bound(bonds: list[tuple[datetime, str]]) -> Ties:
    """Return the bonds of the buyer, each until the next."""
    starts = sorted(bonds)
    ends = [after[0] for _, after in pairwise(starts)]
    return Ties(
        Tie(Role.LEADER, MEMBER, leader, Window(at, end))
        for (at, leader), end in zip(starts, [*ends, None], strict=False)
    )


def leader_of(rule: AttributionPolicy, at: datetime, touches: list[Touch], ties: Ties) -> str | None:
    """Return who is credited with the buyer's order."""
    facts = Facts(touches=Touches(touches), bonds=TiedBonds(ties))
    return next(iter(attribute(order_of(at, MEMBER), rule, facts).leaders), None)


def order_of(at: datetime, member: str) -> Order:
    """Return an order."""
    return Order("order", "store", [Line.of("1", "goods", "1.00")], at, at, member=member)
