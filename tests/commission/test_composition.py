"""Composition: stacking inside a role, chains between roles, and where a share goes that nobody takes."""

from collections.abc import Mapping

import pytest

from communekit.commission import (
    Assessment,
    Base,
    Chain,
    Composition,
    InvalidPlanError,
    Missing,
    Override,
    Plan,
    PlanCycleError,
    Stacking,
    UnknownRuleError,
    assess,
)
from communekit.commission import line as of_line
from communekit.commission.composition import MissingWay
from communekit.ids import InvalidIdError
from communekit.money import Rate
from communekit.orders import Credit, Credits
from communekit.parties import Role
from tests.commission.refusal import Bad, check_refused
from tests.commission.shop import LEADER_ONLY, booked, cny, line, order, pay, plan, share

TREE = ("promoter", "agent", "division")
EVERYBODY = Credits.single(leader="L1", promoter="P1", agent="A1", division="D1", host="B1")


def tree(kind: Chain, rates: Mapping[str, str], **words: object) -> Plan:
    """Return a plan in which each role of the tree has a rate, in percent."""
    rules = [pay(Rate.percent(percent), role, role) for role, percent in rates.items()]
    return plan(*rules, chains=[Composition(kind, TREE)], **words)


def got(of: Plan, credits_: Credits = EVERYBODY) -> dict[str, int]:
    """Return what each rule pays of 10.00, in fen."""
    return {key[1]: fen for key, fen in booked(assess(of, order(1_000), credits_)).items()}


def why(assessment: Assessment) -> list[tuple[str, str, str]]:
    """Return which rules lost on the first line, why, and to what."""
    return [(lost.rule, lost.reason, lost.by) for lost in assessment.lines[0].lost]


# Stacking --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "paid", "lost"),
    [
        (Stacking.SUM, {"one": 50, "two": 80, "other": 10}, []),
        (Stacking.FIRST, {"one": 50, "other": 10}, [("two", "first", "one")]),
        (Stacking.BEST, {"two": 80, "other": 10}, [("one", "best", "two")]),
        (Stacking.EXCLUSIVE, {"one": 50}, [("two", "exclusive", "one"), ("other", "exclusive", "one")]),
    ],
)
def test_ways_to_stack(way: Stacking, paid: dict[str, int], lost: list[tuple[str, str, str]]) -> None:
    """Two rules of a group and one beside it: all, the first, the best, or the first alone."""
    of = plan(
        share("5", "one", group="g"), share("8", "two", group="g"), share("1", "other"), stacking={"g": way}
    )
    assert got(of) == paid
    assert why(assess(of, order(1_000), LEADER_ONLY)) == lost


def test_groups_are_of_a_role() -> None:
    """A group that two roles share is weighed in each role by itself."""
    of = plan(
        share("5", "one", group="g"),
        pay(Rate.percent(8), "two", "host", group="g"),
        stacking={"g": Stacking.EXCLUSIVE},
    )
    assert got(of) == {"one": 50, "two": 80}


def test_each_group_of_a_role_has_its_own_first() -> None:
    """Two groups of one role: the first of each is paid, and keeps off the others of its own group alone."""
    of = plan(
        share("5", "one", group="g"),
        share("8", "two", group="g"),
        share("2", "three", group="h"),
        share("3", "four", group="h"),
        stacking={"g": Stacking.FIRST, "h": Stacking.FIRST},
    )
    assert got(of) == {"one": 50, "three": 20}


def test_who_is_not_active_earns_nothing() -> None:
    """A leader who is asleep is not paid by a plain share: it lapses to the store, and the line says why."""
    asleep = Credits([Credit("leader", "L1", active=False)])
    made = assess(plan(share("8")), order(1_000), asleep)
    assert booked(made) == {}
    assert made.residual == cny(1_000)
    assert why(made) == [("base", "no_party", "leader")]


