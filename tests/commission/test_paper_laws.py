"""What is written of a plan is read as the same plan; whatever else is read, is read or refused, and quickly."""

import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

import attrs
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from communekit.codec import LIMITS, write_toml
from communekit.commission import (
    ALWAYS,
    Condition,
    Draw,
    Enrolment,
    Guarantee,
    LeftOut,
    Measure,
    Plan,
    Plans,
    Rule,
    Tier,
    TierMode,
    Tiers,
    assess_all,
    explain,
    read_plan,
    read_plans,
    write_plan,
    write_plans,
)
from communekit.commission.condition import All, Any_, Not, Op, Test
from communekit.errors import CommunekitError
from communekit.money import CNY, USD, Currency, Money, Rate
from communekit.orders import Value
from communekit.parties import Role
from communekit.period import Window
from communekit.testing.figures import cny, rates
from communekit.testing.order import Sale, streams
from communekit.testing.plan import plans

Notation = Literal["toml", "json"]
NOTATIONS: Final[tuple[Notation, ...]] = ("toml", "json")
PAPER: Final = """
format = 1
[plan]
id = "basket"
version = 3
currency = "CNY"
effective = "2026-03-01/.."
residual = "store"
hold = "7 days after pick-up"
missing = { house = "head_office" }

[parties]
fund = "F1"

[[rule]]
id = "fresh"
pays = "leader"
share = "5%"
when = { category = "fresh", "leader.grade" = { in = ["super", "star"] }, paid = { at_least = "10.00" } }
replaces = "base"

[[rule]]
id = "base"
pays = "leader"
mode = "graduated"
measure = { total = "paid", per = "leader", period = "month" }
tiers = [ { from = "0" }, { above = "5000", share = "1%" } ]

[[rule]]
id = "sponsor"
pays = "sponsor"
of = { rule = "base" }
less = "fresh"
share = "1/3"

[[chain]]
kind = "differential"
roles = ["promoter", "agent"]

[[bound]]
role = "leader"
per = "order"
at_most = "50.00"

[[override]]
stores = "S1"
rules = [ { id = "base", pays = "leader", per_unit = "0.50", block = 2 } ]

[[guarantee]]
role = "leader"
at_least = "100"
per = "month"
"""


# What a plan may hold beside what the engine's own strategies draw -----------------------------------------

TEXTS: Final = st.text(st.characters(codec="utf-8"), max_size=12)
MOMENTS: Final = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds
SIZES: Final = st.fractions(-1000, 1000, max_denominator=10_000)
VALUES: Final = st.one_of(
    TEXTS,
    st.booleans(),
    st.integers(-(10**18), 10**18),
    SIZES,
    st.builds(Fraction, st.integers(-(10**18), 10**18), st.integers(1, 10**18)),
    st.builds(
        Money,
        st.integers(-(10**15), 10**15),
        st.sampled_from((CNY, USD, Currency.commodity("POINTS", digits=1))),
    ),
    rates(Fraction(1)),
    st.builds(Rate, st.fractions(0, 1, max_denominator=10**40)),
    MOMENTS,
)
NAMES: Final = st.sampled_from(
    (
        "category",
        "tags",
        "paid",
        "quantity",
        "catagory",
        "all",
        "not",
        "any",
        "is",
        "a.b",
        "level",
        "placed_at",
        "日期",
    )
)
SUBJECTS: Final = st.sampled_from(("line", "line", "order", "leader", "agent"))


@st.composite
def questions(draw: st.DrawFn) -> Test:
    """Draw any question that can be asked, sensible or not."""
    op = draw(st.sampled_from(Op))
    operand: Value
    match op:
        case Op.IN:
            operand = tuple(sorted(draw(st.sets(TEXTS, min_size=1, max_size=3))))
        case Op.UNDER:
            operand = draw(st.sampled_from(("fresh", "fresh/veg", "日用 百货")))
        case Op.HAS:
            operand = draw(TEXTS.filter(bool))
        case Op.KNOWN:
            operand = draw(st.booleans())
        case Op.IS:
            operand = draw(VALUES | st.lists(TEXTS, max_size=2).map(tuple))
        case _:
            operand = draw(VALUES.filter(lambda value: not isinstance(value, bool | str)))
    return Test(draw(SUBJECTS), draw(NAMES), op, operand)


