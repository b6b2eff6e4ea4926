"""Laws of the book of bonds, against a plain and slow model."""

from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from communekit.attribution.bonds import (
    BondCommand,
    BondMode,
    BondPolicy,
    Bonds,
    BondScope,
    Offer,
    Register,
)
from communekit.parties import LeaderEvent, LeaderExited, Touch
from communekit.period import Duration
from tests.attribution.bonds.model import EVER, Model
from tests.attribution.bonds.strategies import (
    HOUSE,
    LAST_DAY,
    PEOPLE,
    STORES,
    day,
    days,
    facts,
    lives,
    number_of,
    policies,
)

MOMENT = timedelta(microseconds=1)
BEYOND = 26
"""A day on which nothing happens any more."""


def places(policy: BondPolicy) -> tuple[str | None, ...]:
    """Return the stores in which one may ask."""
    return STORES[1:] if policy.scope is BondScope.STORE else (None,)


@given(policy=policies(), told=facts(), leaders=lives())
@settings(max_examples=200)
def test_bonds_agree_with_a_plainer_model(
    policy: BondPolicy, told: list[BondCommand], leaders: list[LeaderEvent]
) -> None:
    """Who has whom on any day, and what was declined and why, is what the slow model says."""
    bonds, model = Bonds(policy, told, leaders=leaders), Model(policy, leaders).run(told)
    assert {event.fact: event.why for event in bonds.declined} == model.declined
    for store in places(policy):
        for member in PEOPLE:
            rows = [r for r in model.rows if (r.member, r.store) == (member, store) and r.start < r.end]
            held = bonds.history(member, store=store)
            assert [
                (h.bond.leader, number_of(h.window.start), end_of(h.window.end), h.ended) for h in held
            ] == [(r.leader, r.start, r.end, "" if r.end == EVER else r.how) for r in rows]
            for number in range(BEYOND):
                bond, row = bonds.as_of(member, day(number), store=store), model.has(member, store, number)
                assert (bond and bond.leader) == (row and row.leader)
                if bond is not None and row is not None:
                    assert end_of(bond.protected_until) == row.protected
                assert list(bonds.chain(member, day(number), 9, store=store)) == model.line(
                    member, store, number
                )


def end_of(at: datetime | None) -> int:
    """Return the day of an end; none is a day that never comes."""
    return EVER if at is None else number_of(at)


