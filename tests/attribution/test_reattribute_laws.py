"""Laws of later facts: a new version, a stated difference, and nothing old that moves."""

from datetime import timedelta
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution import (
    Attribution,
    AttributionConflictError,
    AttributionPolicy,
    Attributions,
    Facts,
    Touches,
    attribute,
    explain,
    read_attribution,
    reattribute,
    write_attribution,
)
from communekit.commission import Plan, Rule, assess, journal
from communekit.ids import PartyId
from communekit.ledger import Account, Book, Entry
from communekit.money import CNY, Rate
from communekit.orders import Credit, Credits
from communekit.parties import Role, Tie, Ties, Touch
from communekit.period import Window
from tests.attribution.strategies import hour, touches
from tests.attribution.worlds import World, order_of, policies, worlds
from tests.refused import Refusal, check_refusal

LATER = hour(1000)


@given(world=worlds(), late=st.lists(touches(), max_size=3))
def test_late_facts_make_what_facts_in_time_would_have(world: World, late: list[Touch]) -> None:
    """Worked out anew, an order is credited as if all had been told in time; the old version has not moved."""
    before = attribute(world.order, world.policy, world.facts)
    kept = attrs.evolve(before)
    known = {touch.id for touch in world.facts.touches}
    more = world.having(touches=world.facts.touches.with_touch(*(one for one in late if one.id not in known)))
    changed = reattribute(before, world.order, world.policy, more.facts, at=LATER, why="late touches")
    in_time = attribute(more.order, more.policy, more.facts)
    assert changed.before == kept == before
    assert changed.after.digest == in_time.digest
    assert changed.is_new is (before.digest != in_time.digest)
    assert not changed.moves_credit or changed.is_new
    assert changed.after.replaces == (before.id if changed.is_new else None)
    assert _moved(before.credits, changed.ends, changed.starts) == _plain(changed.after.credits)
    again = reattribute(changed.after, more.order, more.policy, more.facts, at=LATER, why="once more")
    assert not again.is_new
    assert not again.moves_credit


def _plain(credits_: Credits) -> set[Credit]:
    return {attrs.evolve(credit, why="") for credit in credits_}


def _moved(credits_: Credits, ends: tuple[Credit, ...], starts: tuple[Credit, ...]) -> set[Credit]:
    """Return credits after some ended and others began."""
    gone = {attrs.evolve(credit, why="") for credit in ends}
    return (_plain(credits_) - gone) | {attrs.evolve(credit, why="") for credit in starts}


@given(world=worlds(), late=touches())
def test_one_attribution_an_order_and_rule(world: World, late: Touch) -> None:
    """A book takes the first, then only what replaces the current one; the same twice is once."""
    first = attribute(world.order, world.policy, world.facts)
    book = Attributions().with_attribution(first).with_attribution(first)
    assert (len(book), book.current("O1", "main"), book.versions("O1", "main")) == (1, first, (first,))
    stranger = attrs.evolve(late, id="new", by=world.order.member or "V9", order=world.order.id, kind="code")
    facts = world.having(touches=world.facts.touches.with_touch(stranger)).facts
    changed = reattribute(first, world.order, world.policy, facts, at=LATER, why="a code was told late")
    after = book.with_attribution(changed.after)
    assert after.current("O1", "main") == changed.after
    assert list(after) == [changed.after]
    if changed.is_new:
        assert after.versions("O1", "main") == (first, changed.after)
        rival = attribute(world.order, world.policy, facts)
        with pytest.raises(AttributionConflictError) as caught:
            after.with_attribution(rival)
        assert caught.value.problem == "attributed"
        with pytest.raises(AttributionConflictError) as caught:
            Attributions().with_attribution(changed.after)
        assert caught.value.problem == "not_current"


@given(world=worlds())
def test_erasure_keeps_credits_and_forgets_the_rest(world: World) -> None:
    """After erasure the same parties have the same shares, no touch is named, and nothing can be worked out anew."""
    result = attribute(world.order, world.policy, world.facts)
    erased = result.erased()
    assert _plain(erased.credits) == _plain(result.credits)
    shown = repr(erased) + explain(erased) + explain(erased, "zh")
    assert all(touch.id not in shown for touch in world.facts.touches)
    book = Attributions.of([result]).with_attribution(erased).with_attribution(result)
    assert book.versions("O1", "main") == (erased,)
    with pytest.raises(AttributionConflictError) as caught:
        reattribute(erased, world.order, world.policy, world.facts, at=LATER, why="again")
    assert caught.value.problem == "erased"


