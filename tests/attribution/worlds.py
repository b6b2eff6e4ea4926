"""Small worlds to attribute in: an order, a rule, and all that was told; and a plain way to say who wins."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import strategies as st

from communekit.attribution import (
    Attribution,
    AttributionPolicy,
    Consent,
    Consents,
    Facts,
    Identities,
    LeaderLives,
    Lookbacks,
    TiedBonds,
    Touches,
)
from communekit.orders import Line, Order
from communekit.parties import (
    LeaderApproved,
    LeaderEvent,
    LeaderExited,
    LeaderPaused,
    LeaderResumed,
    Role,
    Tie,
    Ties,
    Touch,
)
from communekit.period import Window
from tests.attribution.strategies import (
    LEADERS,
    MEMBERS,
    consents,
    hour,
    hours,
    identities,
    rules_of_windows,
    touches,
)

WORDS = ("code", "coupon", "live", "live_view", "click", "view", "bond", "self")


@attrs.frozen(hash=False)
class World:
    """An order, a rule, and what is known."""

    order: Order
    policy: AttributionPolicy
    facts: Facts

    def having(self, **facts: Any) -> "World":
        """Return the world with other facts."""
        return attrs.evolve(self, facts=attrs.evolve(self.facts, **facts))


def order_of(member: str | None, at: datetime, id_: str = "O1", *, session: str | None = None) -> Order:
    """Return an order of one line."""
    return Order(
        id_,
        "S1",
        [Line.of("1", "tea", "30.00")],
        at,
        at + timedelta(minutes=1),
        member=member,
        session=session,
    )


def policies(**fixed: object) -> st.SearchStrategy[AttributionPolicy]:
    """Rules of every kind, whose credit goes to one."""
    drawn: dict[str, st.SearchStrategy[object]] = {
        "order": st.permutations(WORDS).flatmap(
            lambda words: st.sampled_from((5, 4, 3, 8, 1)).map(lambda count: tuple(words[:count]))
        ),
        "within": st.sampled_from(("latest", "earliest")),
        "lookbacks": st.just(Lookbacks()) | rules_of_windows(),
        "self_purchase": st.sampled_from(("deny", "discount", "earn")),
        "inactive": st.sampled_from(("keep", "next", "house")),
        "house": st.just("HOUSE"),
        "new_only": st.sampled_from(((), (), (), ("click",), ("live", "coupon"), ("bond", "self"))),
        "referral": st.sampled_from(((), ("sponsor",), ("sponsor", "upline"))),
        "depth_reason": st.just("two-level pilot"),
        "line_above": st.sampled_from(("sponsor", "bond")),
    }
    chosen = {**drawn, **{name: st.just(value) for name, value in fixed.items()}}

    def made(fields: dict[str, Any]) -> AttributionPolicy:
        new_only = tuple(word for word in fields["new_only"] if word in fields["order"])
        return AttributionPolicy("main", 1, **{**fields, "new_only": new_only})

    return st.fixed_dictionaries(chosen).map(made)


def ties() -> st.SearchStrategy[Ties]:
    """Members bound to leaders, leaders with sponsors: at most one each, for all time or for a while."""
    start, end = hour(-1), hour(24)

    def made(bonds: Mapping[str, tuple[str, bool]], sponsors: Mapping[str, str]) -> Ties:
        bound = [
            Tie("leader", member, leader, Window(start, end if brief else None))
            for member, (leader, brief) in bonds.items()
        ]
        above = [Tie("sponsor", leader, sponsor, Window(start)) for leader, sponsor in sponsors.items()]
        return Ties([*bound, *above])

    bonds = st.dictionaries(
        st.sampled_from((*MEMBERS, "L1", "L2")),
        st.tuples(st.sampled_from(("L3", "M3")), st.booleans()),
        max_size=4,
    ).map(lambda drawn: {member: bond for member, bond in drawn.items() if member != bond[0]})
    sponsors = st.sampled_from(({}, {"L1": "L2"}, {"L1": "L2", "L2": "L3"}, {"L1": "M1", "M1": "L3"}))
    return st.builds(made, bonds, sponsors)


def lives() -> st.SearchStrategy[LeaderLives]:
    """Leaders' lives: some rest, some leave, one member is a leader too."""
    begun: list[LeaderEvent] = [LeaderApproved(leader, hour(-1)) for leader in (*LEADERS, "M1")]
    made_of = st.sampled_from((LeaderPaused, LeaderResumed, LeaderExited))
    steps: st.SearchStrategy[LeaderEvent] = st.builds(
        lambda kind, leader, at: kind(leader, at), made_of, st.sampled_from(LEADERS), hours()
    )
    return st.builds(
        lambda some, more: LeaderLives([*begun[:some], *more]),
        st.sampled_from((4, 4, 4, 3, 2)),
        st.lists(steps, max_size=3),
    )