def test_the_first_exclusive_group_wins() -> None:
    """Of two exclusive groups of a role the one stated first is alone."""
    of = plan(
        share("5", "one", group="g"),
        share("8", "two", group="h"),
        stacking={"g": Stacking.EXCLUSIVE, "h": Stacking.EXCLUSIVE},
    )
    assert got(of) == {"one": 50}


def test_of_equal_bests_the_one_stated_first_wins() -> None:
    """A tie goes to the rule stated first."""
    of = plan(share("5", "one", group="g"), share("5", "two", group="g"), stacking={"g": Stacking.BEST})
    assert got(of) == {"one": 50}


def test_an_override_ties_in_the_place_of_its_rule() -> None:
    """What stands in for the first rule stands where the first rule stood: by id, never by position."""
    of = plan(
        share("1", "one", group="g"),
        share("5", "two", group="g"),
        stacking={"g": Stacking.BEST},
        overrides=[Override(stores="S1", rules=[share("5", "one", group="g")])],
    )
    assert got(of) == {"one": 50}
    assert why(assess(of, order(1_000), LEADER_ONLY)) == [("two", "best", "one")]


def test_replaces_holds_wherever_the_rule_applies() -> None:
    """Fresh goods pay 5 % instead of 8 %, all others 8 %; what is replaced stays replaced by one that is replaced."""
    fresh = of_line.category.under("fresh")
    of = plan(share("8"), share("5", "fresh", when=fresh, replaces="base"))
    sold = order(line("1", 1_000, about={"category": "fresh/veg"}), line("2", 1_000))
    assert booked(assess(of, sold, LEADER_ONLY)) == {("1", "fresh", "L1"): 50, ("2", "base", "L1"): 80}
    chain = plan(share("8", "a"), share("5", "b", replaces="a"), share("1", "c", replaces=("b",)))
    assert got(chain) == {"c": 10}
    assert why(assess(chain, order(1_000), LEADER_ONLY)) == [("a", "replaced", "b"), ("b", "replaced", "c")]


def test_a_rule_may_replace_one_of_another_role() -> None:
    """Whom a rule pays has no say in what it replaces."""
    assert got(plan(share("8"), pay(Rate.percent(3), "live", "host", replaces="base"))) == {"live": 30}


# Chains ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rates", "paid"),
    [
        ({"promoter": "4", "agent": "6", "division": "9"}, [40, 20, 30]),
        ({"promoter": "6", "agent": "6", "division": "9"}, [60, 0, 30]),
        ({"promoter": "7", "agent": "6", "division": "9"}, [70, 0, 20]),
        ({"division": "9", "agent": "6", "promoter": "4"}, [30, 20, 40]),
        ({"promoter": "4", "division": "9"}, [40, 50]),
        ({"agent": "6"}, [60]),
    ],
)
def test_differential(rates: dict[str, str], paid: list[int]) -> None:
    """Each its own rate less what those below it got, never below zero, in the order of the chain (级差)."""
    assert list(got(tree(Chain.DIFFERENTIAL, rates)).values()) == paid


@pytest.mark.parametrize(
    ("rates", "paid"),
    [
        ({"promoter": "9", "agent": "6", "division": "4"}, [30, 20, 40]),
        ({"promoter": "6", "agent": "6", "division": "4"}, [0, 20, 40]),
        ({"promoter": "6", "agent": "9", "division": "4"}, [0, 20, 40]),
        ({"promoter": "6", "agent": "0", "division": "4"}, [60, 0, 0]),
        ({"agent": "6", "division": "4"}, [20, 40]),
        ({"promoter": "9"}, [90]),
    ],
)
def test_waterfall(rates: dict[str, str], paid: list[int]) -> None:
    """The first gets its gross and passes on what the next one gets: the nets are the first gross."""
    made = list(got(tree(Chain.WATERFALL, rates)).values())
    assert made == paid
    assert sum(made) == 10 * int(next(iter(rates.values())))


def test_additive() -> None:
    """Side by side: each its own, on top of the others."""
    assert list(got(tree(Chain.ADDITIVE, {"promoter": "4", "agent": "6"})).values()) == [40, 60]


