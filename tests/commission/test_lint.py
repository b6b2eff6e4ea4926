"""What lint finds in a plan: each finding on a plan that has it, and on the nearest one that has not."""

import json
import string

import attrs
import pytest

from communekit.commission import (
    ALWAYS,
    Base,
    Bound,
    Chain,
    Composition,
    Condition,
    Enrolment,
    Fact,
    Flat,
    Measure,
    Override,
    Plan,
    Rule,
    Stacking,
    Tax,
    Tier,
    TierMode,
    Tiers,
    assess,
    leader,
    line,
    member,
    order,
)
from communekit.commission.lint import Finding, Severity, lint
from communekit.commission.lint.texts import TEXTS, WORDS
from communekit.money import Money, Rate
from communekit.orders import Credits, Line, Order
from communekit.parties import Role
from communekit.period import Window

WINDOW = Window.parse("2026-01-01T00:00:00Z/..")
cny = Money.cny
percent = Rate.percent


def plan_of(*rules: Rule, **others: object) -> Plan:
    """Return a plan of the store's with a window, so that nothing but its rules can be found fault with."""
    given = {"effective": WINDOW, "residual": Role.STORE, **others}
    return Plan("basket", 1, "CNY", rules=rules, **given)  # type: ignore[arg-type]  # any fields of a plan


def paid(rule_id: str, role: Role = Role.LEADER, share: str = "5", **others: object) -> Rule:
    """Return a rule that pays a share."""
    return Rule(rule_id, role, percent(share), **others)  # type: ignore[arg-type]  # any fields of a rule


def codes(plan: Plan, *, limit: Rate | None = None) -> list[str]:
    """Return the codes of all findings."""
    return [finding.code.removeprefix("lint.") for finding in lint(plan, limit=limit)]


def only(plan: Plan, code: str) -> Finding:
    """Return the one finding with a code."""
    (finding,) = [finding for finding in lint(plan) if finding.code == f"lint.{code}"]
    return finding


def volume(*shares: str, per: str = "line", period: str = "", total: str = "paid") -> Tiers:
    """Return a table of whole amounts at the rate reached, a tier every 100.00 or every 10."""
    step = (lambda place: cny(f"{place * 100}")) if total == "paid" else (lambda place: place * 10)
    steps = [(step(place), percent(share)) for place, share in enumerate(shares)]
    return Tiers.of(TierMode.VOLUME, Measure(total, per=per, period=period), *steps)


BASE = paid("base", share="8")
GROWERS = paid("growers", Role.SUPPLIER, "62")


def test_a_sound_plan_has_no_findings() -> None:
    """A plan of shares with a window, within what there is, gives an empty tuple."""
    sound = plan_of(
        BASE,
        paid("fresh", when=line.category.under("fresh"), replaces="base"),
        GROWERS,
        paid("sponsor", Role.SPONSOR, "10", base=Base.of_rule("base")),
        bounds=[Bound(role=Role.LEADER, per="order", at_most=cny("50.00"))],
    )
    assert lint(sound, limit=percent("80")) == ()


def test_a_plan_without_a_window_is_noted() -> None:
    """Nothing says from when on such a plan was promised."""
    assert codes(plan_of(BASE, effective=None)) == ["no_window"]


# Conditions ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "when",
    [
        (line.paid >= cny("10.00")) & (line.paid < cny("10.00")),
        (line.category == "fresh") & (line.category == "dry"),
        line.category.under("fresh/veg") & ~line.category.under("fresh"),
        line.tags.has("gift") & ~line.tags.has("gift"),
        line.paid >= 10,
        line.paid <= Money.of("10.00", "USD"),
        line.quantity <= 0,
        ~line.product.known(),
        (leader.grade == "super") & ~leader.grade.known(),
        (line.organic == True) & (line.organic == 1),  # noqa: E712 - a condition
        (member.id == "M1") & (order.member == "M2"),
        line.category == "fresh//veg",
        order.placed_at < WINDOW.start,
    ],
    ids=repr,
)
def test_a_rule_that_no_line_can_meet_is_dead(when: Condition) -> None:
    """Contradictions, kinds that do not fit, values that cannot be: found by looking at every class of facts."""
    assert "dead_rule" in codes(plan_of(BASE, paid("dead", Role.HOST, when=when)))


@pytest.mark.parametrize(
    "when",
    [
        (line.paid >= cny("10.00")) & (line.paid <= cny("10.00")),
        (line.paid > cny("10.00")) & (line.paid < cny("10.02")),
        line.category.under("fresh") & ~line.category.under("fresh/veg"),
        line.tags.has("gift") & ~line.tags.has("tea"),
        line.tags.has("gift") & line.tags.has("tea"),
        (line.quantity > 1) & (line.quantity < 2),
        ~leader.grade.known(),
        (leader.grade != "super") & (leader.grade != "gold"),
        order.placed_at <= WINDOW.start,
        line.category == "",
        Fact("courier", "id") == "C1",
    ],
    ids=repr,
)
def test_a_rule_that_some_line_can_meet_is_not_dead(when: Condition) -> None:
    """Both sides of each edge: one value between two bounds keeps a rule alive."""
    assert "dead_rule" not in codes(plan_of(BASE, paid("alive", Role.HOST, when=when)))


