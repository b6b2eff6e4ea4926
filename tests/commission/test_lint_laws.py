"""What always holds of lint: what it says is so, on any plan and any order; what it proves, the engine shows."""

from datetime import datetime
from fractions import Fraction

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from communekit.commission import (
    ALWAYS,
    Assessment,
    Base,
    Bound,
    Condition,
    Measure,
    Override,
    Plan,
    Rule,
    Stacking,
    TierMode,
    Tiers,
    assess,
    leader,
    line,
)
from communekit.commission.condition import answer
from communekit.commission.condition import tests_of as asked_in
from communekit.commission.lint import Finding, lint
from communekit.commission.lint.domain import answers_to, classes_of, fact_of
from communekit.commission.lint.rulebook import Rulebook
from communekit.commission.lint.space import Space
from communekit.commission.lint.witness import borne, witness_of
from communekit.errors import CommunekitError
from communekit.money import CNY, Money, Rate
from communekit.orders import Credits, Line, Order, Product, Value
from communekit.parties import Role
from communekit.period import Window
from communekit.testing.condition import conditions
from communekit.testing.order import Sale, sales
from communekit.testing.plan import keeping, plans
from communekit.testing.rule import tables

WINDOW = Window.parse("2026-01-01T00:00:00Z/..")
cny = Money.cny


def found(plan: Plan, code: str) -> list[Finding]:
    """Return the findings with a code."""
    return [finding for finding in lint(plan) if finding.code == f"lint.{code}"]


def assessed(plan: Plan, sale: Sale) -> Assessment | None:
    """Assess as if somebody bore what is promised too much; None where the engine refuses."""
    try:
        return assess(borne(plan), *sale)
    except CommunekitError:
        return None


# Any plan --------------------------------------------------------------------------------------------------


@given(plan=plans())
def test_lint_says_the_same_of_the_same_plan_in_both_languages(plan: Plan) -> None:
    """Whatever a plan states, lint returns sentences and plain data, and the same ones again."""
    once = lint(plan, limit=Rate.percent("30"))
    assert once == lint(plan, limit=Rate.percent("30"))
    for finding in once:
        assert finding.text("en")
        assert finding.text("zh")
        assert "{" not in finding.text("zh")


@given(plan=plans(rules_max=3), sold=st.lists(sales(), min_size=1, max_size=2))
def test_dead_and_shadowed_rules_never_pay(plan: Plan, sold: list[Sale]) -> None:
    """On no line does a rule apply that is dead, or pay that is shadowed."""
    dead = {finding.data["rule"] for finding in found(plan, "dead_rule")}
    shadowed = {finding.data["rule"] for finding in found(plan, "shadowed_rule")}
    stated_once = {
        rule.id for rule in plan.every_rule if [one.id for one in plan.every_rule].count(rule.id) == 1
    }
    for sale in sold:
        result = assessed(plan, sale)
        for one in () if result is None else result.lines:
            applied = {str(clause.rule.id) for clauses in one.decision.generations for clause in clauses}
            applied.update(lost.rule for lost in one.lost)
            assert not dead & stated_once & applied
            assert not shadowed & stated_once & {accrual.rule for accrual in one.accruals}


@given(plan=plans(rules_max=3, tiers=False))
def test_a_rule_that_is_not_dead_has_an_order_to_which_it_applies(plan: Plan) -> None:
    """What is alive is shown alive: an order made of its facts is one to which the engine applies the rule."""
    for variant in Rulebook.of(plan).every:
        wheres = () if variant.where is None else (variant.where,)
        space = Space((variant.rule.when, *wheres, *variant.unless), plan)
        mask = space.yes(variant.rule.when)
        for where in wheres:
            mask &= space.yes(where)
        for earlier in variant.unless:
            mask &= ~space.yes(earlier)
        if not mask:
            continue
        facts = space.values(mask)
        amount = facts.pop(("line", "paid"), None)
        paid = amount.value.minor if amount is not None and isinstance(amount.value, Money) else 1_000
        witness = witness_of(plan, facts, paid, [variant.clause])
        assert witness is not None
        (one,) = witness.assessed(plan).lines
        applied = {clause.rule for clauses in one.decision.generations for clause in clauses}
        lost = {each.rule for each in one.decision.lost}
        assert variant.rule in applied or variant.rule.id in lost