def trees() -> st.SearchStrategy[Condition]:
    """Draw conditions nested in any way, not only those that `&`, `|` and `~` make."""
    return st.recursive(
        questions(),
        lambda inner: (
            st.lists(inner, max_size=3).map(lambda parts: All(tuple(parts)))
            | st.lists(inner, min_size=1, max_size=3).map(lambda parts: Any_(tuple(parts)))
            | inner.map(Not)
        ),
        max_leaves=6,
    )


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """Draw a window, mostly by days of Shanghai."""
    start = draw(
        st.dates(date(2000, 1, 1), date(2090, 1, 1)).map(
            lambda day: datetime(day.year, day.month, day.day, 16, tzinfo=UTC)
        )
        | MOMENTS
    )
    length = draw(
        st.none() | st.integers(1, 900).map(lambda days: timedelta(days=days)) | st.just(timedelta(seconds=1))
    )
    return Window(start, None if length is None else start + length)


@st.composite
def signed(draw: st.DrawFn) -> Plan:
    """Draw a plan as people sign it: in force from a day, with titles, a hold, promises of a period."""
    plan = draw(plans())
    paid = st.sampled_from(sorted({rule.pays for rule in plan.every_rule}) or [Role.LEADER])
    most = 2 if plan.every_rule else 0
    titled = [
        attrs.evolve(rule, title=draw(st.sampled_from(("", "生鲜加佣", 'the "best" rule'))))
        for rule in plan.rules
    ]
    return attrs.evolve(
        plan,
        rules=titled,
        version=draw(st.integers(1, 99)),
        effective=draw(st.none() | windows()),
        hold=draw(st.just("") | TEXTS),
        referral=draw(st.sampled_from(((Role.SPONSOR,), (), (Role.HOST,), (Role.SPONSOR, Role.HOST)))),
        depth_reason="because",
        enrolment=draw(
            st.sampled_from(
                (Enrolment(), Enrolment(cny(5), purchase_required=True), Enrolment(Money(5, USD)))
            )
        ),
        guarantees=draw(
            st.lists(
                st.builds(Guarantee, paid, st.integers(0, 9_999).map(cny), per=st.just("week")),
                max_size=most,
            )
        ),
        draws=draw(
            st.lists(
                st.builds(Draw, paid, st.integers(0, 9_999).map(cny), recoverable=st.booleans()),
                max_size=min(most, 1),
            )
        ),
    )


# The laws --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("notation", NOTATIONS)
@given(plan=signed())
def test_plan_round_trip(notation: Notation, plan: Plan) -> None:
    """What is written of a plan is read as the same plan, and written again as the same text."""
    text = write_plan(plan, format=notation)
    again = read_plan(text, format=notation)
    assert again == plan
    assert write_plan(again, format=notation) == text


@given(plan=plans(), sales=streams(most=2))
def test_plan_round_trip_explains_itself_the_same_afterwards(plan: Plan, sales: list[Sale]) -> None:
    """A plan that went through TOML shares out the same and says the same of it, in both languages."""
    again = read_plan(write_plan(plan))
    for one, other in zip(assess_all(plan, sales), assess_all(again, sales), strict=True):
        if isinstance(one, LeftOut) or isinstance(other, LeftOut):
            assert str(one) == str(other)
            continue
        assert one == other
        for locale in ("en", "zh_CN"):
            assert explain(one, locale=locale).text == explain(other, locale=locale).text
        assert explain(one).data() == explain(other).data()


@pytest.mark.parametrize("notation", NOTATIONS)
@given(condition=trees())
@example(condition=ALWAYS)
@example(condition=All((Test("line", "category", Op.IS, "a"), Test("line", "category", Op.UNDER, "b"))))
@example(condition=All((Test("line", "tags", Op.HAS, "a"), Test("line", "category", Op.UNDER, "b"))))
@example(condition=All((All((Test("line", "tags", Op.HAS, "a"),)), Not(Any_((ALWAYS,))))))
def test_conditions_round_trip(notation: Notation, condition: Condition) -> None:
    """Every condition has one form on paper, however it is nested and whatever it compares with."""
    plan = Plan("p", 1, CNY, residual="store", rules=[Rule("r", "leader", Rate.percent(1), when=condition)])
    assert read_plan(write_plan(plan, format=notation), format=notation).rules[0].when == condition