@given(world=worlds(), edited=policies())
def test_an_edited_rule_is_noticed(world: World, edited: AttributionPolicy) -> None:
    """Under one id and version one rule: any other is refused, before anything is worked out; a record from before says nothing."""
    result = attribute(world.order, world.policy, world.facts)
    kept = read_attribution(write_attribution(result))
    if edited == world.policy:
        assert not reattribute(kept, world.order, edited, world.facts, at=LATER, why="again").is_new
        return
    with pytest.raises(AttributionConflictError) as caught:
        reattribute(kept, world.order, edited, world.facts, at=LATER, why="again")
    assert caught.value.problem == "edited_policy"
    older = attrs.evolve(kept, rule="")
    assert read_attribution(write_attribution(older)) == older
    assert '"rule"' not in write_attribution(older)
    found = attribute(world.order, edited, world.facts)
    assert (
        reattribute(older, world.order, edited, world.facts, at=LATER, why="again").after.credits
        == found.credits
    )


ORDER = order_of("M1", hour(24))
POLICY = AttributionPolicy("main", 1)
SPONSORS = Ties([Tie("sponsor", "L1", "L2", Window(hour(-1)))])
EARLY = Facts(touches=Touches([Touch("t-1", hour(1), "link", "M1", "L1")]), ties=SPONSORS)
FIRST = attribute(ORDER, POLICY, EARLY)


def test_compensation_nets_to_the_difference() -> None:
    """A late touch moves the order to another leader: the old accrual is reversed, the new one posted, to the fen."""
    late = Facts(touches=EARLY.touches.with_touch(Touch("t-2", hour(2), "link", "M1", "L3")), ties=SPONSORS)
    changed = reattribute(FIRST, ORDER, POLICY, late, at=LATER, why="the touch was told a week late")
    assert [(str(one.role), one.party) for one in changed.ends] == [("leader", "L1"), ("sponsor", "L2")]
    assert [(str(one.role), one.party) for one in changed.starts] == [("leader", "L3")]

    rules = [Rule("base", Role.LEADER, Rate.percent("8")), Rule("above", Role.SPONSOR, Rate.percent("2"))]
    plan = Plan("basket", 1, "CNY", residual=Role.STORE, rules=rules)
    community = PartyId("riverside")
    (booked,) = journal(assess(plan, ORDER, changed.before.credits), community=community)
    (fresh,) = journal(assess(plan, ORDER, changed.after.credits), community=community)
    # One order under one plan is one entry; the new one stands under the fact that made it.
    posted = Entry.derived(
        "attribution.changed", changed.at, fresh.postings, fact=(changed.id, "1"), refers_to=booked.id
    )
    book = Book.of([booked, booked.reversal(changed.at, changed.why), posted])

    def has(party: str) -> int:
        return book.balance(Account(PartyId(party), "pending", CNY)).minor

    assert {party: has(party) for party in ("L1", "L2", "L3", "S1")} == {
        "L1": 0,
        "L2": 0,
        "L3": 240,
        "S1": 2760,
    }
    straight = Book.of([fresh])
    assert all(
        has(party) == straight.balance(Account(PartyId(party), "pending", CNY)).minor
        for party in ("L1", "L2", "L3", "S1")
    )


@pytest.mark.parametrize(
    ("sponsor", "ends", "starts"), [("L2", [], []), ("L9", ["L2"], ["L9"]), (None, ["L2"], [])]
)
def test_a_corrected_line_moves_those_above_alone(
    sponsor: str | None, ends: list[str], starts: list[str]
) -> None:
    """The leader's signal is the same; who stands above him was recorded wrongly."""
    ties = Ties([Tie("sponsor", "L1", sponsor, Window(hour(-1)))] if sponsor else [])
    facts = attrs.evolve(EARLY, ties=ties)
    changed = reattribute(FIRST, ORDER, POLICY, facts, at=LATER, why="the sponsor was recorded wrongly")
    assert [one.party for one in changed.ends] == ends
    assert [one.party for one in changed.starts] == starts
    assert changed.is_new is bool(ends)


