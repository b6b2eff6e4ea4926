"""Laws of guards in a community: what is looked at near an order says what a plain host says who looks at all facts."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Final

import attrs
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from communekit.attribution import Attribution, AttributionPolicy, Merge, SignIn, attribute
from communekit.attribution.bonds import BondPolicy
from communekit.attribution.guards import (
    ClickFlooding,
    ClickInjection,
    CodeAttempt,
    CodeStuffing,
    Decision,
    DuplicateAccounts,
    Facts,
    Finding,
    Guard,
    GuardPolicy,
    GuardRule,
    LateCode,
    Mark,
    NewDevices,
    Purchase,
    Ring,
    SelfDealing,
    SharedMark,
    Velocity,
    held,
    judge,
    queue,
    rejected,
    watch,
)
from communekit.community import Community, Fact, OrderFile, Received, Status
from communekit.orders import Line, Order
from communekit.parties import Role, Touch
from communekit.period import Duration, Window
from communekit.storage import MemoryStorage
from communekit.storage.sql import Database, SqlStorage
from tests.community.test_attribution_laws import (
    VISITORS,
    identities_in,
    plain_facts,
)
from tests.community.town import COMMUNITY, HOLD, PLAN, at
from tests.storage.conftest import database, postgres

__all__ = ["database", "postgres"]

HOURS: Final = st.integers(0, 30).map(at)
DAYS: Final = Duration.hours(60)
NEAR: Final[tuple[Guard, ...]] = (
    SelfDealing(),
    SharedMark(kind="device", limit=1),
    SharedMark(kind="household", limit=2, window=DAYS),
    DuplicateAccounts(kind="device", limit=2),
    ClickInjection(within=Duration.hours(2)),
    LateCode(within=Duration.hours(3)),
    CodeStuffing(per="person", limit=2, window=Duration.hours(6)),
    CodeStuffing(per="device", limit=2, window=Duration.hours(12)),
    ClickFlooding(per="person", limit=3, window=Duration.hours(12)),
    ClickFlooding(per="device", limit=3, window=Duration.hours(12), rate_bps=5_000),
)
FAR: Final[tuple[Guard, ...]] = (
    Velocity(of="order", limit=2, window=DAYS),
    ClickFlooding(per="leader", limit=3, window=DAYS),
    Ring(times=1, persons_max=4, window=DAYS),
    NewDevices(limit=1, share_bps=5_000),
)


def bought(number: int, hours: int, member: str | None) -> Order:
    """Return an order without credits."""
    return Order(f"A{number}", "S1", [Line.of("1", "tea", "100.00")], at(hours), at(hours), member=member)


@st.composite
def guard_policies(draw: st.DrawFn, *, far: bool = True) -> GuardPolicy:
    """Draw guards, most of which look near, with what follows."""
    guards = draw(st.lists(st.sampled_from(NEAR), min_size=1, max_size=5, unique_by=lambda guard: guard.word))
    guards += (
        draw(st.lists(st.sampled_from(FAR), max_size=2, unique_by=lambda guard: guard.word)) if far else []
    )
    outcomes = st.sampled_from(("hold", "hold", "hold", "review", "ignore"))
    outcomes_far = st.sampled_from(("review", "review", "hold"))
    return GuardPolicy(
        [GuardRule(guard, draw(outcomes if guard in NEAR else outcomes_far)) for guard in guards]
    )


@st.composite
def told_facts(draw: st.DrawFn) -> list[Fact]:
    """Draw what led people here, and on which devices, in the order of nothing: few people, much of it at once."""
    facts: list[Fact] = []
    for number in range(draw(st.integers(4, 12))):
        kind = draw(st.sampled_from(("link", "link", "live", "code", "coupon")))
        tied = draw(st.sampled_from((None, None, "A0", "A1"))) if kind in ("code", "coupon") else None
        by = draw(st.sampled_from(("M0", "M0", "M0", "M1", "M1", "M2", "V0", "V0", "V1", "zhang")))
        owner = draw(st.sampled_from(("zhang", "zhang", "zhang", "wang", "li", "M2", None)))
        is_view = draw(st.integers(0, 8)) == 8
        facts.append(Touch(f"t-{number}", draw(HOURS), kind, by, owner, is_view=is_view, order=tied))
    for number in range(draw(st.integers(0, 4))):
        by = draw(st.sampled_from(("M0", "M0", "M1", "V0")))
        facts.append(CodeAttempt(f"a-{number}", draw(HOURS), by, draw(st.integers(0, 3)) == 3))
    marks = dict[Mark, None]()
    for _ in range(draw(st.integers(0, 6))):
        window = Window(at(0), draw(st.sampled_from((None, None, at(15)))))
        kind = draw(st.sampled_from(("device", "device", "household")))
        who = draw(st.sampled_from(("M0", "M1", "zhang", "zhang", "wang", "V0", "V1", "li")))
        marks[Mark(who, kind, draw(st.sampled_from(("h-1", "h-1", "h-2"))), window)] = None
    facts += marks
    signed = {
        SignIn(
            draw(HOURS), draw(st.sampled_from(VISITORS)), draw(st.sampled_from(("M0", "M1", "M2", "zhang")))
        )
        for _ in range(draw(st.integers(0, 3)))
    }
    facts += sorted(signed)
    joined = draw(st.sampled_from((("M0", "zhang"), ("M1", "M0"), ("M1", "zhang"), ("wang", "M2"), None)))
    return facts if joined is None else [*facts, Merge(draw(HOURS), joined[0], into=joined[1])]


def sold() -> st.SearchStrategy[list[Order]]:
    """Draw some orders without credits, most of them towards the end."""
    who = st.sampled_from(("M0", "M0", "M0", "M1", "M2", "V0", "zhang", None))
    drawn = st.lists(st.tuples(st.sampled_from((30, 29, 24, 20, 12)), who), min_size=1, max_size=3)
    return drawn.map(lambda many: [bought(number, *one) for number, one in enumerate(many)])


def club_of(policy: AttributionPolicy, guards: GuardPolicy, bonds: BondPolicy | None = None) -> Community:
    """Return a community in memory."""
    return Community(
        MemoryStorage(COMMUNITY), plan=PLAN, hold=HOLD, attribution=policy, guards=guards, bonds=bonds
    )


def named_in(facts: Sequence[Fact]) -> Callable[[str, datetime], str]:
    """Return under which id somebody is known at a moment: his account's own, or the person's for a visitor."""
    known = identities_in(facts)
    accounts = {one for merge in known.merges for one in (merge.member, merge.into)}
    return lambda id_, at: id_ if id_ in accounts else known.person_of(id_, at)


def purchase(order: Order, facts: Sequence[Fact], leader: str | None) -> Purchase | None:
    """Return an order as guards see it: by whoever bought, or whoever did first what belongs to it."""
    of = named_in(facts)
    tied = [fact for fact in facts if isinstance(fact, Touch) and fact.order == order.id]
    if order.member is not None:
        return Purchase(order.id, order.placed_at, of(order.member, order.placed_at), leader=leader)
    first = min(tied, key=lambda touch: touch.place, default=None)
    return (
        None if first is None else Purchase(order.id, order.placed_at, of(first.by, first.at), leader=leader)
    )


def credited_to(order: Order, found: Attribution, facts: Sequence[Fact]) -> Purchase | None:
    """Return an order as guards see it since it was credited."""
    leader = next((credit.party for credit in found.credits if credit.role == Role.LEADER), None)
    return None if order.member is None else purchase(order, facts, leader)


def seen(facts: Sequence[Fact], purchases: Sequence[Purchase | None]) -> Facts:
    """Return the facts of a plain host, who hands in all that he knows."""
    known, of = identities_in(facts), named_in(facts)
    return Facts(
        touches=[attrs.evolve(one, by=of(one.by, one.at)) for one in facts if isinstance(one, Touch)],
        attempts=[attrs.evolve(one, by=of(one.by, one.at)) for one in facts if isinstance(one, CodeAttempt)],
        marks=[
            attrs.evolve(one, person=of(one.person, one.window.start))
            for one in facts
            if isinstance(one, Mark)
        ],
        purchases=[one for one in purchases if one is not None],
        same=[known.accounts_of(merge.into) for merge in known.merges],
    )


def plain(
    order: Order,
    facts: Sequence[Fact],
    others: Sequence[Purchase | None],
    decisions: Sequence[Decision],
    policy: AttributionPolicy,
    guards: GuardPolicy,
    bonds: BondPolicy | None,
) -> Attribution:
    """Return what a plain host comes to, whose guards look at all facts: first at who may be credited, then at who is."""

    def judged(leader: str | None) -> tuple[dict[str, str], str]:
        found = watch(seen(facts, [*others, purchase(order, facts, leader)]), guards)
        verdicts = judge(found, guards, decisions=decisions)
        return dict(rejected(verdicts)), held(verdicts).get(order.id, "")

    basis = plain_facts(list(facts), bonds)
    touches, hold = judged(None)
    first = attribute(order, policy, attrs.evolve(basis, rejected=touches))
    holds = {
        word for one in (hold, *(judged(leader)[1] for leader in first.leaders)) for word in one.split(", ")
    }
    words = ", ".join(sorted(holds - {""}))
    return attribute(
        order, policy, attrs.evolve(basis, rejected=touches, held={order.id: words} if words else {})
    )


POLICIES: Final = st.builds(
    AttributionPolicy,
    st.just("main"),
    st.just(1),
    order=st.permutations(("code", "click", "bond")).map(tuple),
    share=st.sampled_from(("last", "linear")),
    self_purchase=st.sampled_from(("deny", "earn")),
)


@settings(max_examples=40)
@given(
    facts=told_facts(),
    orders=sold(),
    policy=POLICIES,
    guards=guard_policies(),
    bonds=st.sampled_from((None, BondPolicy())),
    chance=st.randoms(use_true_random=False),
)
def test_order_independence(
    facts: list[Fact],
    orders: list[Order],
    policy: AttributionPolicy,
    guards: GuardPolicy,
    bonds: BondPolicy | None,
    chance: Random,
) -> None:
    """order_independence: facts in any order, some twice; an order is held, and its touches set aside, as if all had been looked at.

    What people said before counts; what is told later moves nothing.
    """
    club = club_of(policy, guards, bonds)
    told = [*facts, *chance.sample(facts, len(facts) // 2)]
    chance.shuffle(told)
    late = told[len(told) - len(told) // 4 :]
    early = told[: len(told) - len(late)]
    for fact in early:
        assert club.record(fact).refusal is None
    known = list(dict.fromkeys(early))
    decisions, others, expected = list[Decision](), list[Purchase | None](), dict[str, Attribution]()
    for order in orders:
        for finding in club.findings():
            if finding.id not in {one.finding for one in decisions} and chance.random() < 0.4:
                said = chance.choice(("confirm", "clear"))
                decisions.append(Decision(finding.id, said, "ops-1", at(70), "looked into"))
                club.record(decisions[-1])
        found = plain(order, known, others, decisions, policy, guards, bonds)
        assert club.record(order).status is Status.RECORDED
        assert club.attribution_of(order.id) == found
        expected[order.id] = found
        others.append(credited_to(order, found, known))
        event("held" if found.hold else "free")
        event(
            "set aside" if any(one.fate.value == "rejected" for one in found.trace) else "nothing set aside"
        )
    all_now = watch(seen(known, others), guards)
    kept = [finding for order in orders for finding in kept_of(club, order.id)]
    assert {finding.id for finding in club.findings()} == {finding.id for finding in (*all_now, *kept)}
    for fact in late:
        club.record(fact)
    for order in orders:
        assert club.attribution_of(order.id) == expected[order.id]


def kept_of(club: Community, order: str) -> tuple[Finding, ...]:
    """Return what an order waits for, or waited."""
    waits = club.order(order).guarded
    return () if waits is None else waits.evidence


def ended(file: OrderFile, guards: GuardPolicy, said: Sequence[Decision]) -> datetime | None:
    """Return when the hold of an order ends, plainly: its own end, or the first word since then after which nothing holds it."""
    end = file.hold.ends_at(file.milestones)
    waits = file.guarded
    assert end is not None
    if waits is None:
        return end
    for moment in sorted({end, *(one.at for one in said if one.at > end)}):
        heard = [one for one in said if one.at <= moment]
        acting = {one.finding for one in heard}
        evidence = (*waits.findings, *(one for one in waits.decided if one.id in acting))
        if not held(judge(evidence, guards, decisions=heard)).get(file.id):
            return moment
    return None


@settings(max_examples=15)
@given(facts=told_facts(), orders=sold(), guards=guard_policies(), chance=st.randoms(use_true_random=False))
def test_what_waits_is_what_people_have_not_cleared(
    facts: list[Fact], orders: list[Order], guards: GuardPolicy, chance: Random
) -> None:
    """hold_waits: an order is free from the moment at which nothing holds it any more, in whatever order that is told.

    Time that passes in between, asked for often or once, changes nothing.
    """
    policy = AttributionPolicy("main", 1)
    club, shuffled, watched = (club_of(policy, guards) for _ in range(3))
    for one in (*facts, *orders, *(Received(order.id, at(40)) for order in orders)):
        for each in (club, shuffled, watched):
            each.record(one)
    said = [
        Decision(finding.id, chance.choice(("confirm", "clear")), "ops-1", at(100 + hours), "looked into")
        for finding in club.findings()[:4]
        for hours in chance.sample(range(240), chance.randint(0, 2))
    ]
    for decision in chance.sample(said, len(said)):
        shuffled.record(decision)
    for decision in sorted(said, key=lambda one: one.at):
        assert club.record(decision).refusal is None
        watched.advance(decision.at - timedelta(minutes=1))
        watched.record(decision)
    for each in (club, shuffled, watched):
        each.advance(at(24 * 60))
    for order in orders:
        file, end = club.order(order.id), ended(club.order(order.id), guards, said)
        assert file.released_at == end
        event("never held" if file.guarded is None else "waits" if end is None else "freed")
        assert shuffled.order(order.id).guarded == file.guarded
        assert shuffled.order(order.id).released_at == watched.order(order.id).released_at == end
    undecided = {finding.id for finding in queue(club.findings(), guards, decisions=said)}
    assert {finding.id for finding in club.findings_to_review()} == undecided
    assert undecided.isdisjoint(decision.finding for decision in said)


numbers = count(1)


@pytest.fixture
def in_database(database: Database) -> Callable[[GuardPolicy], Community]:
    """Return a maker of communities in a database."""

    def make(guards: GuardPolicy) -> Community:
        storage = SqlStorage(database, f"{COMMUNITY}-{next(numbers)}")
        return Community(
            storage, plan=PLAN, hold=HOLD, attribution=AttributionPolicy("main", 1), guards=guards
        )

    return make


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(facts=told_facts(), orders=sold(), guards=guard_policies())
def test_stores_agree(
    in_database: Callable[[GuardPolicy], Community],
    facts: list[Fact],
    orders: list[Order],
    guards: GuardPolicy,
) -> None:
    """stores_agree: in memory and in databases the same facts lead to the same findings, holds and decisions."""
    stored = in_database(guards)
    plain_one = Community(
        MemoryStorage(stored.id),
        plan=PLAN,
        hold=HOLD,
        attribution=AttributionPolicy("main", 1),
        guards=guards,
    )
    both = (stored, plain_one)
    for club in both:
        list(club.record_all([*facts, *orders]))
        for finding in club.findings()[:2]:
            club.record(Decision(finding.id, "clear", "ops-1", at(70), "looked into"))
    mine, theirs = (club.storage.read(lambda unit: list(unit.events.since(0))) for club in both)
    assert mine == theirs
    assert (stored.findings(), stored.verdicts()) == (plain_one.findings(), plain_one.verdicts())