@given(policy=policies(), told=facts(), leaders=lives(), chance=st.randoms(use_true_random=False))
def test_order_independence(
    policy: BondPolicy, told: list[BondCommand], leaders: list[LeaderEvent], chance: Random
) -> None:
    """In whichever order facts arrive, and however often, the book is the same."""
    once = Bonds(policy, told, leaders=leaders)
    again = [*told, *told, *chance.sample(told, len(told) // 2)]
    chance.shuffle(again)
    lives_again = [*leaders, *leaders]
    chance.shuffle(lives_again)
    cut = chance.randint(0, len(again))
    twice = Bonds(policy, again[:cut], leaders=lives_again).with_facts(*again[cut:])
    assert twice == once
    for store in places(policy):
        for member in PEOPLE:
            assert twice.events(member, store=store) == once.events(member, store=store)


@given(policy=policies(), told=facts(), leaders=lives())
def test_one_bond(policy: BondPolicy, told: list[BondCommand], leaders: list[LeaderEvent]) -> None:
    """At any instant a member has at most one leader per scope, take-overs leave no gap and no overlap, nobody stands above himself."""
    bonds = Bonds(policy, told, leaders=leaders)
    for store in places(policy):
        for member in PEOPLE:
            held = bonds.history(member, store=store)
            for before, after in pairwise(held):
                assert before.window.end is not None
                assert before.window.end <= after.window.start
                if before.ended in {"taken_over", "handed_over"}:
                    assert before.window.end == after.window.start
        for number in range(BEYOND):
            led = [set(bonds.members_of(leader, day(number), store=store)) for leader in (*PEOPLE, HOUSE)]
            assert sum(map(len, led)) == len(set().union(*led))
            for member in PEOPLE:
                assert member not in bonds.chain(member, day(number), 1_000, store=store)


@given(policy=policies(), told=facts(), leaders=lives(), at=days())
def test_frozen_promise(
    policy: BondPolicy, told: list[BondCommand], leaders: list[LeaderEvent], at: datetime
) -> None:
    """What happens after an instant never changes what stood at it."""
    known = [fact for fact in told if fact.at <= at]
    past = [event for event in leaders if event.at <= at]
    known_of = {event.leader for event in past}
    later = [event for event in leaders if event.leader in known_of]
    whole, part = Bonds(policy, told, leaders=later), Bonds(policy, known, leaders=past)
    for store in places(policy):
        for member in PEOPLE:
            for number in range(number_of(at) + 1):
                assert whole.as_of(member, day(number), store=store) == part.as_of(
                    member, day(number), store=store
                )
                assert whole.next_change(member, day(number), store=store) == part.next_change(
                    member, day(number), store=store
                )


@given(told=facts(), validity=st.integers(1, 8), mode=st.sampled_from(("first", "last")))
def test_half_open_no_dead_instant(told: list[BondCommand], validity: int, mode: str) -> None:
    """At the instant at which a bond ends it is gone, a moment before it stands; and anybody may bind at that instant."""
    policy = BondPolicy(mode=mode, validity=Duration.days(validity))
    for number in range(LAST_DAY + 1):
        then = Bonds(policy, [fact for fact in told if fact.at <= day(number)])
        for member in PEOPLE:
            bond = then.as_of(member, day(number))
            if bond is None:
                continue
            end = bond.valid_until
            assert end is not None
            assert then.as_of(member, end) is None
            offered = then.with_facts(Offer("new", end, member, "fresh", "link"))
            before, after = (offered.as_of(member, at) for at in (end - MOMENT, end))
            assert before is not None
            assert before.leader == bond.leader
            assert after is not None
            assert (after.leader, after.bound_at) == ("fresh", end)


@given(told=facts(), protection=st.integers(0, 6), validity=st.none() | st.integers(1, 8))
def test_half_open_protection(told: list[BondCommand], protection: int, validity: int | None) -> None:
    """A moment before its end the protection holds; at its end the bond can be taken over, or has ended itself."""
    policy = BondPolicy(
        mode="last",
        validity=None if validity is None else Duration.days(validity),
        protection=Duration.days(protection),
    )
    for number in range(LAST_DAY + 1):
        then = Bonds(policy, [fact for fact in told if fact.at <= day(number)])
        for member in PEOPLE:
            bond = then.as_of(member, day(number))
            if bond is None or bond.protected_until is None or bond.protected_until <= day(number):
                continue
            at = bond.protected_until
            early = then.with_facts(Offer("new", at - MOMENT, member, "fresh", "link"))
            assert [event.why for event in early.declined if event.fact == "new"] == ["protected"]
            taken = then.with_facts(Offer("new", at, member, "fresh", "link"))
            after, held = taken.as_of(member, at), taken.history(member)
            assert after is not None
            assert after.leader == "fresh"
            assert held[-2].window.end == held[-1].window.start == at


@given(policy=policies(), told=facts(), number=st.integers(0, 20), member=st.sampled_from(PEOPLE))
def test_next_change_is_the_next_change(
    policy: BondPolicy, told: list[BondCommand], number: int, member: str
) -> None:
    """Until the change that is foretold nothing changes by itself, and at it something has."""
    known = Bonds(policy, [fact for fact in told if fact.at <= day(number)])
    for store in places(policy):
        at = day(number)
        change, bond = known.next_change(member, at, store=store), known.as_of(member, at, store=store)
        standing = [known.as_of(member, day(number + more), store=store) for more in range(12)]
        if change is None:
            assert bond is None or standing == [bond] * len(standing)
            continue
        assert change.at > at
        last = known.as_of(member, change.at - MOMENT, store=store)
        assert last == bond
        match change.what:
            case "expires":
                assert bond is not None
                assert known.as_of(member, change.at, store=store) is None
            case "protection_ends":
                assert bond is not None
                assert bond.is_protected_at(change.at - MOMENT)
                assert not bond.is_protected_at(change.at)
            case _:
                assert change.what == "cool_down_ends"
                offers = [Offer("new", when, member, "fresh", "link", store=store, is_new=True) for when in (change.at - MOMENT, change.at)]  # fmt: skip
                whys = [
                    [event.why for event in known.with_facts(offer).declined if event.fact == "new"]
                    for offer in offers
                ]
                assert whys[1] != ["cooling_down"]


@given(told=facts(), leaders=lives(), policy=policies(scope="community", allows_self=False))
def test_p20_binding_graph_is_acyclic_at_any_depth(
    told: list[BondCommand], leaders: list[LeaderEvent], policy: BondPolicy
) -> None:
    """Nobody stands above himself at any instant; an offer that would make it so is declined with that reason."""
    bonds = Bonds(policy, told, leaders=leaders)
    for number in range(BEYOND):
        above = {member: bonds.as_of(member, day(number)) for member in PEOPLE}
        for member in PEOPLE:
            seen, party = {member}, above[member]
            while party is not None:
                assert party.leader not in seen
                seen.add(party.leader)
                party = above.get(party.leader)


@given(depth=st.integers(1, 40), width=st.integers(0, 5), chance=st.randoms(use_true_random=False))
def test_p20_a_long_line_is_not_closed(depth: int, width: int, chance: Random) -> None:
    """However long and bushy a line is, and in whatever order it was made, its head is never bound to its foot."""
    links = [Offer(f"f{n:03}", day(0), f"X{n}", f"X{n + 1}", "link") for n in range(depth)]
    beside = [
        Offer(f"s{n:03}{k}", day(0), f"Y{n}.{k}", f"X{n}", "link")
        for n in range(depth + 1)
        for k in range(width)
    ]
    order = list(range(depth))
    chance.shuffle(order)
    made = [attrs.evolve(link, priority=order[place]) for place, link in enumerate(links)]
    closing = Offer("z", day(1), f"X{depth}", "X0", "link")
    (declined,) = Bonds(BondPolicy(mode="last"), [*made, *beside, closing]).declined
    assert (declined.fact, declined.why) == ("z", "cycle")
    rest = [link for link in made if link.member != f"X{chance.randrange(depth)}"]
    bonds = Bonds(BondPolicy(mode="last"), [*rest, *beside, closing])
    assert bool(bonds.declined) == (len(rest) == depth)


@given(policy=policies(), told=facts(size=10), leaders=lives(), extra=facts(size=3))
def test_p24_same_id_twice_changes_nothing(
    policy: BondPolicy, told: list[BondCommand], leaders: list[LeaderEvent], extra: list[BondCommand]
) -> None:
    """A fact told again, at whatever time it arrives, changes nothing."""
    bonds = Bonds(policy, told, leaders=leaders)
    assert bonds.with_facts(*told) == bonds
    assert bonds.with_facts(*told, leaders=leaders).declined == bonds.declined


@given(told=facts(), logins=st.lists(days(), max_size=3), at=days())
def test_p26_new_is_a_stored_fact(told: list[BondCommand], logins: list[datetime], at: datetime) -> None:
    """Whether a member is new follows from his registration or a recorded word, and never changes with visits."""
    policy = BondPolicy(who="new", triggers=("link",))
    registered = Register("r", day(0), "M", None)
    visits = [Offer(f"v{n}", login, "M", "L0", "scan") for n, login in enumerate(logins)]
    late = Offer("o", day(0), "M", "L1", "link")
    bonds = Bonds(policy, [registered, *visits, late])
    assert bonds.as_of("M", day(30)) is None
    assert [event.why for event in bonds.declined if event.fact == "o"] == ["not_new"]
    recorded = Bonds(policy, [registered, *visits, attrs.evolve(late, at=at, is_new=True)])
    bond = recorded.as_of("M", day(30))
    assert bond is not None
    assert bond.leader == "L1"


@given(
    told=st.lists(st.tuples(days(), st.sampled_from(("V1", "V2", "M")), st.sampled_from(PEOPLE)), max_size=8)
)
def test_p21_bond_belongs_to_the_person(told: list[tuple[datetime, str, str]]) -> None:
    """Touches of one person on several devices and under a login come to the bonds of one member."""
    policy = BondPolicy(mode="last", validity=Duration.days(5), protection=Duration.days(2))
    touches = [Touch(f"t{n}", at, "link", by, owner) for n, (at, by, owner) in enumerate(told)]
    told_of = [Offer.of(touch) if number % 2 else touch for number, touch in enumerate(touches)]

    def person_of(id_: str, _at: datetime) -> str:
        return "M" if id_ in ("V1", "V2") else id_

    merged = Bonds.of(policy, told_of, person_of=person_of)
    alone = Bonds.of(policy, [attrs.evolve(touch, by="M") for touch in touches])
    assert merged == alone
    assert merged.events("M") == alone.events("M")
    cut = len(touches) // 2
    in_turn = Bonds.of(policy, touches[:cut], person_of=person_of)
    assert in_turn.with_facts(*touches, person_of=person_of) == alone


@given(policy=policies(scope="community"), told=facts(), leaders=lives(), leader=st.sampled_from(PEOPLE))
def test_permanent_is_never_taken_over(
    policy: BondPolicy, told: list[BondCommand], leaders: list[LeaderEvent], leader: str
) -> None:
    """A bond is taken over in mode last alone, or from a house that yields; a permanent one never expires."""
    bonds = Bonds(policy, told, leaders=leaders)
    for member in PEOPLE:
        for held in bonds.history(member):
            if held.ended == "taken_over" and not (policy.house_yields and held.bond.leader == HOUSE):
                assert policy.mode is BondMode.LAST
            if policy.mode is BondMode.PERMANENT:
                assert held.ended != "expired"


@given(policy=policies(scope="community"), told=facts(), leaders=lives())
def test_nobody_is_left_with_a_leader_who_left(
    policy: BondPolicy, told: list[BondCommand], leaders: list[LeaderEvent]
) -> None:
    """From the instant of his exit on a leader has nobody; what he had before stays as it was."""
    bonds = Bonds(policy, told, leaders=leaders)
    before = Bonds(policy, told, leaders=[event for event in leaders if not isinstance(event, LeaderExited)])
    first = min((event.at for event in bonds.leaders.exits), default=None)
    for exited in bonds.leaders.exits:
        for number in range(number_of(exited.at), BEYOND):
            assert bonds.members_of(exited.leader, day(number)) == ()
    for number in range(BEYOND if first is None else number_of(first)):
        for member in PEOPLE:
            assert bonds.as_of(member, day(number)) == before.as_of(member, day(number))