@given(table=st.permutations(("category", "channel", "paid", "leader.grade")))
def test_order_of_keys_means_nothing(table: list[str]) -> None:
    """A table on paper has no order: the same keys make the same condition."""
    asked = {
        "category": "fresh",
        "channel": "live",
        "paid": {"at_least": "1.00", "less_than": "9.00"},
        "leader.grade": "super",
    }
    rule = {"id": "r", "pays": "leader", "share": "1%"}
    made = {
        read_plan(_document([{**rule, "when": {key: asked[key] for key in keys}}]))
        for keys in (table, sorted(table))
    }
    assert len(made) == 1


@pytest.mark.parametrize("per", ["payee", "leader", "store", "agent", "leader.team"])
@pytest.mark.parametrize("pays", ["leader", "store", "agent", "line", "order", "payee"])
def test_whose_measure_survives(pays: str, per: str) -> None:
    """Whoever a measure counts for, on paper it counts for the same, even where a role has an odd word."""
    tiers = Tiers(TierMode.VOLUME, Measure(per=per, period="month"), [Tier(cny(0), Rate.percent(1))])
    plan = Plan("p", 1, CNY, residual="brand", rules=[Rule("r", pays, tiers)])
    for notation in NOTATIONS:
        assert read_plan(write_plan(plan, format=notation), format=notation) == plan


@pytest.mark.parametrize("notation", NOTATIONS)
@given(first=plans(rules_max=2), second=plans(rules_max=2), at=windows())
def test_versions_round_trip(notation: Notation, first: Plan, second: Plan, at: Window) -> None:
    """The versions of a plan in one file are read as the same versions."""
    counts = {rule.id: rule.rate.measure.total for rule in first.every_rule if isinstance(rule.rate, Tiers)}
    for rule in second.every_rule:
        if isinstance(rule.rate, Tiers):
            assume(counts.get(rule.id, rule.rate.measure.total) == rule.rate.measure.total)
    versions = Plans.of(
        (
            attrs.evolve(first, version=1, effective=Window(at.start - timedelta(days=30), at.start)),
            attrs.evolve(second, version=2, effective=at),
        )
    )
    text = write_plans(versions, format=notation)
    assert read_plans(text, format=notation) == versions
    assert write_plans(read_plans(text, format=notation), format=notation) == text


@given(plan=plans(rules_max=2))
def test_one_version_reads_as_versions(plan: Plan) -> None:
    """A file of one plan is a file of its versions, too."""
    assert read_plans(write_plan(plan)) == Plans.of(plan)


@given(moment=MOMENTS, zone=st.sampled_from(("Asia/Shanghai", "America/Sao_Paulo", "Europe/London", "UTC")))
def test_windows_are_exact_in_any_zone(moment: datetime, zone: str) -> None:
    """Whether an edge is the start of a day or not, it is read back to the second."""
    plan = Plan("p", 1, CNY, residual="store", rules=[], effective=Window(moment), zone=zone)
    assert read_plan(write_plan(plan)) == plan


# Fuzzing ---------------------------------------------------------------------------------------------------

