"""Laws of attribution in a community: what is kept person by person says what a plain host says who knows all facts."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Final

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communekit.attribution import (
    AddOns,
    Attribution,
    AttributionPolicy,
    Consent,
    Consents,
    Facts,
    Identities,
    Lookback,
    Merge,
    SignIn,
    Touches,
    attribute,
)
from communekit.attribution.bonds import BondPolicy, Bonds, HandOver, LeaderRecord, Offer, Register, Release
from communekit.community import Community, Fact, Status
from communekit.orders import Credits, Line, Order
from communekit.parties import (
    LeaderApproved,
    LeaderEvent,
    LeaderExited,
    LeaderPaused,
    LeaderResumed,
    LeaderState,
    LeaderSuspended,
    Tie,
    Ties,
    Touch,
)
from communekit.period import Duration, Window
from communekit.storage import MemoryStorage
from communekit.storage.sql import Database, SqlStorage
from tests.community.town import COMMUNITY, HOLD, PLAN, at
from tests.storage.conftest import database, postgres

__all__ = ["database", "postgres"]

MEMBERS: Final = ("M0", "M1", "M2")
VISITORS: Final = ("V0", "V1")
LEADERS: Final = ("zhang", "wang", "li")
EVERYBODY: Final = (*MEMBERS, *LEADERS)
HOURS: Final = st.integers(0, 60).map(at)
END: Final = at(24 * 400)
DEEDS: Final = (Touch, Offer, Register, Release, HandOver)


class Lives:
    """How leaders stood, for a plain host: nothing of those of whom nothing was told."""

    def __init__(self, record: LeaderRecord) -> None:
        self._record = record

    def state_of(self, leader: str, at: datetime) -> LeaderState | None:
        """Return the state of a leader."""
        return self._record.state_of(leader, at)


def leaders() -> st.SearchStrategy[str]:
    """Draw a leader, or a member who leads as well."""
    return st.sampled_from((*LEADERS, "M2"))


@st.composite
def signals(draw: st.DrawFn) -> list[Fact]:
    """Draw what led people here, in the order of nothing."""
    facts = dict[object, Fact]()
    for number in range(draw(st.integers(0, 12))):
        id_, moment = f"d-{number}", draw(HOURS)
        member, leader = draw(st.sampled_from(EVERYBODY)), draw(leaders())
        store, priority = draw(st.sampled_from((None, "S1", "S2"))), draw(st.integers(0, 1))
        kind = draw(st.sampled_from((*(Touch,) * 4, Offer, Register, Release, HandOver)))
        fact: Fact
        if kind is Touch:
            fact = Touch(
                id_,
                moment,
                draw(st.sampled_from(("link", "live", "code", "scan"))),
                draw(st.sampled_from((*EVERYBODY, *VISITORS, *VISITORS))),
                draw(st.none() | leaders()),
                is_view=draw(st.integers(0, 4)) == 0,
                store=store,
                session=draw(st.sampled_from((None, "LIVE1"))),
                order=draw(st.sampled_from((None, None, "A0", "A1"))),
                priority=priority,
            )
        elif kind is Offer:
            fact = Offer(id_, moment, member, leader, "order", store=store, priority=priority)
        elif kind is Register:
            fact = Register(id_, moment, member, leader, store=store)
        elif kind is Release:
            fact = Release(id_, moment, member, store=store)
        else:
            fact = HandOver(id_, moment, member, store=store, to=leader)
        facts[id_] = fact
    for number in range(draw(st.integers(0, 3))):
        facts["in", number] = SignIn(
            draw(HOURS), draw(st.sampled_from(VISITORS)), draw(st.sampled_from(MEMBERS))
        )
    if draw(st.booleans()):
        facts["merge"] = Merge(draw(HOURS), "M1", into="M0")
    for number in range(draw(st.integers(0, 4))):
        kind_of = draw(
            st.sampled_from(
                (LeaderApproved, LeaderPaused, LeaderResumed, LeaderSuspended, LeaderExited, LeaderExited)
            )
        )
        facts["life", number] = kind_of(draw(leaders()), draw(HOURS))
    for _ in range(draw(st.integers(0, 2))):
        below, above = draw(st.sampled_from((("zhang", "li"), ("wang", "li"), ("M2", "zhang"))))
        facts["tie", below] = Tie("sponsor", below, above, Window(draw(HOURS)))
    if draw(st.booleans()):
        facts["host"] = Tie("host", "LIVE1", "wang", Window(at(0)))
    for number in range(draw(st.integers(0, 3))):
        who = draw(st.sampled_from((*MEMBERS, *VISITORS)))
        facts["consent", number] = Consent(draw(HOURS), who, is_given=draw(st.integers(0, 3)) > 0)
    return list(facts.values())


@st.composite
def bond_policies(draw: st.DrawFn) -> BondPolicy:
    """Draw the rules of bonds: short terms, so that all of it happens within some days."""
    mode = draw(st.sampled_from(("first", "last", "last", "register_only", "permanent")))
    on_exit = draw(st.sampled_from(("release", "house", "parent", "parent", "named")))
    lasting = mode == "permanent"
    return BondPolicy(
        mode=mode,
        validity=None if lasting else draw(st.sampled_from((None, Duration.hours(20)))),
        protection=Duration.hours(draw(st.sampled_from((0, 6)))) if mode == "last" else Duration(),
        cool_down=draw(st.sampled_from((Duration(), Duration.hours(9)))),
        scope=draw(st.sampled_from(("community", "community", "store"))),
        allows_self=draw(st.booleans()),
        on_exit=on_exit,
        house="house",
        heir="wang",
    )


@st.composite
def policies(draw: st.DrawFn) -> AttributionPolicy:
    """Draw a rule of attribution."""
    visits = AddOns(Lookback.exact(timedelta(hours=12)))
    return AttributionPolicy(
        "main",
        1,
        order=draw(st.permutations(("code", "live", "click", "bond"))),
        within=draw(st.sampled_from(("latest", "earliest"))),
        self_purchase=draw(st.sampled_from(("deny", "earn"))),
        inactive=draw(st.sampled_from(("keep", "next"))),
        line_above=draw(st.sampled_from(("sponsor", "sponsor", "bond"))),
        share=draw(st.sampled_from(("last", "linear"))),
        scope=draw(st.sampled_from(("community", "store"))),
        add_ons=draw(st.sampled_from((None, visits))),
    )


@st.composite
def orders(draw: st.DrawFn) -> list[Order]:
    """Draw some orders without credits."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        moment = draw(HOURS)
        channel = draw(st.sampled_from(("", "store")))
        tea, rice = Line.of("1", "tea", "100.00"), Line.of("2", "rice", "3.33")
        lines = [attrs.evolve(tea, channel=channel), rice]
        session = draw(st.sampled_from((None, "LIVE1")))
        member = draw(st.sampled_from((None, *MEMBERS, "V0", "zhang")))
        found.append(Order(f"A{number}", "S1", lines, moment, moment, member=member, session=session))
    return found