def likely_touches() -> st.SearchStrategy[Touch]:
    """Touches of a day before the order, most of them M1's and somebody's."""

    def nearer(touch: Touch, stays: int) -> Touch:
        by = touch.by if stays > 5 else "M1"
        owner = touch.owner or (None if stays == 3 else f"L{1 + stays % 3}")
        tied = None if touch.order == "O-other" and stays < 4 else touch.order
        is_view = touch.is_view and stays in (2, 5)
        at = hour(12) + (touch.at - hour(0)) / 4
        id_ = f"{touch.id}-{stays}"
        return attrs.evolve(touch, id=id_, at=at, by=by, owner=owner, order=tied, is_view=is_view)

    return st.builds(nearer, touches(), st.integers(0, 7))


def likely_consents() -> st.SearchStrategy[Consents | None]:
    """Nobody keeps consents; or most have consented long before."""
    early = [Consent(hour(-1), person) for person in (*MEMBERS, "V1")]
    kept = st.lists(consents(), max_size=2).map(lambda more: Consents([*early, *more]))
    return st.sampled_from((None, None)) | kept


def worlds(
    *, members: tuple[str | None, ...] = ("M1", "M1", "M1", "M2", None), **fixed: object
) -> st.SearchStrategy[World]:
    """Draw an order, a rule and facts, such that most orders are somebody's."""

    def made(
        member: str | None, at: datetime, policy: AttributionPolicy, told: list[Touch], known: Identities,
        tied: Ties, said: Consents | None, leaders: LeaderLives | None, bad: set[int],
    ) -> World:  # fmt: skip
        book = Touches({touch.id: touch for touch in told}.values())
        rejected = {touch.id: "flooding" for place, touch in enumerate(book) if place in bad}
        facts = Facts(
            touches=book, identities=known, bonds=TiedBonds(tied), ties=tied, consents=said, leaders=leaders,
            rejected=rejected,
        )  # fmt: skip
        return World(order_of(member, at), policy, facts)

    return st.builds(
        made,
        st.sampled_from(members),
        st.integers(20, 26).map(hour),
        policies(**fixed),
        st.lists(likely_touches(), min_size=1, max_size=8),
        st.just(Identities()) | identities(),
        ties(),
        likely_consents(),
        st.none() | lives(),
        st.sets(st.integers(0, 7), max_size=1),
    )


def wholes(result: Attribution) -> dict[str, Fraction]:
    """Return the shares of each role together, the leader's and the buyer's discount as one."""
    sums: dict[str, Fraction] = {}
    for credit in result.credits:
        role = "leader" if credit.role == "self_discount" else str(credit.role)
        sums[role] = sums.get(role, Fraction(0)) + credit.share.share
    return sums


def plain_person(known: Identities, id_: str, at: datetime) -> str:
    """Return who was behind an id: the rule, read off the lists."""
    member = id_
    own = sorted((fact.at, fact.member) for fact in known.sign_ins if fact.visitor == id_)
    before, after = [one for one in own if one[0] <= at], [one for one in own if one[0] > at]
    if before:
        member = before[-1][1]
    elif after and known.within.covers(at, after[0][0]):
        member = after[0][1]
    into: dict[str, str] = {merge.member: merge.into for merge in known.merges}
    while member in into:
        member = into[member]
    return member