def test_one_minor_unit_between_two_bounds_is_not_two() -> None:
    """Amounts are whole minor units: nothing lies between 10.00 and 10.01."""
    when = (line.paid > cny("10.00")) & (line.paid < cny("10.01"))
    assert "dead_rule" in codes(plan_of(BASE, paid("dead", Role.HOST, when=when)))


def test_a_question_that_cannot_be_answered_is_shown() -> None:
    """An amount asked as a number is unknown for ever, whatever the host hands in."""
    found = only(plan_of(paid("large", when=line.paid >= 10)), "unanswerable")
    assert found.data["fact"] == "line.paid"
    assert "unanswerable" not in codes(plan_of(paid("large", when=line.paid >= cny("10"))))


@pytest.mark.parametrize(
    ("fact", "meant"),
    [
        (line.catagory, "line.category"),
        (line.tag, "line.tags"),
        (order.placed, "order.placed_at"),
        (order.category, "line.category"),
        (line.store, "order.store"),
        (Fact("leaders", "grade"), "leader.grade"),
        (Fact("lien", "category"), "line.category"),
    ],
    ids=repr,
)
def test_a_misspelt_fact_is_shown_with_the_one_meant(fact: Fact, meant: str) -> None:
    """An open fact close to a built-in one, or one of another subject, would silently never be there."""
    assert only(plan_of(paid("odd", when=fact == "x")), "misspelt_fact").data["meant"] == meant


@pytest.mark.parametrize(
    "fact", [line.organic, line.origin, line.skin, order.campaign, leader.grade, Fact("host", "level")]
)
def test_the_hosts_own_facts_are_welcome(fact: Fact) -> None:
    """An open fact that resembles nothing built in is the host's own."""
    rules = (paid("odd", when=fact == "x"), paid("live", Role.HOST))
    assert "misspelt_fact" not in codes(plan_of(*rules))


# Rules of a role -------------------------------------------------------------------------------------------

FRESH = paid("fresh", when=line.category.under("fresh"))
VEG = paid("veg", when=line.category.under("fresh/veg"))
LIVE = paid("live", when=line.channel == "live")


def test_rules_on_the_same_fact_that_add_up_are_noted() -> None:
    """Of "fresh" and "fresh/veg" a reader expects one; both are paid unless one replaces the other."""
    found = only(plan_of(BASE, FRESH, VEG), "overlap")
    assert found.data["rules"] == ["fresh", "veg"]
    assert found.severity is Severity.NOTE
    assert "overlap" not in codes(plan_of(BASE, FRESH, attrs.evolve(VEG, replaces=("fresh",))))


def test_rules_on_different_facts_add_up_without_a_word() -> None:
    """A bonus for a live sale on top of one for fresh goods is what it says."""
    assert codes(plan_of(BASE, FRESH, LIVE)) == []


def test_the_order_of_rules_that_cross_under_first_is_noted() -> None:
    """Where neither rule covers the other, which is stated first decides."""
    crossing = [attrs.evolve(rule, group="x") for rule in (FRESH, LIVE)]
    found = only(plan_of(*crossing, BASE, stacking={"x": Stacking.FIRST}), "overlap_order")
    assert found.data["facts"] == {"line.category": "fresh/other", "line.channel": "live"}
    fallback = [attrs.evolve(rule, group="x") for rule in (FRESH, BASE)]
    assert codes(plan_of(*fallback, stacking={"x": Stacking.FIRST})) == []


@pytest.mark.parametrize(
    ("rules", "stacking", "reason"),
    [
        ((attrs.evolve(BASE, group="x"), attrs.evolve(FRESH, group="x")), {"x": Stacking.FIRST}, "first"),
        ((attrs.evolve(BASE, group="x"), FRESH), {"x": Stacking.EXCLUSIVE}, "exclusive"),
        ((FRESH, attrs.evolve(BASE, replaces=("fresh",))), {}, "replaced"),
        ((attrs.evolve(BASE, group="x"), attrs.evolve(FRESH, group="x")), {"x": Stacking.BEST}, "best"),
    ],
)
def test_a_rule_that_never_gets_its_turn_is_shadowed(
    rules: tuple[Rule, ...], stacking: dict[str, Stacking], reason: str
) -> None:
    """Behind a rule that always comes first, is alone, replaces it, or pays more, a rule never pays."""
    found = only(plan_of(*rules, stacking=stacking), "shadowed_rule")
    assert (found.data["rule"], found.data["winners"], found.data["reason"]) == ("fresh", ["base"], reason)