def club_of(
    attribution: AttributionPolicy | None = None,
    bonds: BondPolicy | None = None,
    *,
    asks_consent: bool = False,
) -> Community:
    """Return a community in memory."""
    storage = MemoryStorage(COMMUNITY)
    return Community(
        storage, plan=PLAN, hold=HOLD, attribution=attribution, bonds=bonds, asks_consent=asks_consent
    )


def told_bonds(facts: Iterable[Fact], policy: BondPolicy) -> Bonds:
    """Return the bonds that a plain host has who knows all facts."""
    told = list(facts)
    return Bonds.of(
        policy,
        [fact for fact in told if isinstance(fact, DEEDS)],
        leaders=lives_in(told),
        ties=Ties([fact for fact in told if isinstance(fact, Tie)]),
        person_of=identities_in(told).person_of,
    )


def lives_in(facts: Iterable[Fact]) -> LeaderRecord:
    """Return the lives of leaders among some facts."""
    return LeaderRecord([fact for fact in facts if isinstance(fact, LeaderEvent)])


def identities_in(facts: Iterable[Fact]) -> Identities:
    """Return who is who among some facts."""
    told = list(facts)
    return Identities(
        [fact for fact in told if isinstance(fact, SignIn)],
        [fact for fact in told if isinstance(fact, Merge)],
    )


def plain(
    order: Order,
    facts: list[Fact],
    policy: AttributionPolicy,
    bonds: BondPolicy | None,
    earlier: dict[str, Credits],
    *,
    asks_consent: bool,
) -> Attribution:
    """Return what a plain host comes to, who attributes an order over all facts."""
    consents = Consents([fact for fact in facts if isinstance(fact, Consent)])
    known = plain_facts(facts, bonds)
    return attribute(
        order, policy, attrs.evolve(known, consents=consents if asks_consent else None, earlier=earlier)
    )


