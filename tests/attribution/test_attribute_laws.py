"""Laws of attribution: one winner, exact shares, and nothing that depends on arrival, on names or on other people."""

from datetime import datetime, timedelta
from fractions import Fraction

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from communekit.attribution import (
    Attribution,
    AttributionPolicy,
    Fate,
    Identities,
    LeaderLives,
    Merge,
    NotAttributed,
    SignIn,
    TiedBonds,
    Touches,
    attribute,
    attribute_all,
    explain,
    read_attribution,
    read_policy,
    write_attribution,
    write_policy,
)
from communekit.parties import Role, Tie, Ties, Touch
from communekit.period import Window
from tests.attribution.strategies import MEMBERS, hour, hours, sign_ins, touches
from tests.attribution.worlds import World, order_of, plain_owner, policies, wholes, worlds


def result_of(world: World) -> Attribution:
    """Attribute the order of a world."""
    return attribute(world.order, world.policy, world.facts)


def same_but_for_the_trace(one: Attribution, other: Attribution) -> bool:
    """Whether two attributions are the same, credit by credit and id by id."""
    return attrs.evolve(one, trace=()) == attrs.evolve(other, trace=())


@given(world=worlds())
def test_one_winner(world: World) -> None:
    """The word and the owner that a plain search finds win, and nobody else is credited as leader."""
    result = result_of(world)
    word, owner = plain_owner(world)
    assert result.word == word
    credited = [credit for credit in result.credits if credit.role in ("leader", "self_discount")]
    if owner is None:
        assert not credited
        assert result.is_organic
    else:
        (credit,) = credited
        assert credit.party in (owner, "HOUSE")
        fate = Fate.HOUSE if credit.party == "HOUSE" else Fate.WON
        winners = [(one.owner, one.fate) for one in result.trace if one.fate in (Fate.WON, Fate.HOUSE)]
        assert winners == [(owner, fate)]


@given(world=worlds(share="linear"))
def test_shares_add_up_to_one(world: World) -> None:
    """Shared or whole, the leaders' credits are exactly 1 or nothing, and nobody above gets more than those below."""
    result = result_of(world)
    sums = wholes(result)
    assert sums.get("leader", Fraction(0)) == (0 if result.is_organic else 1)
    assert sums.get("upline", 0) <= sums.get("sponsor", 0) <= 1 or "self" in {
        t.fate.value for t in result.trace
    }
    assert all(share <= 1 for share in sums.values())


@given(world=worlds(), data=st.data())
def test_p24_arrival_does_not_matter(world: World, data: st.DataObject) -> None:
    """Late, out of order, or twice: the result of the facts in order."""
    facts = world.facts
    told = data.draw(st.permutations([*facts.touches, *list(facts.touches)[:2]]))
    known = facts.identities
    again = world.having(
        touches=Touches(told),
        identities=Identities(known.sign_ins[::-1], known.merges[::-1], within=known.within),
        ties=Ties(facts.ties.ties[::-1]),
        bonds=TiedBonds(Ties(facts.ties.ties[::-1])),
    )
    assert result_of(again) == result_of(world)


@given(world=worlds(), extra=touches())
def test_what_does_not_bear_on_it_changes_the_trace_alone(world: World, extra: Touch) -> None:
    """A touch outside its window, after the order, for another order or of somebody else moves nothing."""
    known, at = world.facts.identities, world.order.placed_at
    assume(extra.id not in {touch.id for touch in world.facts.touches})
    is_his = world.order.member is not None and known.person_of(extra.by, extra.at) == known.person_of(
        world.order.member, at
    )
    irrelevant = (
        extra.at > at
        or not world.policy.lookbacks.covers(extra, at)
        or extra.order not in (None, world.order.id)
        or not (is_his or extra.order == world.order.id)
    )
    before = result_of(world)
    after = result_of(world.having(touches=world.facts.touches.with_touch(extra)))
    if irrelevant:
        assert same_but_for_the_trace(before, after)
        assert set(before.trace) <= set(after.trace)


@given(world=worlds(), later=touches(), hours_after=st.integers(1, 30))
def test_p8_nothing_after_the_order_earns(world: World, later: Touch, hours_after: int) -> None:
    """A touch after the order is nobody's reason, and the trace says so."""
    member = world.order.member or "M1"
    late = attrs.evolve(
        later,
        id="late",
        by=member,
        at=world.order.placed_at + timedelta(hours=hours_after),
        order=world.order.id,
    )
    after = result_of(world.having(touches=world.facts.touches.with_touch(late), consents=None))
    assert same_but_for_the_trace(after, result_of(world.having(consents=None)))
    assert [traced.fate for traced in after.trace if traced.id == "late"] == [Fate.AFTER_ORDER]