def test_a_rule_of_another_role_can_shadow_one() -> None:
    """What a host's rule replaces wherever it applies is never paid to the leader."""
    host = paid("host", Role.HOST, "9", replaces="base")
    assert only(plan_of(BASE, host), "shadowed_rule").data["winners"] == ["host"]
    assert "shadowed_rule" not in codes(plan_of(BASE, attrs.evolve(host, when=line.channel == "live")))


def test_a_rule_that_sometimes_gets_its_turn_is_not_shadowed() -> None:
    """Stated first, the narrower rule wins where it applies, and the wider one everywhere else."""
    rules = (attrs.evolve(FRESH, group="x"), attrs.evolve(BASE, group="x"))
    assert "shadowed_rule" not in codes(plan_of(*rules, stacking={"x": Stacking.FIRST}))


def test_two_rules_together_can_shadow_a_third() -> None:
    """What neither winner covers alone they may cover together."""
    rules = [
        attrs.evolve(paid("a", when=line.paid < cny("10")), group="x"),
        attrs.evolve(paid("b", when=line.paid >= cny("10")), group="x"),
        attrs.evolve(paid("c"), group="x"),
    ]
    assert only(plan_of(*rules, stacking={"x": Stacking.FIRST}), "shadowed_rule").data["winners"] == [
        "a",
        "b",
    ]


def test_a_role_that_earns_nothing_somewhere_is_noted_with_an_example() -> None:
    """Conditions that leave a gap are shown with facts that fall into it; complete ones are not."""
    found = only(plan_of(FRESH), "gap")
    assert found.data["facts"] == {"line.category": "other"}
    rest = paid("rest", when=~line.category.under("fresh"))
    assert codes(plan_of(FRESH, rest)) == []


def test_a_gap_where_a_fact_is_not_said() -> None:
    """A condition and its opposite leave out the lines on which nobody knows: unknown is neither."""
    grade = leader.grade == "super"
    found = only(plan_of(paid("super", when=grade), paid("plain", when=~grade)), "gap")
    assert found.data["facts"] == {"leader.grade": None}
    assert "not said" in found.text()
    assert "未提供" in found.text("zh_CN")


def test_a_base_that_is_never_paid_is_shown() -> None:
    """A share of a rule that is always replaced, or of a role that no rule pays, is a share of nothing."""
    new = paid("new", share="9", replaces="base")
    sponsor = paid("sponsor", Role.SPONSOR, "10", base=Base.of_rule("base"))
    assert only(plan_of(BASE, new, sponsor), "rests_on_nothing").data["rule"] == "sponsor"
    assert "rests_on_nothing" not in codes(
        plan_of(BASE, attrs.evolve(new, when=line.channel == "live"), sponsor)
    )
    of_host = paid("sponsor", Role.SPONSOR, "10", base=Base.of_role(Role.HOST))
    assert "rests_on_nothing" in codes(plan_of(BASE, of_host))


def test_a_base_that_is_never_paid_together_is_shown() -> None:
    """Two rules that never apply to the same line do not rest on each other."""
    fresh = attrs.evolve(FRESH, id="fresh")
    rest = paid("on_dry", Role.SPONSOR, base=Base.of_rule("fresh"), when=line.category.under("dry"))
    assert "rests_on_nothing" in codes(plan_of(BASE, fresh, rest))


def test_a_group_without_stacking_is_noted() -> None:
    """Rules of a named group add up like all others unless the plan says how they stack."""
    rules = (attrs.evolve(BASE, group="x"), attrs.evolve(LIVE, group="x"))
    assert only(plan_of(*rules), "unstated_stacking").data["rules"] == ["base", "live"]
    assert codes(plan_of(*rules, stacking={"x": Stacking.SUM})) == []


def test_what_is_too_large_to_look_at_is_said_not_guessed() -> None:
    """Beyond the bound a check says that it has not decided."""
    many = ALWAYS
    for number in range(9):
        many &= (Fact("line", f"a{number}") == "x") | (Fact("line", f"a{number}") == "y")
    found = [
        finding.data["check"]
        for finding in lint(plan_of(paid("many", when=many)))
        if "combinations" in finding.data
    ]
    assert found == ["rule_check", "role_check", "worst_case"]


def test_words_of_a_set_are_told_apart_up_to_a_bound() -> None:
    """Twelve tags have 4,096 subsets that are looked at; of thirteen nothing is said."""

    def tagged(count: int) -> Plan:
        every = ALWAYS
        for number in range(count):
            every &= line.tags.has(f"t{number}")
        return plan_of(BASE, paid("tagged", Role.HOST, when=every & ~line.tags.has("t0")))

    assert "dead_rule" in codes(tagged(12))
    assert "not_decided" in codes(tagged(13))
    assert "dead_rule" not in codes(tagged(13))