# Conditions ------------------------------------------------------------------------------------------------


def values() -> st.SearchStrategy[Value | None]:
    """Draw a value of any kind that a fact may have."""
    words = st.sampled_from(("fresh", "fresh/veg", "fresh/veg/leaf", "freshly", "super", "x", "live", ""))
    return st.one_of(
        st.none(),
        words,
        st.integers(-5, 20),
        st.fractions(-5, 20, max_denominator=4),
        st.booleans(),
        st.integers(-10, 5_000).map(
            lambda minor: Money.of(str(minor), "JPY") if minor % 5 == 0 else cny(str(minor))
        ),
        st.fractions(0, 1, max_denominator=9).map(Rate),
        st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)).map(lambda at: at.astimezone()),  # noqa: DTZ001 - made aware
        st.lists(words.filter(bool), max_size=3, unique=True).map(tuple),
    )


@st.composite
def asked(draw: st.DrawFn) -> Condition:
    """Draw questions about one open fact."""
    fact = line.open_fact
    atoms = st.one_of(
        st.sampled_from(("fresh", "fresh/veg", "x")).map(fact.under),
        st.sampled_from(("fresh", "super", "x")).map(lambda word: fact == word),
        st.sampled_from((("fresh", "live"), ("x",))).map(lambda some: fact.in_(*some)),
        st.sampled_from(("gift", "x", "live")).map(fact.has),
        st.integers(-2, 10).map(lambda number: fact >= number),
        st.fractions(-2, 10, max_denominator=3).map(lambda number: fact < number),
        st.integers(0, 20).map(lambda number: fact > cny(str(number))),
        st.sampled_from(("1/3", "1/2")).map(lambda share: fact <= Rate.of(share)),
        st.booleans().map(lambda said: fact == said),
        st.just(fact.known()),
    )
    one, two = draw(atoms), draw(atoms)
    choices: tuple[Condition, ...] = (one, one & two, one | two, ~one & two)
    return draw(st.sampled_from(choices))


@given(condition=asked(), value=values())
def test_every_value_is_of_a_class(condition: Condition, value: Value | None) -> None:
    """Whatever a host hands in answers the questions as one of the classes does: the search leaves nothing out."""
    tests = tuple(dict.fromkeys(asked_in(condition)))
    plan = Plan("p", 1, "CNY", residual=Role.STORE, rules=[Rule("r", Role.LEADER, Rate.percent("1"))])
    classes = classes_of(("line", "open_fact"), tests, plan)
    assert classes is not None
    assert answers_to(tests, value) in {a_class.answers for a_class in classes}