@given(world=worlds(members=MEMBERS, order=("code", "click", "bond")))
def test_bond_wins_iff_nothing_before_it_is_fit(world: World) -> None:
    """The holder of the bond is credited exactly where no stronger signal is fit."""
    result = result_of(world)
    stronger = [traced for traced in result.trace if traced.word in ("code", "click") and traced.is_kept]
    bonds = [traced for traced in result.trace if traced.source == "bond"]
    fit = [
        one
        for one in bonds
        if one.fate in (Fate.WON, Fate.LOWER_PRECEDENCE, Fate.LATER_WINS, Fate.EARLIER_WINS)
    ]
    assert (result.word == "bond") is (bool(fit) and not stronger)


@given(world=worlds())
def test_renaming_renames_and_nothing_else(world: World) -> None:
    """With other ids for all leaders and touches the same signals win, under their new names."""

    def named(party: str) -> str:
        return f"{party}-x" if party.startswith("L") else party  # In the same order: ties go by id.

    facts = world.facts
    renamed = Touches(
        attrs.evolve(touch, id=f"x-{touch.id}", owner=touch.owner and named(touch.owner))
        for touch in facts.touches
    )
    tied = Ties(
        [attrs.evolve(tie, subject=named(tie.subject), object=named(tie.object)) for tie in facts.ties.ties]
    )
    leaders = facts.leaders
    if isinstance(leaders, LeaderLives):
        leaders = LeaderLives([attrs.evolve(event, leader=named(event.leader)) for event in leaders.events])
    other = world.having(
        touches=renamed, ties=tied, bonds=TiedBonds(tied), leaders=leaders,
        rejected={f"x-{touch}": reason for touch, reason in facts.rejected.items()},
    )  # fmt: skip
    before, after = result_of(world), result_of(other)
    assert before.word == after.word
    old = {(credit.role, named(credit.party), credit.share, credit.active) for credit in before.credits}
    assert old == {(credit.role, credit.party, credit.share, credit.active) for credit in after.credits}


@given(world=worlds(), at=hours())
def test_p18_nobodys_coupon_wins_nothing(world: World, at: datetime) -> None:
    """A coupon of nobody leaves whatever else led to the order standing; an owned one needs no click."""
    member = world.order.member
    nobodys = Touch("coupon", at, "coupon", member or "V9", None, order=world.order.id)
    before = result_of(world)
    assert same_but_for_the_trace(
        before, result_of(world.having(touches=world.facts.touches.with_touch(nobodys)))
    )
    owned = attrs.evolve(nobodys, at=world.order.placed_at, owner="L2")
    alone = attribute(
        world.order, AttributionPolicy("main", 1), attrs.evolve(world.facts, touches=Touches([owned]), rejected={},
        consents=None, leaders=None),
    )  # fmt: skip
    assert (alone.word, alone.leaders) == ("code", ("L2",))


@given(world=worlds(self_purchase="deny"))
def test_p19_no_id_of_the_buyer_is_credited(world: World) -> None:
    """Where own purchases earn nothing, none of the buyer's accounts is credited in any role, however it is written."""
    result, known = result_of(world), world.facts.identities
    member = world.order.member
    if member is not None:
        accounts = known.accounts_of(known.person_of(member, world.order.placed_at))
        assert not {credit.party for credit in result.credits} & set(accounts)


@given(
    world=worlds(members=("M1",), self_purchase="deny"), role=st.sampled_from(("leader", "host", "creator"))
)
def test_p19_a_second_account_is_no_way_round(world: World, role: str) -> None:
    """An owner whose account became one with the buyer's is the buyer."""
    known = Identities((), [Merge(hour(0), "L1", "M1")])
    sponsor = Ties([Tie("sponsor", "L2", "L1", Window(hour(-1)))])
    told = [attrs.evolve(touch, role=Role(role)) for touch in world.facts.touches]
    other = world.having(identities=known, ties=sponsor, bonds=None, touches=Touches(told))
    assert "L1" not in {credit.party for credit in result_of(other).credits}


@given(
    world=worlds(members=("M1",), order=("code", "live", "click", "bond")),
    devices=st.lists(st.sampled_from(("D1", "D2", "D3")), max_size=8),
)
def test_p21_devices_and_logins_do_not_matter(world: World, devices: list[str]) -> None:
    """What was done on whichever device, before or after the login, counts like what the member did himself."""
    own = [touch for touch in world.facts.touches if touch.by == "M1"]
    moved = [
        attrs.evolve(touch, by=device) for touch, device in zip(own, [*devices, *["D1"] * 8], strict=False)
    ]
    known = Identities([SignIn(hour(49), device, "M1") for device in ("D1", "D2", "D3")])
    home = world.having(touches=Touches(own), identities=Identities(), consents=None)
    away = world.having(touches=Touches(moved), identities=known, consents=None)
    assert same_but_for_the_trace(result_of(home), result_of(away))