def test_more_rules_than_are_compared_are_said_not_guessed() -> None:
    """Four hundred rules of a role are compared pair by pair; with one more a note says that they are not."""

    def many(count: int) -> list[str]:
        rules = [paid(f"r{number}", when=line.product == f"P{number}") for number in range(count)]
        return [
            str(found.data["check"]) for found in lint(plan_of(*rules)) if found.code == "lint.not_decided"
        ]

    assert many(400) == []
    assert many(401) == ["pairs_check"]


def test_what_a_base_or_an_override_rests_on_may_be_too_much_to_look_at() -> None:
    """Each check says for itself what it has not decided."""
    many = ALWAYS
    for number in range(9):
        many &= (Fact("line", f"a{number}") == "x") | (Fact("line", f"a{number}") == "y")
    sponsor = paid("sponsor", Role.SPONSOR, base=Base.of_rule("base"))
    override = Override(stores="S1", rules=[paid("base", share="9", when=many)])
    plan = plan_of(attrs.evolve(BASE, when=many & (line.paid > cny("1"))), sponsor, overrides=[override])
    checks = {str(found.data["check"]) for found in lint(plan) if found.code == "lint.not_decided"}
    assert checks == {"rule_check", "role_check", "base_check", "override_check", "bands_check", "worst_case"}


# Overrides -------------------------------------------------------------------------------------------------


def test_an_override_that_changes_nothing_is_shown() -> None:
    """Stating the rule as it is, or dropping what is not there, has no effect."""
    same = plan_of(BASE, overrides=[Override(stores="S1", rules=[BASE])])
    assert only(same, "idle_override").data["reason"] == "same"
    extra = Override(stores="S1", rules=[paid("extra", Role.HOST)])
    drops = plan_of(BASE, overrides=[extra, Override(stores="S1", drops="extra")])
    assert only(drops, "idle_override").data["reason"] == "drops_nothing"
    assert codes(plan_of(BASE, overrides=[Override(stores="S1", rules=[paid("base", share="9")])])) == []


def test_a_drop_of_what_a_later_override_states_has_an_effect() -> None:
    """The first override that holds counts, also where it takes a rule away that a later one would add."""
    drop = Override(leaders="L1", drops="extra")
    plan = plan_of(BASE, overrides=[drop, Override(stores="S1", rules=[paid("extra", Role.HOST)])])
    assert "idle_override" not in codes(plan)


def test_an_override_behind_a_wider_one_is_shown() -> None:
    """The first override that holds counts: a narrower one after it never stands."""
    wide, narrow = (paid("base", share=share) for share in ("9", "7"))
    behind = [Override(stores="S1", rules=[wide]), Override(stores="S1", leaders="L1", rules=[narrow])]
    assert only(plan_of(BASE, overrides=behind), "idle_override").data["reason"] == "never"
    assert "idle_override" not in codes(plan_of(BASE, overrides=behind[::-1]))


def test_an_override_that_keeps_a_later_one_off_is_not_idle() -> None:
    """Stating the plan's own rule for a leader shields him from the store's override."""
    shield = [Override(leaders="L1", rules=[BASE]), Override(stores="S1", rules=[paid("base", share="9")])]
    assert "idle_override" not in codes(plan_of(BASE, overrides=shield))


# Tables ----------------------------------------------------------------------------------------------------


def test_a_total_that_pays_less_when_it_grows_is_shown() -> None:
    """16 units cost less than 15 (Lago's volume table): here 100.00 earns less than 99.99."""
    found = only(plan_of(Rule("steps", Role.LEADER, volume("10", "5"))), "earning_more_pays_less")
    assert (found.data["start"], found.data["to"]) == ("99.99", "100.00")
    assert (found.data["before"], found.data["after"]) == ("9.99", "5.00")
    for rising in (("5", "10"), ("0", "0"), ("0", "5")):
        assert codes(plan_of(Rule("steps", Role.LEADER, volume(*rising)))) == []


def test_a_small_fall_shows_only_where_the_next_unit_does_not_make_up_for_it() -> None:
    """The edge: one minor unit more earns as much as the rate falls by."""
    measure = Measure("quantity", per="line")
    table = Tiers(TierMode.VOLUME, measure, [Tier(0, per_unit=cny("1.00")), Tier(10, per_unit=cny("0.90"))])
    assert codes(plan_of(Rule("units", Role.LEADER, table))) == ["earning_more_pays_less", "break_even"]
    # Nine and a bit units earn 9.99 at most, ten earn 10.00.
    even = Tiers(TierMode.VOLUME, measure, [Tier(0, per_unit=cny("1.00")), Tier(10, per_unit=cny("1.00"))])
    assert codes(plan_of(Rule("units", Role.LEADER, even))) == ["break_even"]