def test_a_role_of_a_chain_is_taken_as_a_whole() -> None:
    """Two rules of the agent share what the chain leaves the agent, in proportion."""
    of = plan(
        pay(Rate.percent(4), "p", "promoter"),
        pay(Rate.percent(6), "a", "agent"),
        pay(Rate.percent(2), "b", "agent"),
        chains=[Composition(Chain.DIFFERENTIAL, TREE)],
    )
    assert got(of) == {"p": 40, "a": 30, "b": 10}
    accruals = {accrual.rule: accrual for _, accrual in assess(of, order(1_000), EVERYBODY).accruals}
    ticks = accruals["a"].terms.ticks
    assert accruals["a"].working.composed_from == 60 * ticks
    assert accruals["p"].working.composed_from is None


# Missing ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Chain.ADDITIVE, Chain.DIFFERENTIAL])
def test_roll_up_goes_to_the_next_active_party(kind: Chain) -> None:
    """The promoter is missing and the agent is not active: the division takes it; nobody above, and it lapses."""
    of = tree(kind, {"promoter": "4"}, missing=Missing.roll_up())
    asleep = Credits([Credit("agent", "A1", active=False), Credit("division", "D1")])
    [(_, accrual)] = assess(of, order(1_000), asleep).accruals
    assert (accrual.party, accrual.amount_minor, accrual.working.rolled_from) == ("D1", 40, "promoter")
    nobody = assess(of, order(1_000), Credits())
    assert nobody.residual == cny(1_000)
    assert why(nobody) == [("promoter", "no_party", "promoter")]


def test_roll_up_of_a_waterfall_goes_back_to_the_source() -> None:
    """In a waterfall the share of a missing one goes back to the one before it."""
    of = tree(Chain.WATERFALL, {"division": "4"}, missing=Missing.roll_up())
    assert booked(assess(of, order(1_000), Credits.single(promoter="P1", agent="A1"))) == {
        ("1", "division", "A1"): 40
    }


def test_roll_up_is_shared_as_the_role_above_is() -> None:
    """Two agents, of whom one has two thirds, take what the promoter left in that proportion."""
    of = tree(Chain.ADDITIVE, {"promoter": "4"}, missing=Missing.roll_up())
    agents = [Credit("agent", "A1", share=Rate.of("1/2")), Credit("agent", "A2", share=Rate.of("1/4"))]
    got_it = booked(assess(of, order(1_200), Credits(agents)))
    assert got_it == {("1", "promoter", "A1"): 32, ("1", "promoter", "A2"): 16}


def test_roll_up_without_a_chain_lapses() -> None:
    """The plan's way is for all rules; where a role stands in no chain there is nowhere to roll."""
    of = plan(share(), missing=Missing.roll_up())
    assert assess(of, order(1_000), Credits()).residual == cny(1_000)


def test_a_house_takes_what_is_left() -> None:
    """The open third goes to the house; a house that is credited, too, is paid once."""
    of = plan(share("9", missing=Missing.house("head_office")))
    two = Credits([Credit("leader", "L1", share=Rate.of("2/3"))])
    assert booked(assess(of, order(1_000), two)) == {
        ("1", "base", "L1"): 60,
        ("1", "base", "head_office"): 30,
    }
    same = Credits([Credit("leader", "head_office", share=Rate.of("2/3"))])
    [(_, accrual)] = assess(of, order(1_000), same).accruals
    assert accrual.amount_minor == 90
    assert accrual.working.share == 1


def test_a_share_that_lapses_stays_with_the_store() -> None:
    """Half of the leader's share is nobody's, or of one who is not active: the store keeps it."""
    halves = [
        Credit("leader", "L1", share=Rate.of("1/2")),
        Credit("leader", "L2", share=Rate.of("1/2"), active=False),
    ]
    for credited in (halves, halves[:1]):
        sold = assess(plan(share()), order(1_000), Credits(credited))
        assert (sold.earned_by("L1"), sold.residual) == (cny(40), cny(960))