def plain_facts(facts: list[Fact], bonds: BondPolicy | None) -> Facts:
    """Return all that a plain host knows."""
    return Facts(
        touches=Touches([fact for fact in facts if isinstance(fact, Touch)]),
        identities=identities_in(facts),
        bonds=None if bonds is None else told_bonds(facts, bonds),
        ties=Ties([fact for fact in facts if isinstance(fact, Tie)]),
        leaders=Lives(lives_in(facts)),
    )


@given(facts=signals(), policy=bond_policies(), chance=st.randoms(use_true_random=False))
def test_bonds_of_one_are_the_bonds_of_all(facts: list[Fact], policy: BondPolicy, chance: Random) -> None:
    """one_bond, order_independence: read member by member, bonds are what a book of bonds says that reads all members."""
    chance.shuffle(facts)
    club, book = club_of(bonds=policy), told_bonds(facts, policy)
    for outcome in club.record_all(facts):
        assert outcome.refusal is None
    stores = (None,) if policy.scope.value == "community" else ("S1", "S2")
    moments = [at(hours) for hours in (0, 10, 20, 30, 45, 60, 90)]
    for store in stores:
        for member in (*EVERYBODY, *VISITORS, "house"):
            of = identities_in(facts).account_of(member)
            assert club.bond_history(member, store=store) == book.history(of, store=store)
            for moment in moments:
                assert club.bond_of(member, moment, store=store) == book.as_of(of, moment, store=store)
        for moment in moments:
            for leader in (*LEADERS, "M2", "house"):
                assert club.members_of(leader, moment, store=store) == book.members_of(
                    leader, moment, store=store
                )


@given(
    facts=signals(),
    policy=policies(),
    bonds=st.none() | bond_policies(),
    sold=orders(),
    asks_consent=st.booleans(),
    chance=st.randoms(use_true_random=False),
)
def test_order_independence(
    facts: list[Fact],
    policy: AttributionPolicy,
    bonds: BondPolicy | None,
    sold: list[Order],
    asks_consent: bool,
    chance: Random,
) -> None:
    """order_independence: facts in any order, some twice; an order is credited as a plain host credits it who knows them all.

    And what comes after it moves nothing.
    """
    club = club_of(policy, bonds, asks_consent=asks_consent)
    told = [*facts, *chance.sample(facts, len(facts) // 2)]
    chance.shuffle(told)
    late = told[len(told) - len(told) // 4 :]
    known = list(dict.fromkeys(told[: len(told) - len(late)]))
    for fact in told[: len(told) - len(late)]:
        club.record(fact)
    earlier = dict[str, Credits]()
    expected = {}
    for order in sold:
        found = plain(order, known, policy, bonds, earlier, asks_consent=asks_consent)
        assert club.record(order).status is Status.RECORDED
        expected[order.id] = found
        earlier[order.id] = found.credits
        assert club.attribution_of(order.id) == found
    for fact in late:
        club.record(fact)
    for order in sold:
        assert club.record(order).status is Status.KNOWN
        assert club.attribution_of(order.id) == expected[order.id]
        assert club.order(order.id).credits == expected[order.id].credits
        assert club.order(order.id).sale.fact.credits == Credits()


numbers = count(1)


@pytest.fixture
def in_database(database: Database) -> Callable[[AttributionPolicy, BondPolicy], Community]:
    """Return a maker of communities in a database."""

    def make(policy: AttributionPolicy, bonds: BondPolicy) -> Community:
        storage = SqlStorage(database, f"{COMMUNITY}-{next(numbers)}")
        return Community(storage, plan=PLAN, hold=HOLD, attribution=policy, bonds=bonds)

    return make


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(facts=signals(), policy=policies(), bonds=bond_policies(), sold=orders(), chance=st.randoms())
def test_stores_agree(
    in_database: Callable[[AttributionPolicy, BondPolicy], Community],
    facts: list[Fact],
    policy: AttributionPolicy,
    bonds: BondPolicy,
    sold: list[Order],
    chance: Random,
) -> None:
    """stores_agree: in memory and in databases the same facts lead to the same credits."""
    stored = in_database(policy, bonds)
    plain_one = Community(MemoryStorage(stored.id), plan=PLAN, hold=HOLD, attribution=policy, bonds=bonds)
    told: list[Fact | Order] = [*facts, *sold, *facts[:3]]
    chance.shuffle(told)
    assert list(stored.record_all(told)) == list(plain_one.record_all(told))
    both = (stored, plain_one)
    mine, theirs = (club.storage.read(lambda unit: list(unit.events.since(0))) for club in both)
    assert mine == theirs
    assert [stored.attribution_of(order.id) for order in sold] == [
        plain_one.attribution_of(order.id) for order in sold
    ]
