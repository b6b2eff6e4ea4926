"""Tables of tiers that surprise: earning more pays less, a tier under a cap, sums that depend on slicing (阶梯检查)."""

from collections.abc import Iterator
from fractions import Fraction

from communekit.commission.bound import Bound
from communekit.commission.table import Table
from communekit.commission.tier import TierMode
from communekit.money import Money

from .curve import Exact
from .figures import amount_text
from .finding import Finding, Plain, Severity
from .rulebook import Rulebook, Variant

HANDY_MINOR = 10_000
FINE = Fraction(1, 1000)


def falling_tables(book: Rulebook) -> Iterator[Finding]:
    """Find tables in which a greater total, or a higher tier on the same base, pays less (做得多拿得少)."""
    for variant in book.every:
        table = variant.clause.table
        if table is not None:
            yield from (
                _falling_totals(book, variant, table)
                if table.by_measure
                else _falling_tiers(book, variant, table)
            )


def slicing(book: Rulebook) -> Iterator[Finding]:
    """Find tables whose sum over a period depends on how the sales are cut into lines (依赖拆分的阶梯)."""
    for variant in book.every:
        table = variant.clause.table
        if table is None or table.tiers.mode is not TierMode.VOLUME or not table.measure.period:
            continue
        if len(set(table.ladder.slope)) > 1:
            data: dict[str, Plain] = {"rule": variant.name, "period": table.measure.period}
            yield Finding("lint.slicing", Severity.NOTE, f"rule {variant.name}", data)


def unreachable_tiers(book: Rulebook) -> Iterator[Finding]:
    """Find tiers that never pay more, because a cap over the same time is reached before them (封顶之上的档位)."""
    for variant in book.every:
        table = variant.clause.table
        if table is None or not table.by_measure:
            continue
        for bound in book.plan.bounds:
            if isinstance(bound.at_most, Money) and _caps(bound, variant, table):
                cap = bound.at_most.minor * book.ticks
                for k in range(1, len(table.ladder.lower)):
                    if min(_before(table, k), *_starts_from(table, k)) >= cap:
                        tier = _measure_text(book, table, table.ladder.lower[k])
                        data: dict[str, Plain] = {"rule": variant.name, "tier": tier, "bound": bound.text}
                        yield Finding("lint.unreachable_tier", Severity.WARNING, f"rule {variant.name}", data)
                        break


def _falling_totals(book: Rulebook, variant: Variant, table: Table) -> Iterator[Finding]:
    ladder = table.ladder
    for k in range(1, len(ladder.lower)):
        for step in (Fraction(1), FINE) if table.measure.total == "quantity" else (Fraction(1),):
            bound = Fraction(ladder.lower[k])
            start: Exact = bound if ladder.above else max(_whole(bound, step) - step, Fraction(0))
            to = start + step
            before, after = _total(table, start), _total(table, to)
            if after < before:
                yield Finding(
                    "lint.earning_more_pays_less",
                    Severity.WARNING,
                    f"rule {variant.name}",
                    {
                        "rule": variant.name,
                        "measure": table.measure.text,
                        "start": _measure_text(book, table, start),
                        "to": _measure_text(book, table, to),
                        "before": _pay_text(book, before),
                        "after": _pay_text(book, after),
                    },
                )
                break


def _falling_tiers(book: Rulebook, variant: Variant, table: Table) -> Iterator[Finding]:
    """Find tiers that pay less on a base which is another amount than the one measured."""
    ladder = table.ladder
    for k in range(1, len(ladder.lower)):
        bound = Fraction(ladder.lower[k])
        start = bound if ladder.above else max(_whole(bound, Fraction(1)) - 1, Fraction(0))
        to = bound * 2 if table.tiers.mode is TierMode.GRADUATED else start + 1
        for base in _bases(table, k):
            before, after = table.over_one(base, start), table.over_one(base, to)
            if after < before:
                yield Finding(
                    "lint.higher_tier_pays_less",
                    Severity.WARNING,
                    f"rule {variant.name}",
                    {
                        "rule": variant.name,
                        "base": variant.rule.base.text,
                        "amount": amount_text(base, book.plan.currency),
                        "measure": table.measure.text,
                        "start": _measure_text(book, table, start),
                        "to": _measure_text(book, table, to),
                        "before": _pay_text(book, before),
                        "after": _pay_text(book, after),
                    },
                )
                break


def _bases(table: Table, k: int) -> tuple[int, ...]:
    """Return amounts on which a fall shows if there is one: a small one for flat amounts, a great one for rates."""
    slope, flat = table.ladder.slope, table.ladder.flat
    if slope[k] >= slope[k - 1]:
        return (0, HANDY_MINOR)
    return (HANDY_MINOR, max(flat[k] - flat[k - 1], 0) // (slope[k - 1] - slope[k]) + HANDY_MINOR)


def _total(table: Table, measured: Exact) -> Exact:
    """Return what a total earns in one go, in ticks."""
    if table.tiers.mode is TierMode.VOLUME and table.measure.period:
        return table.ladder.at_rate_reached(0, measured)
    return table.ladder.total(measured)


def _whole(bound: Fraction, step: Fraction) -> Fraction:
    """Return the first whole number of steps at or above a bound."""
    return (bound / step).__ceil__() * step


def _before(table: Table, k: int) -> Exact:
    """Return what the tier below comes to at the bound of a tier, in ticks."""
    ladder = table.ladder
    return ladder.start[k - 1] + ladder.slope[k - 1] * (ladder.lower[k] - ladder.begin[k - 1])


def _starts_from(table: Table, k: int) -> list[Exact]:
    """Return what each tier from one on comes to at its own bound, in ticks."""
    ladder = table.ladder
    return [
        ladder.start[j] + ladder.slope[j] * (ladder.lower[j] - ladder.begin[j])
        for j in range(k, len(ladder.lower))
    ]


def _caps(bound: Bound, variant: Variant, table: Table) -> bool:
    """Whether a bound holds for everything that one total of the table earns."""
    covers = bound.rule in ("", variant.rule.id) and bound.role in (None, variant.rule.pays)
    if not covers or any(table.ladder.block):
        return False
    if bound.per == table.measure.per:
        return True
    if bound.per == "order":
        return table.measure.per == "line"
    budget = not (bound.rule or bound.role)
    return bound.per == table.measure.period and (table.counts_each_payee or budget)


def _measure_text(book: Rulebook, table: Table, total: Exact) -> str:
    return amount_text(total, book.plan.currency) if table.measure.is_money else str(total)


def _pay_text(book: Rulebook, ticks: Exact) -> str:
    return amount_text(Fraction(ticks) / book.ticks, book.plan.currency)