def test_falling_flats_and_retroactive_rates_are_shown() -> None:
    """A period's table that pays back when a tier is reached takes from whoever reaches it."""
    measure = Measure("paid", period="month")
    steps = [Tier(cny("0"), flat=cny("9.00")), Tier(cny("100"), percent("1"), flat=cny("1.00"))]
    falling = Tiers(TierMode.RETROACTIVE, measure, steps)
    assert "earning_more_pays_less" in codes(plan_of(Rule("month", Role.LEADER, falling)))
    graduated = attrs.evolve(falling, mode=TierMode.GRADUATED)
    assert "earning_more_pays_less" not in codes(plan_of(Rule("month", Role.LEADER, graduated)))


def test_a_lifting_tier_that_falls_behind_is_shown() -> None:
    """A step that re-rates everything below it at a lower rate pays less than before it."""
    measure = Measure("paid", per="line")
    steps = [Tier(cny("0"), percent("10")), Tier(cny("100"), percent("4"), lifts=True)]
    assert "earning_more_pays_less" in codes(
        plan_of(Rule("steps", Role.LEADER, Tiers(TierMode.GRADUATED, measure, steps)))
    )


def test_a_tier_picked_by_units_that_pays_less_on_the_same_amount_is_shown() -> None:
    """Where units pick the tier and money is paid on, ten units of 100.00 earn less than nine."""
    table = volume("9", "5", total="quantity")
    found = only(plan_of(Rule("units", Role.LEADER, table)), "higher_tier_pays_less")
    assert (found.data["start"], found.data["to"]) == ("9", "10")


def test_bands_under_which_a_larger_line_pays_less_are_shown() -> None:
    """Two conditions on the amount can do what a falling table does."""
    small, large = (
        paid("small", share="9", when=line.paid < cny("100")),
        paid("large", when=line.paid >= cny("100")),
    )
    found = only(plan_of(small, large), "larger_line_pays_less")
    assert (found.data["before"], found.data["after"]) == ("8.99", "5.00")
    rising = attrs.evolve(large, rate=percent("9"))
    assert "larger_line_pays_less" not in codes(plan_of(small, rising))


def test_what_another_role_gets_at_a_tier_can_be_taken_off() -> None:
    """Where the platform's fee steps up at 100.00, a share of what it leaves steps down."""
    fee = Rule("fee", Role.PLATFORM, volume("5", "20"))
    rest = paid("rest", share="50", base=Base.PAID.less("fee"))
    found = only(plan_of(fee, rest), "larger_line_pays_less")
    assert (found.data["role"], found.data["start"]) == ("leader", "99.99")
    flat = Rule("fee", Role.PLATFORM, volume("5", "5"))
    assert "larger_line_pays_less" not in codes(plan_of(flat, rest))


def test_a_tier_above_a_cap_is_unreachable() -> None:
    """A cap of 50.00 a month is reached at 500.00, so what begins at 600.00 pays nothing more; at 400.00 it does."""

    def capped(lower: str, per: str = "month") -> Plan:
        table = Tiers.of(
            TierMode.GRADUATED,
            Measure("paid", period="month"),
            (cny("0"), percent("10")),
            (cny(lower), percent("12")),
        )
        bound = Bound(rule="month", per=per, at_most=cny("50.00"))
        return plan_of(Rule("month", Role.LEADER, table), bounds=[bound])

    assert only(capped("500.00"), "unreachable_tier").data["tier"] == "500.00"
    assert "unreachable_tier" not in codes(capped("499.99"))
    assert "unreachable_tier" not in codes(capped("500.00", per="day"))


@pytest.mark.parametrize(
    ("per", "bound", "found"),
    [
        ("line", Bound(rule="steps", per="line", at_most=cny("5.00")), True),
        ("line", Bound(role=Role.LEADER, per="order", at_most=cny("5.00")), True),
        ("order", Bound(per="order", at_most=cny("5.00")), True),
        ("order", Bound(role=Role.LEADER, per="line", at_most=cny("5.00")), False),
        ("line", Bound(role=Role.LEADER, per="line", at_most=cny("5.01")), False),
        ("line", Bound(role=Role.HOST, per="line", at_most=cny("5.00")), False),
        ("line", Bound(role=Role.LEADER, per="line", at_most=percent("5")), False),
    ],
    ids=lambda value: value.text if isinstance(value, Bound) else str(value),
)
def test_a_cap_puts_tiers_out_of_reach_only_where_it_holds_for_the_measure(
    per: str, bound: Bound, found: bool
) -> None:
    """A cap of an order holds for its lines, one of a line says nothing of the order's total."""
    table = Tiers.of(
        TierMode.GRADUATED, Measure("paid", per=per), (cny("0"), percent("5")), (cny("100"), percent("6"))
    )
    plan = plan_of(Rule("steps", Role.LEADER, table), paid("host", Role.HOST), bounds=[bound])
    assert ("unreachable_tier" in codes(plan)) is found