@given(world=worlds(members=("M1",), new_only=()))
def test_p21_the_bond_is_the_persons(world: World) -> None:
    """A bond of an account that became one with another holds for the person under both."""
    tied = Ties([Tie("leader", "M2", "L3", Window(hour(-1)))])
    known = Identities((), [Merge(hour(0), "M2", "M1")])
    joined = world.having(touches=Touches(), identities=known, ties=tied, bonds=TiedBonds(tied), leaders=None)
    other = attrs.evolve(joined, order=order_of("M2", world.order.placed_at))
    expected = ("L3",) if "bond" in world.policy.order else ()
    assert result_of(joined).leaders == result_of(other).leaders == expected


@given(world=worlds())
def test_p22_ids_are_never_taken_for_one_another(world: World) -> None:
    """Credited is whom a signal names as owner, under that very id: never who touched, nor an account linked to it."""
    result, facts = result_of(world), world.facts
    owners = {touch.owner for touch in facts.touches} | {tie.object for tie in facts.ties.ties}
    selves = {traced.owner for traced in result.trace if traced.source == "self"}
    assert {credit.party for credit in result.credits} <= owners | selves | {"HOUSE"}


@given(
    world=worlds(members=("M1",)),
    at=hours(),
    kind=st.sampled_from(("link", "live", "code", "coupon")),
    way=st.integers(0, 2),
)
def test_p23_every_way_obeys_one_rule(world: World, at: datetime, kind: str, way: int) -> None:
    """A touch told for the member, for his device, or by a stranger on his very order: one rule, one answer."""
    tied = world.order.id if way == 2 else None
    own = Touch("t", at, kind, "M1", "L1", order=tied)
    other = attrs.evolve(own, by="D1" if way == 1 else "M1" if way == 0 else "V9")
    known = Identities([SignIn(hour(0), "D1", "M1")])
    first = world.having(touches=Touches([own]), identities=known, consents=None)
    second = world.having(touches=Touches([other]), identities=known, consents=None)
    assume(world.policy.self_purchase.value != "deny" or way != 2)
    assert same_but_for_the_trace(result_of(first), result_of(second))


@given(world=worlds(members=("M1",), new_only=("click", "live")), login=sign_ins())
def test_p26_a_login_makes_nobody_new_or_old(world: World, login: SignIn) -> None:
    """Whether a member is new is what was recorded; a further login on his own device changes nothing."""
    plain = SignIn(login.at, "D9", "M1")
    known = world.facts.identities.with_fact(plain)
    assert same_but_for_the_trace(result_of(world), result_of(world.having(identities=known)))


@given(world=worlds())
def test_every_signal_is_in_the_trace_once(world: World) -> None:
    """Whatever the buyer did, or was done on the order, is kept or dropped with a reason; what must not be used is not named."""
    result = result_of(world)
    known, order = world.facts.identities, world.order
    his = {
        touch.id
        for touch in world.facts.touches
        if touch.order == order.id
        or (
            order.member
            and known.person_of(touch.by, touch.at) == known.person_of(order.member, order.placed_at)
        )
    }
    traced = [one for one in result.trace if one.source == "touch"]
    silent = [one for one in traced if one.fate is Fate.NOT_CONSENTED]
    named = [one.id for one in traced if one.fate is not Fate.NOT_CONSENTED]
    assert len(named) == len(set(named))
    assert set(named) <= his
    assert len(named) + len(silent) == len(his)
    assert all((one.id, one.at, one.owner, one.role) == ("", None, None, None) for one in silent)
    for locale in ("en", "zh"):
        text = explain(result, locale)
        assert all(touch not in text for touch in his - set(named))
        assert "{" not in text


@given(many=st.lists(worlds(), min_size=1, max_size=4))
def test_a_batch_is_its_orders(many: list[World]) -> None:
    """A batch gives each order what it gets alone, in turn; one that comes twice is left out the second time."""
    world = many[0]
    orders = [attrs.evolve(other.order, id=f"O{place}") for place, other in enumerate(many)]
    results = list(attribute_all([*orders, orders[0]], world.policy, world.facts))
    assert results[:-1] == [attribute(order, world.policy, world.facts) for order in orders]
    left_out = results[-1]
    assert isinstance(left_out, NotAttributed)
    assert left_out.reason.data() == {"order": "O0", "scheme": "main", "problem": "twice"}


@given(world=worlds(share="linear"))
def test_round_trip(world: World) -> None:
    """An attribution that was kept is the attribution, erased or not; equal ones are kept as equal text."""
    result = result_of(world)
    text = write_attribution(result)
    assert read_attribution(text) == result
    assert write_attribution(read_attribution(text)) == text
    assert read_attribution(write_attribution(result.erased())) == result.erased()


@given(policy=policies())
def test_plan_round_trip(policy: AttributionPolicy) -> None:
    """A rule on paper is the rule."""
    assert read_policy(write_policy(policy)) == policy
    assert write_policy(read_policy(write_policy(policy))) == write_policy(policy)
