"""The commission engine against a loop written by hand for one plan, and against itself as rules and lines grow."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from communekit.commission import (
    Accrual,
    AssessedLine,
    Assessment,
    Bound,
    Cut,
    Key,
    Lost,
    Measure,
    Measured,
    PerUnit,
    Plan,
    Row,
    Rule,
    Terms,
    TierMode,
    Tiers,
    Working,
    assess_all,
    leader,
    line,
)
from communekit.commission.accrual import PLAIN
from communekit.commission.decision import Decision
from communekit.ids import PartyId
from communekit.money import Money, Rate
from communekit.orders import Credits, Line, Order
from communekit.parties import Role

from .peak import peak_mb
from .result import Result
from .sales import sales
from .stopwatch import compare

LINES = 9_000

Exact = int | Fraction
Promise = tuple[Terms, Exact, Exact, Measured | None]

PLAN = Plan(
    "bench",
    1,
    "CNY",
    residual=Role.STORE,
    parties={Role.FUND: "commons", Role.PLATFORM: "platform"},
    rules=[
        Rule("base", Role.LEADER, Rate.percent("8")),
        Rule("fresh", Role.LEADER, Rate.percent("5"), when=line.category.under("fresh"), replaces="base"),
        Rule("super", Role.LEADER, Rate.percent("2"), when=leader.grade == "super"),
        Rule("live", Role.LEADER, Rate.percent("1.5"), when=line.channel == "live"),
        Rule("piece", Role.LEADER, PerUnit(Money.cny("0.10"))),
        Rule("sponsor", Role.SPONSOR, Rate.percent("1")),
        Rule("host", Role.HOST, Rate.percent("1.5"), when=line.channel == "live"),
        Rule("commons", Role.FUND, Rate.percent("0.5")),
        Rule("growers", Role.SUPPLIER, Rate.percent("62")),
        Rule("platform", Role.PLATFORM, Rate.percent("0.6")),
        Rule(
            "month",
            Role.LEADER,
            Tiers.of(
                TierMode.GRADUATED,
                Measure("paid", per="payee", period="month"),
                (Money.cny("0"), None),
                (Money.cny("5000"), Rate.percent("1")),
                (Money.cny("20000"), Rate.percent("2")),
            ),
        ),
    ],
    bounds=[Bound(role=Role.LEADER, per="order", at_most=Money.cny("30.00"))],
)
"""Twelve clauses and the residual: the plan of the bench, the last clause being the cap."""


COMMONS, PLATFORM = PartyId("commons"), PartyId("platform")
REPLACED = (Lost("base", "replaced", "fresh"),)
NONE = Decision((), (), (), ())


def by_hand(pairs: Iterable[tuple[Order, Credits]]) -> Iterator[Assessment]:  # noqa: C901, PLR0912, PLR0915 - one loop
    """Make the same assessments for this one plan with its figures written into a straight-line loop."""
    terms = {str(rule.id): Terms(PLAN.id, 1, PLAN.currency, 1000, rule) for rule in PLAN.rules}
    base, fresh, super_, live = terms["base"], terms["fresh"], terms["super"], terms["live"]
    piece, sponsor, host, commons = terms["piece"], terms["sponsor"], terms["host"], terms["commons"]
    growers, platform, month = terms["growers"], terms["platform"], terms["month"]
    cap = PLAN.bounds[0]
    measures: dict[tuple[str, str], int] = {}
    exact_totals: dict[tuple[str, str], Exact] = {}
    labels: dict[int, str] = {}
    for order, credits_ in pairs:
        leader_id = credits_.credits[0].party
        sponsor_id = credits_.credits[1].party
        host_id = credits_.credits[2].party
        is_super = order.about["leader"]["grade"] == "super"
        hour = (order.paid_at.toordinal() * 24 + order.paid_at.hour + 8) // 24
        label = labels.get(hour)
        if label is None:
            day = order.paid_at.fromordinal(hour)
            label = labels[hour] = f"{day.year}-{day.month:02d}"
        slot = (leader_id, label)
        moved: dict[Key, Row] = {}
        total: Exact = 0
        opened: list[tuple[Line, int, list[Accrual], list[Promise]]] = []
        for item in order.lines:
            paid, quantity, supplier = item.distributed.minor, item.quantity, item.product.supplier
            assert supplier is not None
            is_live = item.channel == "live"
            accruals = [Accrual(sponsor, sponsor_id, paid, paid * 10, 0, paid * 10 // 1000)]
            if is_live:
                accruals.append(Accrual(host, host_id, paid, paid * 15, 0, paid * 15 // 1000))
            accruals.append(Accrual(commons, COMMONS, paid, paid * 5, 0, paid * 5 // 1000))
            accruals.append(Accrual(growers, supplier, paid, paid * 620, 0, paid * 620 // 1000))
            accruals.append(Accrual(platform, PLATFORM, paid, paid * 6, 0, paid * 6 // 1000))
            capped: list[Promise] = []
            if item.category.startswith("fresh/") or item.category == "fresh":
                capped.append((fresh, paid, paid * 50, None))
            else:
                capped.append((base, paid, paid * 80, None))
            if is_super:
                capped.append((super_, paid, paid * 20, None))
            if is_live:
                capped.append((live, paid, paid * 15, None))
            capped.append((piece, quantity, quantity * 10_000, None))
            before = measures.get(slot)
            m = before or 0
            after = m + paid
            earned = 0
            if after > 2_000_000:
                earned = (after - max(m, 2_000_000)) * 20
                if m < 2_000_000:
                    earned += (2_000_000 - max(m, 500_000)) * 10
            elif after > 500_000:
                earned = (after - max(m, 500_000)) * 10
            measures[slot] = after
            how = Measured(leader_id, label, before, after, m, after)
            capped.append((month, paid, earned, how))
            moved[Key("measure", "bench: month", leader_id, label)] = Row(after, after)
            for _, _, exact, _ in capped:
                total += exact
            opened.append((item, paid, accruals, capped))
        lines = []
        for item, paid, accruals, capped in opened:
            for of, on, promise, measured in capped:
                exact = promise
                cuts: tuple[Cut, ...] = ()
                if total > 3_000_000:
                    cut_to = Fraction(promise * 3_000_000) / total
                    exact = cut_to.numerator if cut_to.denominator == 1 else cut_to
                    cuts = (Cut(cap, promise, exact),)
                if measured is None:
                    working = Working(cuts=cuts) if cuts else PLAIN
                    accruals.append(Accrual(of, leader_id, on, exact, 0, int(exact // 1000), working))
                else:
                    was = exact_totals.get(slot, 0)
                    exact_totals[slot] = now = was + exact
                    moved[Key("exact", "bench v1: month", leader_id, label)] = Row(now)
                    amount = int(now // 1000) - int(was // 1000)
                    working = Working(measured=measured, cuts=cuts)
                    accruals.append(Accrual(of, leader_id, on, exact, was, amount, working))
            given = 0
            for accrual in accruals:
                given += accrual.amount_minor
            lost = REPLACED if capped[0][0] is fresh else ()
            lines.append(
                AssessedLine(
                    item, tuple(accruals), paid, 0, paid - given, order.store, lost=lost, decision=NONE
                )
            )
        yield Assessment(PLAN, order, credits_, tuple(lines), moved)


def rows_vs_loop() -> Result:
    """Lines per second of `assess_all` as a part of those of the loop by hand; both make the same entries."""
    pairs = list(sales(LINES))
    engine, hand = (
        [_content(one) for one in assess_all(PLAN, pairs)],
        [_content(one) for one in by_hand(pairs)],
    )
    if engine != hand:
        raise SystemExit("the engine and the loop do not make the same entries")
    times = compare(lambda: _drain(assess_all(PLAN, pairs)), lambda: _drain(by_hand(pairs)))
    ratio = times.second / times.first
    how = f"loop by hand {times.second / LINES * 1e6:.1f} us a line, engine {times.first / LINES * 1e6:.1f}; {times.noise}"
    return Result("commission.rows_vs_loop", ratio, ">= 0.6", met=ratio >= 0.6, how=how)


def rules_200_vs_10() -> Result:
    """What a line costs under 200 rules by category, as a multiple of what it costs under 10; one matches in both."""
    pairs = list(sales(LINES, categories=200))
    few, many = _by_category(10), _by_category(200)
    times = compare(lambda: _drain(assess_all(many, pairs)), lambda: _drain(assess_all(few, pairs)))
    ratio = times.first / times.second
    how = f"200 rules {times.first / LINES * 1e6:.1f} us a line, 10 rules {times.second / LINES * 1e6:.1f}; {times.noise}"
    return Result("commission.rules_200_vs_10", ratio, "<= 1.5", met=ratio <= 1.5, how=how)


def peaks() -> tuple[Result, Result]:
    """Peak memory of a stream of a million lines, and against ten thousand; each in a process of its own."""
    small, large = (
        peak_mb("bench.commission", "stream", "10000"),
        peak_mb("bench.commission", "stream", "1000000"),
    )
    how = f"peak of the process: {small:.0f} MB for 10 thousand lines, {large:.0f} MB for a million"
    return (
        Result("commission.peak_mb", large, "<= 400", met=large <= 400, how=how),
        Result("commission.peak_mb_growth", large / small, "<= 1.5", met=large / small <= 1.5, how=how),
    )


def stream(lines: str) -> None:
    """Assess a stream of so many lines and keep nothing."""
    _drain(assess_all(PLAN, sales(int(lines))))


def results() -> Iterator[Result]:
    """Run every bench of the commission room."""
    yield rows_vs_loop()
    yield rules_200_vs_10()
    yield from peaks()


def _by_category(rules: int) -> Plan:
    """Return a plan in which each line meets one rule, whatever the number of rules: those left over never match."""
    step = 200 // rules
    return Plan(
        "wide",
        1,
        "CNY",
        residual=Role.STORE,
        rules=[
            Rule(
                f"r{number}",
                Role.LEADER,
                Rate.percent("8"),
                when=line.category.in_(*(f"c{number * step + place}" for place in range(step))),
            )
            for number in range(rules)
        ],
    )


def _drain(stream_: Iterable[object]) -> None:
    for _ in stream_:
        pass


def _content(assessment: object) -> object:
    """Return what was made of an order, whatever the order in which its amounts stand."""
    assert isinstance(assessment, Assessment)
    return [
        (
            sorted(one.accruals, key=lambda accrual: accrual.rule),
            one.residual_minor,
            one.residual_party,
            one.lost,
        )
        for one in assessment.lines
    ], assessment.moved