def test_a_volume_table_of_a_period_depends_on_slicing() -> None:
    """The rate reached by then pays each line, so the cut into lines changes the sum."""
    month = volume("5", "6", per="payee", period="month")
    assert codes(plan_of(Rule("month", Role.LEADER, month))) == ["slicing"]
    assert codes(plan_of(Rule("line", Role.LEADER, volume("5", "6")))) == []
    assert codes(plan_of(Rule("month", Role.LEADER, volume("5", "5", per="payee", period="month")))) == []


# Bounds ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bound", "code", "reason"),
    [
        (Bound(role=Role.LEADER, per="line", at_most=percent("8")), "idle_bound", "never_reached"),
        (Bound(role=Role.LEADER, per="order", at_most=percent("9")), "idle_bound", "never_reached"),
        (Bound(rule="dead", per="line", at_most=percent("9")), "idle_bound", "covers_nothing"),
        (Bound(rule="base", per="line", at_most=percent("7.99")), "constant_bound", "always_above"),
        (Bound(rule="base", per="line", at_least=percent("8.01")), "constant_bound", "always_below"),
    ],
    ids=lambda value: value.text if isinstance(value, Bound) else value,
)
def test_a_bound_without_a_choice_is_shown(bound: Bound, code: str, reason: str) -> None:
    """A cap that nothing reaches, or that everything runs into, is most likely a slip of the pen."""
    dead = paid("dead", Role.HOST, when=line.quantity < 0)
    assert only(plan_of(BASE, dead, bounds=[bound]), code).data["reason"] == reason


@pytest.mark.parametrize(
    "bound",
    [
        Bound(role=Role.LEADER, per="line", at_most=cny("0.01")),
        Bound(role=Role.LEADER, per="order", at_most=cny("1000000.00")),
        Bound(role=Role.LEADER, per="month", at_most=cny("1000000.00")),
        Bound(role=Role.LEADER, per="line", at_least=percent("8")),
        Bound(role=Role.LEADER, per="line", at_least=cny("0.01")),
    ],
    ids=lambda bound: bound.text,
)
def test_a_bound_that_binds_here_and_not_there_is_silent(bound: Bound) -> None:
    """A limit in money binds at some amounts; over an order or a period lines add up to any amount."""
    assert not {"idle_bound", "constant_bound"} & set(codes(plan_of(BASE, bounds=[bound])))


@pytest.mark.parametrize(
    ("rule", "cap"),
    [
        (
            Rule("thanks", Role.LEADER, Flat(cny("0.10"))),
            Bound(rule="thanks", per="order", at_most=cny("0.15")),
        ),
        (paid("listed", base=Base.LISTED), Bound(rule="listed", per="line", at_most=percent("9"))),
        (FRESH, Bound(rule="fresh", per="order", at_most=percent("4"))),
    ],
    ids=("lines add up", "the listed amount may be higher", "other lines make room"),
)
def test_a_cap_that_a_plain_line_does_not_show_is_silent(rule: Rule, cap: Bound) -> None:
    """What one plain line says of a bound is not all: other lines and discounts count, too."""
    found = codes(plan_of(rule, paid("host", Role.HOST), bounds=[cap]))
    assert not {"idle_bound", "constant_bound"} & set(found)


def test_a_cap_on_rules_that_differ_by_facts_binds_only_sometimes() -> None:
    """8 % is below the cap, 13 % on fresh goods above it."""
    cap = Bound(role=Role.LEADER, per="line", at_most=percent("10"))
    assert codes(plan_of(BASE, FRESH, bounds=[cap])) == []


# Commitment ------------------------------------------------------------------------------------------------


def test_over_commitment_is_shown_with_its_worst_case() -> None:
    """8 % and 93 % are more than there is; 8 % and 92 % are not."""
    found = only(plan_of(BASE, paid("growers", Role.SUPPLIER, "93")), "over_commitment")
    assert found.severity is Severity.ERROR
    assert (found.data["share"], found.data["parts"]) == ("101%", ["base 8%", "growers 93%"])
    assert found.data["proof"] == "by_order"
    assert codes(plan_of(BASE, paid("growers", Role.SUPPLIER, "92"))) == []


def test_over_commitment_that_somebody_bears_is_a_warning() -> None:
    """With a bearer no order is refused."""
    borne = plan_of(BASE, paid("growers", Role.SUPPLIER, "93"), bearer=Role.PLATFORM)
    assert only(borne, "over_commitment").severity is Severity.WARNING


def test_the_limit_of_whoever_asks_is_held_against_the_worst_case() -> None:
    """70 % is within a limit of 70 %, above one of 69.9 %."""
    plan = plan_of(BASE, GROWERS)
    assert codes(plan, limit=percent("70")) == []
    assert codes(plan, limit=percent("69.9")) == ["over_limit"]
    budget = Bound(per="order", at_most=percent("60"))
    assert "over_limit" not in codes(attrs.evolve(plan, bounds=(budget,)), limit=percent("60"))