def test_a_book_refuses_a_second_and_a_stale_version() -> None:
    """A rival of the current version, one that replaces another, and one that replaces nothing known."""
    told = EARLY.touches.with_touch(Touch("t-2", hour(2), "link", "M1", "L3"))
    late = attrs.evolve(EARLY, touches=told)
    second = reattribute(FIRST, ORDER, POLICY, late, at=LATER, why="late").after
    later = attrs.evolve(late, touches=told.with_touch(Touch("t-3", hour(3), "link", "M1", "L1")))
    rival, stale = (
        attribute(ORDER, POLICY, later),
        reattribute(FIRST, ORDER, POLICY, later, at=LATER, why="late").after,
    )
    book = Attributions.of([FIRST, second])
    for wrong, into, problem in (
        (rival, book, "attributed"),
        (stale, book, "not_current"),
        (second, Attributions(), "not_current"),
    ):
        with pytest.raises(AttributionConflictError) as caught:
            into.with_attribution(wrong)
        assert caught.value.data() == {"order": "O1", "scheme": "main", "problem": problem}
    assert book.versions("O1", "main") == (FIRST, second)
    third = reattribute(second, ORDER, POLICY, later, at=LATER, why="later still").after
    assert [one.version for one in book.with_attribution(third, second).versions("O1", "main")] == [1, 2, 3]


def test_other_shares_of_the_same_touches_are_another_result() -> None:
    """The same parties by the same touches, in other parts: a new version, with both credits moved."""
    told = EARLY.touches.with_touch(Touch("t-2", hour(2), "link", "M1", "L3"))
    rule = AttributionPolicy("main", 1, share="own", shares=("own",), referral=())
    parts = {
        part: {"own": lambda _, part=part: [part, 1 - part]} for part in (Fraction(1, 2), Fraction(1, 3))
    }
    first = attribute(ORDER, rule, Facts(touches=told), shares=parts[Fraction(1, 2)])
    changed = reattribute(
        first,
        ORDER,
        rule,
        Facts(touches=told),
        at=LATER,
        why="a model was corrected",
        shares=parts[Fraction(1, 3)],
    )
    assert changed.is_new
    assert [one.share.share for one in changed.starts] == [Fraction(1, 3), Fraction(2, 3)]


def test_same_change_is_the_same_fact() -> None:
    """Ids are derived: worked out twice, the change and its version have the same ids."""
    late = Facts(touches=EARLY.touches.with_touch(Touch("t-2", hour(2), "link", "M1", "L3")))
    one, two = (
        reattribute(FIRST, ORDER, POLICY, late, at=LATER, why=why) for why in ("first told", "told again")
    )
    assert (one.id, one.after.id) == (two.id, two.after.id)
    assert one.after.id != FIRST.id
    assert (one.order, one.after.version, Fraction(1)) == ("O1", 2, one.starts[0].share.share)
    assert "第 2 版" in explain(one.after, "zh")


def _again(
    previous: Attribution = FIRST, member: str = "M1", id_: str = "O1", version: int = 1, hours: int = 1000
) -> object:
    return reattribute(
        previous, order_of(member, hour(24), id_), AttributionPolicy("main", version), EARLY, at=hour(hours), why="late",
    )  # fmt: skip


REFUSALS: list[Refusal] = [
    (lambda: _again(id_="O2"), AttributionConflictError("O2", "main", "other_order")),
    (lambda: _again(version=2), AttributionConflictError("O1", "main", "other_policy")),
    (lambda: _again(hours=23), AttributionConflictError("O1", "main", "too_early")),
]


@pytest.mark.parametrize("refusal", REFUSALS)
def test_refusal(refusal: Refusal) -> None:
    """It is refused with its own error and data."""
    check_refusal(refusal)


def test_at_the_very_moment_of_the_order() -> None:
    """The edge: at the order's own instant it may be worked out anew."""
    assert reattribute(FIRST, ORDER, POLICY, EARLY, at=FIRST.at, why="check").after == FIRST
    assert timedelta(0) == FIRST.at - hour(24)