ATOMS: Final = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 10**20), st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.text(max_size=8),
    st.sampled_from(("8%", "0", "5000", "1/3", "12 bps", "leader", "store", "month", "paid", "base", "roll_up", "2026-03-01", "-1", "1e9", "\u202e")),
)  # fmt: skip
KEYS: Final = st.sampled_from(
    ("id", "pays", "share", "flat", "per", "tiers", "from", "above", "to", "up_to", "measure", "mode", "when", "all",
     "any", "not", "category", "is", "in", "money", "rule", "role", "of", "house", "rules", "stores", "kind", "roles",
     "at_most", "plan", "format", "version", "currency", "commodity", "digits", "zone", "effective", "quota", "x")
)  # fmt: skip
TREES: Final = st.recursive(
    ATOMS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


def _document(rules: list[dict[str, object]]) -> dict[str, object]:
    plan = {"id": "p", "version": 1, "currency": "CNY", "residual": "store"}
    return {"plan": plan, "rule": rules}


def _reads_or_refuses(document: str | bytes | dict[str, object], notation: Notation = "toml") -> None:
    """Read, or see it refused as the library refuses: in both languages, at once."""
    begun = time.perf_counter()
    read = _read(document, notation)
    assert time.perf_counter() - begun < 1
    if isinstance(read, Plan):
        assert read_plan(write_plan(read)) == read
    else:
        assert read.text("en")
        assert read.text("zh")
        assert len(str(read)) < 2_000


def _read(document: str | bytes | dict[str, object], notation: Notation) -> Plan | CommunekitError:
    try:
        return read_plan(document, format=notation)
    except CommunekitError as refusal:
        return refusal


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """Draw a text with pieces cut out, doubled, moved or replaced."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        stop = min(len(text), start + draw(st.integers(0, 12)))
        piece = draw(
            st.sampled_from(("", text[start:stop] * 2, '"', "{", "]", "\n", "0", "-", "=", "nan", "1.5"))
            | st.text(max_size=4)
        )
        text = text[:start] + piece + text[stop:]
    return text


@given(text=mutated(PAPER))
def test_mutated_text_is_read_or_refused(text: str) -> None:
    """However a file is spoilt, it is a plan or a refusal."""
    _reads_or_refuses(text)


@given(text=mutated(PAPER))
def test_mutated_json_is_read_or_refused(text: str) -> None:
    """JSON likewise."""
    _reads_or_refuses(text, "json")


@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Bytes that were never a plan are refused."""
    for notation in NOTATIONS:
        _reads_or_refuses(data, notation)


@given(
    tree=TREES,
    place=st.sampled_from(
        (
            "plan",
            "rule",
            "when",
            "tiers",
            "measure",
            "bound",
            "override",
            "chain",
            "of",
            "missing",
            "stacking",
            "parties",
            "top",
        )
    ),
)
def test_any_data_is_read_or_refused(tree: object, place: str) -> None:
    """Plain data of any shape, at any place of a plan, is a plan or a refusal."""
    rule: dict[str, object] = {"id": "r", "pays": "leader", "share": "1%"}
    document = _document([rule])
    match place:
        case "top":
            assume(isinstance(tree, dict))
            document = tree  # type: ignore[assignment]  # just assumed
        case "plan" if isinstance(tree, dict):
            document["plan"] = {**document["plan"], **tree}  # type: ignore[dict-item]  # a table, as made above
        case "rule" if isinstance(tree, dict):
            document["rule"] = [{**rule, **tree}]
        case "when" | "of" | "missing":
            rule[place] = tree
        case "tiers" | "measure":
            del rule["share"]
            rule |= {
                "mode": "graduated",
                "measure": {"total": "paid", "per": "order"},
                "tiers": [{"from": "0"}],
            }
            rule[place] = tree
        case _:
            document[place] = [tree] if place in ("bound", "override", "chain") else tree
    _reads_or_refuses(document)


@given(tree=TREES)
def test_any_rules_of_an_override_are_read_or_refused(tree: object) -> None:
    """What stands deep inside is refused like what stands at the top."""
    document = _document([{"id": "r", "pays": "leader", "share": "1%"}])
    document["override"] = [
        {"stores": "S1", "rules": [{"id": "r", "pays": "leader", "flat": "1", "when": {"not": tree}}]}
    ]
    _reads_or_refuses(document)


@pytest.mark.parametrize(
    "text",
    [
        "a." * 30_000 + "a = 1",
        "a = " + "[" * 5_000,
        "a = 0x" + "f" * 60_000,
        "a = " + "{ not = " * 4_000,
        "[plan]\n" + "a" * 60_000,
        "x = " + '"' * 60_000,
        "#" * (LIMITS.bytes_max + 1),
        write_toml({"plan": {"id": "p"}}) + "[[rule]]\n" * 7_000,
    ],
    ids=["dots", "brackets", "digits", "tables", "key", "quotes", "bytes", "rules"],
)
def test_large_files_are_refused_at_once(text: str) -> None:
    """What would cost the parser much is refused before it runs."""
    for notation in NOTATIONS:
        _reads_or_refuses(text, notation)


def test_deep_data_is_refused_at_once() -> None:
    """Data that is handed in as such is measured like text."""
    tree: object = "fresh"
    for _ in range(5_000):
        tree = {"not": tree}
    _reads_or_refuses(_document([{"id": "r", "pays": "leader", "share": "1%", "when": tree}]))
    itself: dict[str, object] = {}
    itself["not"] = itself
    _reads_or_refuses(_document([{"id": "r", "pays": "leader", "share": "1%", "when": itself}]))


def test_numbers_with_a_point_are_never_taken() -> None:
    """Wherever a number with a point stands, it is refused: nothing exact was a float for a moment."""
    for key in ("share", "flat", "per_unit"):
        with pytest.raises(CommunekitError, match="put it in quotes"):
            read_plan(_document([{"id": "r", "pays": "leader", key: Decimal("0.5")}]))