def test_flat_amounts_have_a_break_even_amount() -> None:
    """Below 2.50 the rules promise more than there is: 1.00 and 60 % of it."""
    plan = plan_of(paid("growers", Role.SUPPLIER, "60"), Rule("thanks", Role.KEEPER, Flat(cny("1.00"))))
    found = only(plan, "break_even")
    assert found.data["amount"] == "2.50"
    assert (
        found.text()
        == "below 2.50 the rules promise more than there is, on a line of quantity 1: thanks 1.00 do not shrink with the amount"
    )
    large = attrs.evolve(plan.rules[1], when=line.paid >= cny("2.50"))
    assert codes(attrs.evolve(plan, rules=(plan.rules[0], large))) == ["gap"]


def test_a_share_of_all_and_a_flat_amount_is_always_too_much() -> None:
    """100 % leave nothing for a thank-you, whatever the amount."""
    thanks = Rule("thanks", Role.KEEPER, Flat(cny("0.01")))
    found = only(plan_of(paid("growers", Role.SUPPLIER, "100"), thanks), "always_over")
    assert found.data["fixed"] == ["thanks 0.01"]


def test_more_than_all_of_the_freight_is_shown() -> None:
    """Two who may each have 60 % of the freight are promised 120 % of it."""
    courier = paid("courier", Role("courier"), "60", base=Base.FREIGHT)
    assert codes(plan_of(BASE, attrs.evolve(courier, rate=percent("100")))) == []
    keeper = attrs.evolve(courier, id="keeper", pays=Role.KEEPER)
    assert only(plan_of(BASE, courier, keeper), "over_freight").data["share"] == "120%"


def test_a_rate_on_the_listed_amount_has_a_break_even_discount() -> None:
    """20 % of the listed amount and 60 % of the paid one: even at half the price."""
    plan = plan_of(paid("growers", Role.SUPPLIER, "60"), paid("listed", share="20", base=Base.LISTED))
    assert only(plan, "break_even_discount").data["discount"] == "50%"


def test_tax_set_aside_is_held_against_what_is_promised() -> None:
    """90 % promised leaves 10 %: less than a price can contain of tax; 70 % leaves enough."""
    promised = paid("growers", Role.SUPPLIER, "90")
    assert only(plan_of(promised, tax=Tax.SET_ASIDE), "break_even_tax").data["tax"] == "10%"
    assert codes(plan_of(promised)) == []
    assert codes(plan_of(GROWERS, BASE, tax=Tax.SET_ASIDE)) == []


def test_a_rate_on_what_the_period_already_has_is_unbounded() -> None:
    """Reaching ten members re-rates all sales of the month: no amount of the line bounds that."""
    table = Tiers.of(
        TierMode.RETROACTIVE, Measure("quantity", period="month"), (0, percent("1")), (10, percent("2"))
    )
    assert "unbounded" in codes(plan_of(Rule("month", Role.LEADER, table)))


# The legal frame -------------------------------------------------------------------------------------------


def members(*, flat: str | None = None, per_unit: str | None = None, role: Role = Role.SPONSOR) -> Rule:
    """Return a rule that counts members over a month."""
    tier = Tier(
        0, flat=None if flat is None else cny(flat), per_unit=None if per_unit is None else cny(per_unit)
    )
    return Rule("heads", role, Tiers(TierMode.GRADUATED, Measure("members", period="month"), [tier]))


def test_pay_per_head_is_an_error_with_its_article() -> None:
    """L01: an amount for each person brought in is forbidden for a sponsor, and watched for a leader."""
    found = only(plan_of(members(per_unit="5.00")), "law_pay_per_head")
    assert (found.severity, found.data["law"]) == (Severity.ERROR, "L01")
    assert "art. 7(1)" in found.text()
    assert "not legal advice" in found.text()
    assert "2005-11-01" in found.text("zh")
    assert "不构成法律意见" in found.text("zh")
    leader_paid = plan_of(members(flat="5.00", role=Role.LEADER))
    assert only(leader_paid, "law_pay_per_head").severity is Severity.WARNING


def test_pay_for_sales_in_a_tier_of_members_is_not_pay_per_head() -> None:
    """A rate on sales that members pick is paid on sales."""
    table = Tiers.of(
        TierMode.VOLUME, Measure("members", period="month"), (0, percent("1")), (10, percent("2"))
    )
    rule = Rule("month", Role.SPONSOR, table)
    assert "law_pay_per_head" not in codes(plan_of(rule))
    assert "law_pay_per_head" not in codes(plan_of(members(flat="5.00", role=Role.HOST)))