def plain_owner(world: World) -> tuple[str, str | None]:
    """Return the word that wins and whom it leads to: word by word, signal by signal, without any index."""
    order, policy, facts, at = world.order, world.policy, world.facts, world.order.placed_at
    known = facts.identities
    buyer = None if order.member is None else plain_person(known, order.member, at)
    accounts = [
        m for m in (*MEMBERS, *LEADERS) if buyer is not None and plain_person(known, m, at) == buyer
    ] or ([] if buyer is None else [buyer])

    def state(party: str) -> str:
        known_state = None if facts.leaders is None else facts.leaders.state_of(party, at)
        return "active" if known_state is None else known_state.word

    def is_fit(owner: str | None, made_by: str | None) -> bool:
        if owner is None:
            return False
        if policy.self_purchase.value == "deny" and plain_person(known, owner, at) in (buyer, made_by):
            return False
        has_the_buyer = any(
            tie.kind == "leader" and tie.subject in accounts and tie.object == owner and tie.window.covers(at)
            for tie in facts.ties.ties
        )
        stands = "active" if has_the_buyer and state(owner) == "not_applied" else state(owner)
        return stands == "active" or (stands in ("paused", "exited") and policy.inactive.value != "next")

    def counts(touch: Touch) -> bool:
        person = plain_person(known, touch.by, touch.at)
        if touch.order is None and person != buyer:
            return False
        if touch.order not in (None, order.id) or touch.at > at or touch.id in facts.rejected:
            return False
        window = policy.lookbacks.of(touch)
        age, length = at - touch.at, timedelta(seconds=window.seconds or 0)
        if (
            (not age and not window.same_instant)
            or age > length
            or (age == length and not window.end_included)
        ):
            return False
        if facts.consents is None:
            return True
        family = [m for m in MEMBERS if plain_person(known, m, at) == person] or [person]
        own = [
            said
            for said in facts.consents.consents
            if plain_person(known, said.person, said.at) in (person, said.person)
        ]
        return Consents(own).stood([touch.by, *family], touch.at, at)

    def stands_under(touch: Touch, word: str) -> bool:
        if touch.is_view:
            return word == f"{touch.kind}_view" or (
                word == "view" and f"{touch.kind}_view" not in policy.order
            )
        if word == touch.kind and word != "code":
            return True
        if word == "code":
            tied = touch.order == order.id and touch.kind in ("code", "coupon")
            return tied and (touch.kind == "code" or "coupon" not in policy.order)
        taken = touch.kind in policy.order and touch.kind != "code"
        tied_code = touch.order == order.id and touch.kind in ("code", "coupon") and "code" in policy.order
        return word == "click" and not taken and not tied_code

    def is_new(since: datetime) -> bool:
        dates = [
            fact.at
            for fact in known.sign_ins
            if fact.is_registration and plain_person(known, fact.member, at) == buyer
        ]
        return bool(dates) and since <= min(dates)

    for word in policy.order:
        found: list[tuple[tuple[datetime, int, str], str]] = []
        for touch in facts.touches:
            made_by = plain_person(known, touch.by, touch.at)
            usable = counts(touch) and stands_under(touch, word) and is_fit(touch.owner, made_by)
            if usable and touch.owner is not None and (word not in policy.new_only or is_new(touch.at)):
                found.append((touch.place, touch.owner))
        found += [
            ((tie.window.start, 0, tie.object), tie.object)
            for tie in facts.ties.ties
            if word == "bond" and tie.kind == "leader" and tie.subject in accounts
            if tie.window.covers(at) and is_fit(tie.object, None)
            if word not in policy.new_only or is_new(tie.window.start)
        ]
        if word == "self" and facts.leaders is not None:
            ordered = sorted(accounts, key=lambda account: (account != buyer, account))
            selves = [
                account for account in ordered if state(account) not in ("not_applied", "applied", "declined")
            ]
            if selves and is_fit(selves[0], None) and (word not in policy.new_only or is_new(at)):
                found.append(((at, 0, selves[0]), selves[0]))
        if found:
            return word, (max(found) if policy.within.value == "latest" else min(found))[1]
    return "organic", None


__all__ = ["Role", "World", "order_of", "plain_owner", "policies", "ties", "wholes", "worlds"]