@given(condition=conditions() | asked(), other=conditions())
def test_masks_answer_as_conditions_do(condition: Condition, other: Condition) -> None:
    """A condition answered for all combinations at once is the condition answered for each of them."""
    plan = Plan("p", 1, "CNY", residual=Role.STORE, rules=[Rule("r", Role.LEADER, Rate.percent("1"))])
    both = condition & ~other
    space = Space((both,), plan)
    assume(space.is_decidable)
    yes, no = space.answers(both)
    assert not yes & no
    for place in range(space.size) if space.size <= 200 else range(0, space.size, space.size // 100):
        facts = space.values(1 << place)
        answers = {test: test.answer(facts[fact_of(test)].value) for test in asked_in(both)}
        said = answer(both, answers)
        assert bool(yes >> place & 1) == (said is True)
        assert bool(no >> place & 1) == (said is False)


# Bounds and overrides --------------------------------------------------------------------------------------


@given(
    plan=plans(bounded=False, rules_max=3, tiers=False),
    sale=sales(),
    cap=st.integers(0, 100).map(Rate.percent) | st.integers(0, 300).map(lambda minor: Money(minor, CNY)),
    per=st.sampled_from(("line", "order")),
)
def test_taking_out_an_idle_bound_changes_nothing(
    plan: Plan, sale: Sale, cap: Rate | Money, per: str
) -> None:
    """A bound that never has an effect has none."""
    bound = Bound(role=plan.rules[0].pays, per=per, at_most=cap)
    overrides = [
        attrs.evolve(one, rules=[keeping(rule, [bound], set()) for rule in one.rules])
        for one in plan.overrides
    ]
    bounded = attrs.evolve(plan, bounds=[bound], overrides=overrides)
    if found(bounded, "idle_bound"):
        free = attrs.evolve(bounded, bounds=())
        assert paid_by(assessed(bounded, sale)) == paid_by(assessed(free, sale))


@given(plan=plans(bounded=False, rules_max=3), sale=sales(), same=st.booleans())
def test_taking_out_an_idle_override_changes_nothing(plan: Plan, sale: Sale, same: bool) -> None:
    """An override that changes nothing can go."""
    if same:
        plan = attrs.evolve(plan, overrides=(*plan.overrides, Override(stores="S1", rules=plan.rules[:1])))
    idle = {(finding.data["override"], finding.data["rule"]) for finding in found(plan, "idle_override")}
    kept = [
        override
        for number, override in enumerate(plan.overrides, 1)
        if {(str(number), rule) for rule in override.replaced} - idle
    ]
    without = attrs.evolve(plan, overrides=kept)
    assert paid_by(assessed(plan, sale)) == paid_by(assessed(without, sale))


def paid_by(result: Assessment | None) -> list[tuple[str, str, Fraction]]:
    """Return who is paid what by which rule."""
    paid = () if result is None else result.accruals
    return sorted((one.rule, one.party, one.exact_minor) for _, one in paid)


# Earning more ----------------------------------------------------------------------------------------------


@given(table=tables(monotone=True))
def test_tables_whose_rates_only_rise_are_never_found_fault_with(table: Tiers) -> None:
    """Where every tier pays at least the rate of the one below it, earning more never pays less."""
    assume(not _falls_by_units(table))
    plan = Plan("p", 1, "CNY", residual=Role.STORE, rules=[Rule("steps", Role.LEADER, table)])
    assert not found(plan, "earning_more_pays_less")
    assert not found(plan, "higher_tier_pays_less")


def _falls_by_units(table: Tiers) -> bool:
    rates = [0 if step.per_unit is None else step.per_unit.minor for step in table.steps]
    return rates != sorted(rates) or any(step.block for step in table.steps)


@given(table=tables())
def test_the_engine_pays_what_a_falling_table_is_shown_to_pay(table: Tiers) -> None:
    """The witness of a falling table is confirmed by the engine: more measured, less paid."""
    assume(table.measure.total in ("paid", "listed", "net", "margin", "quantity"))
    rule = Rule(
        "steps", Role.LEADER, table, base=Base(table.measure.total) if table.measure.is_money else Base.PAID
    )
    plan = Plan("p", 1, "CNY", residual=Role.STORE, rules=[rule])
    for finding in found(plan, "earning_more_pays_less"):
        before, after = (
            earned_at(plan, str(finding.data[name]), units=not table.measure.is_money)
            for name in ("start", "to")
        )
        assert after < before


@given(share=st.integers(0, 30), other=st.integers(0, 30), table=tables(mode=TierMode.VOLUME))
def test_the_engine_pays_less_in_the_tier_that_is_shown_to(share: int, other: int, table: Tiers) -> None:
    """Where units pick the tier and money is paid on: the same amount, one unit more, less paid."""
    steps = (0, Rate.percent(share)), (3, Rate.percent(other))
    by_units = Tiers.of(TierMode.VOLUME, Measure("quantity", per="line"), *steps, begins=table.begins)
    plan = Plan("p", 1, "CNY", residual=Role.STORE, rules=[Rule("steps", Role.LEADER, by_units)])
    shown = found(plan, "higher_tier_pays_less")
    assert bool(shown) == (other < share)
    for finding in shown:
        paid = str(finding.data["amount"])
        before, after = (
            earned_at(plan, str(finding.data[name]), units=True, paid=paid) for name in ("start", "to")
        )
        assert after < before


def earned_at(plan: Plan, measured: str, *, units: bool, paid: str = "10.00") -> Fraction:
    """Return what the engine pays a leader on a line of so many units, or of such an amount, in an empty period."""
    quantity = Fraction(measured) if units else Fraction(1)
    sold = Line("1", Product("P"), quantity, cny(paid if units else measured), tax=cny("0"), cost=cny("0"))
    order = Order("O1", "S1", [sold], WINDOW.start, WINDOW.start, about={"leader": {"team": "T1"}})
    return sum(
        (one.exact_minor for _, one in assess(borne(plan), order, Credits.single(leader="L1")).accruals),
        Fraction(0),
    )


@st.composite
def banded_plans(draw: st.DrawFn) -> Plan:
    """Draw a plan whose rules for a leader depend on the amount of the line, with every kind of stacking."""
    rules: list[Rule] = []
    for number in range(draw(st.integers(1, 4))):
        when: Condition = ALWAYS
        for part in draw(st.lists(st.sampled_from(_BANDS), max_size=2)):
            when &= part
        share = draw(st.integers(0, 12))
        rate: Rate | Tiers = Rate.percent(share)
        if draw(st.integers(0, 3)) == 0:
            steps = (cny("0"), Rate.percent(share)), (cny("5"), Rate.percent(draw(st.integers(0, 12))))
            rate = Tiers.of(TierMode.VOLUME, Measure("paid", per="line"), *steps)
        replaces = tuple(rule.id for rule in rules if draw(st.integers(0, 4)) == 0)
        group = draw(st.sampled_from(("", "x")))
        rules.append(Rule(f"r{number}", Role.LEADER, rate, when=when, group=group, replaces=replaces))
    groups = {rule.group for rule in rules}
    stacking = {group: draw(st.sampled_from(Stacking)) for group in sorted(groups)}
    bounds = draw(st.sampled_from(((), (Bound(role=Role.LEADER, per="line", at_most=Rate.percent("7")),))))
    return Plan("p", 1, "CNY", residual=Role.STORE, rules=rules, stacking=stacking, bounds=bounds)


_BANDS = (
    line.paid >= cny("3.00"),
    line.paid > cny("6.00"),
    line.paid < cny("3.00"),
    line.paid <= cny("6.00"),
    ~(line.paid == cny("4.00")),
    leader.grade == "super",
)


@given(
    plan=banded_plans(),
    small=st.integers(0, 1_000),
    more=st.integers(1, 400),
    grade=st.sampled_from(("super", "x")),
)
def test_monotone(plan: Plan, small: int, more: int, grade: str) -> None:
    """A higher amount never lowers a payee's amount, unless the plan says so, and then lint has said it first."""
    earned = []
    for minor in (small, small + more):
        sold = Line("1", Product("P"), 1, Money(minor, plan.currency))
        order = Order("O1", "S1", [sold], WINDOW.start, WINDOW.start, about={"leader": {"grade": grade}})
        result = assess(plan, order, Credits.single(leader="L1"))
        earned.append(sum((one.exact_minor for _, one in result.accruals), Fraction(0)))
    if earned[1] < earned[0]:
        said = {finding.code for finding in lint(plan)}
        assert said & {"lint.earning_more_pays_less", "lint.larger_line_pays_less"}


@given(plan=banded_plans())
def test_a_band_is_found_only_where_the_engine_pays_less(plan: Plan) -> None:
    """What is shown of two lines is what the engine pays on them."""
    for finding in found(plan, "larger_line_pays_less"):
        earned = []
        for name in ("start", "to"):
            facts = finding.data["facts"]
            assert isinstance(facts, dict)
            about = {"leader": {"grade": facts["leader.grade"] or "x"}} if "leader.grade" in facts else {}
            sold = Line.of("1", "P", str(finding.data[name]))
            order = Order("O1", "S1", [sold], WINDOW.start, WINDOW.start, about=about)
            result = assess(plan, order, Credits.single(leader="L1"))
            earned.append(sum((one.exact_minor for _, one in result.accruals), Fraction(0)))
        assert earned[1] < earned[0]