def test_a_rule_has_its_own_way() -> None:
    """A rule's way when nobody is there counts before the plan's."""
    of = plan(
        share("5", "one"), share("8", "two", missing=Missing.lapse()), missing=Missing.house("head_office")
    )
    assert booked(assess(of, order(1_000), Credits())) == {("1", "one", "head_office"): 50}


def test_compositions_in_words() -> None:
    """A chain says how it shares, and in which order."""
    assert Composition(Chain.WATERFALL, TREE).text == "waterfall: promoter, agent, division"
    assert Composition(Chain.WATERFALL, TREE).roles[0] == Role("promoter")


BAD: dict[str, Bad] = {
    "one role": (lambda: Composition(Chain.ADDITIVE, ("leader",)), InvalidPlanError, "two or more roles", "至少两个角色"),
    "a role twice": (lambda: Composition(Chain.ADDITIVE, ("leader", "leader")), InvalidPlanError, "each once", "各出现一次"),
    "a kind that is a word": (lambda: Composition("differential", TREE), InvalidPlanError, "chain, way to share", "类型"),  # type: ignore[arg-type]  # a word
    "two chains": (
        lambda: plan(share(), chains=[Composition(Chain.ADDITIVE, TREE)] * 2),
        InvalidPlanError, "a role in two chains", "两条链",
    ),
    "the residual party": (
        lambda: plan(share(), chains=[Composition(Chain.ADDITIVE, ("leader", "store"))]),
        InvalidPlanError, "the residual party stands in a chain", "承接余额",
    ),
    "85: resting on a role of the same chain": (
        lambda: plan(
            pay(Rate.percent(1), "a", "agent"),
            pay(Rate.percent(1), "p", "promoter", base=Base.of_role(Role("agent"))),
            chains=[Composition(Chain.DIFFERENTIAL, TREE)],
        ),
        PlanCycleError, "in a circle: p, a", "形成循环",
    ),
    "resting on a rival": (
        lambda: plan(share("1", "a", group="g"), share("1", "b", group="g", base=Base.of_rule("a")), stacking={"g": Stacking.BEST}),
        PlanCycleError, "in a circle: b, a", "形成循环",
    ),
    "replacing in a circle": (
        lambda: plan(share("1", "a", replaces="b"), share("1", "b", replaces="a")),
        PlanCycleError, "in a circle: a, b, a", "形成循环",
    ),
    "replacing itself": (lambda: share(replaces="base"), InvalidPlanError, "names itself", "引用了自身"),
    "replacing nothing": (lambda: plan(share(replaces="bass")), UnknownRuleError, "bass, which is not in the plan", "bass"),
    "a way that is a word": (lambda: plan(share(), stacking={"": "best"}), InvalidPlanError, "plan, way to stack", "类型"),
    "a group of nobody": (lambda: plan(share(), stacking={"g": Stacking.BEST}), InvalidPlanError, "no rule is in this group (g)", "该组"),
    "a house without a name": (lambda: Missing(MissingWay.HOUSE), InvalidPlanError, "house names a party", "承接方"),
    "lapsing to somebody": (lambda: Missing(MissingWay.LAPSE, "L1"), InvalidPlanError, "the others none (L1)", "承接方"),  # type: ignore[arg-type]  # a plain id
    "a missing way that is a word": (lambda: Missing("lapse"), InvalidPlanError, "missing, way", "类型"),  # type: ignore[arg-type]  # a word
    "a house with a slash": (lambda: Missing.house("a/b"), InvalidIdError, "a/b", "a/b"),
    "rolling up nowhere": (lambda: plan(share(missing=Missing.roll_up())), InvalidPlanError, "its role is in no chain", "不在任何链中"),
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_what_no_composition_can_be(bad: Bad) -> None:
    """What rules and roles cannot be to each other is refused."""
    check_refused(bad)