def test_a_share_of_pay_per_head_is_pay_per_head() -> None:
    """Indirect pay by heads counts as well."""
    upline = paid("upline", Role.SPONSOR, "10", base=Base.of_rule("heads"))
    found = [
        finding.where
        for finding in lint(plan_of(members(flat="5.00", role=Role.HOST), upline))
        if "per_head" in finding.code
    ]
    assert found == ["rule upline"]


def test_an_entry_fee_and_a_purchase_are_errors() -> None:
    """L02: neither money nor goods may buy a place; a fee of zero is none."""
    fee, purchase = Enrolment(cny("99.00")), Enrolment(purchase_required=True)
    assert only(plan_of(BASE, enrolment=fee), "law_entry_fee").severity is Severity.ERROR
    assert only(plan_of(BASE, enrolment=purchase), "law_purchase_required").data["law"] == "L02"
    assert codes(plan_of(BASE, enrolment=Enrolment(cny("0.00")))) == []


def test_two_levels_are_a_warning_with_the_recorded_reason() -> None:
    """L03 to L05: one level is silent, two are shown with the reason, the line to a crime and the platform's rule."""
    grand = Role("grand_sponsor")
    sponsor = paid("sponsor", Role.SPONSOR, "10", base=Base.of_rule("base"))
    two = plan_of(
        BASE,
        sponsor,
        attrs.evolve(sponsor, id="grand", pays=grand),
        referral=(Role.SPONSOR, grand),
        depth_reason="pilot",
    )
    assert codes(two) == ["law_depth", "law_criminal_line", "law_platform"]
    assert only(two, "law_depth").data["recorded"] == "pilot"
    assert "30" in only(two, "law_criminal_line").text()
    assert codes(plan_of(BASE, sponsor)) == []


def test_a_chain_of_three_levels_is_watched() -> None:
    """L04: a differential chain of three roles is three levels of people, one of two is not."""
    roles = (Role("promoter"), Role("agent"), Role("division"))
    rules = [paid(role, role, share) for role, share in zip(roles, ("5", "8", "10"), strict=True)]
    chain = Composition(Chain.DIFFERENTIAL, roles)
    assert codes(plan_of(*rules, chains=[chain])) == ["law_criminal_line"]
    assert codes(plan_of(*rules[:2], chains=[Composition(Chain.DIFFERENTIAL, roles[:2])])) == []


# Findings as values ----------------------------------------------------------------------------------------


def test_findings_are_in_order_of_severity_and_plain() -> None:
    """Errors come first, and the data of a finding goes into JSON as it is."""
    plan = plan_of(
        FRESH, VEG, paid("dead", when=line.paid >= 10), paid("all", Role.SUPPLIER, "99"), effective=None
    )
    found = lint(plan)
    places = [list(Severity).index(finding.severity) for finding in found]
    assert places == sorted(places)
    assert {0, 1, 2} == set(places)
    json.dumps([dict(finding.data) for finding in found])
    assert found == lint(plan)
    assert len({hash(finding) for finding in found}) <= len(found)


def test_a_finding_on_one_line() -> None:
    """Severity, code, place and sentence, in either language."""
    (found,) = lint(plan_of(BASE, effective=None))
    assert str(found).startswith("note lint.no_window (plan): plan basket v1 has no effective window")
    assert found.line("zh").startswith("提示 lint.no_window (plan): 方案 basket v1")


def test_what_a_plan_says_is_shown_safely() -> None:
    """A long condition is cut, control characters do not reach the screen."""
    odd = plan_of(paid("odd", when=(line.paid >= 1) & (leader.note == "x\x1b[2J" + "y" * 500)))
    for finding in lint(odd):
        assert finding.text().isprintable()
        assert len(finding.text()) < 600


def names(template: str) -> set[str]:
    """Return the data that a sentence names."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_every_finding_speaks_both_languages(code: str) -> None:
    """A code has a sentence in English and in Chinese that name the same data, but for the titles of laws."""
    english, chinese = TEXTS[code]["en"], TEXTS[code]["zh"]
    titles = {"title", "article", "title_zh", "article_zh"}
    assert names(english) - titles == names(chinese) - titles
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
    assert english.isascii()


def test_every_word_has_both_languages() -> None:
    """Reasons and checks are said in the language of the sentence."""
    assert all(set(texts) == {"en", "zh"} for texts in WORDS.values())


@pytest.mark.parametrize("amount", ["99.99", "100.00"])
def test_the_engine_confirms_a_falling_table(amount: str) -> None:
    """The witness of a finding is what the engine pays."""
    plan = plan_of(Rule("steps", Role.LEADER, volume("10", "5")))
    found = only(plan, "earning_more_pays_less")
    sold = Order("O1", "S1", (Line.of("1", "apples", amount),), WINDOW.start, WINDOW.start)
    earned = assess(plan, sold, Credits.single(leader="L1")).earned(Role.LEADER).text
    assert earned == found.data["before" if amount == "99.99" else "after"]
