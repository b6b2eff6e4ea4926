"""A simulation as text for a screen."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from .change import Change
from .words import phrase

if TYPE_CHECKING:
    from .simulation import Simulation

SHOWN: Final = 10
"""Parties that are named on each side."""


def told(simulation: "Simulation", locale: str) -> str:
    """Return a simulation as text: the whole, by role, who gains and who loses, the greatest changes, fairness."""
    return "\n".join(_lines(simulation, locale))


def signed(simulation: "Simulation", minor: int) -> str:
    """Return a difference with its sign: "+1.50", "-1.50", "0.00"."""
    text = simulation.money(minor).text
    return f"+{text}" if minor > 0 else text


def headline(simulation: "Simulation", locale: str) -> Iterator[str]:
    """Yield what a simulation comes to in a few sentences."""
    yield phrase(
        "orders",
        locale,
        assessed=f"{simulation.assessed:,}",
        read=f"{simulation.read:,}",
        currency=simulation.currency.code,
    )
    for row in simulation.left_out:
        text = row.text_zh if locale.lower().startswith("zh") else row.text_en
        plan = phrase(f"plan_{row.plan}", locale)
        yield phrase(
            "left_out",
            locale,
            plan=plan,
            orders=f"{row.orders:,}",
            code=row.code,
            first=row.first[0],
            text=text,
        )
    winners, losers, unchanged = simulation.winners, simulation.losers, simulation.unchanged
    if winners or losers:
        yield phrase("winners", locale, count=f"{len(winners):,}", sum=_sum(simulation, winners))
        yield phrase("losers", locale, count=f"{len(losers):,}", sum=_sum(simulation, losers))
        yield phrase("unchanged", locale, count=f"{len(unchanged):,}")
    else:
        yield phrase("same", locale)


def fairness(simulation: "Simulation", locale: str) -> str:
    """Return who would pay in more than he gets, or that nobody would."""
    below = simulation.below_zero
    if not below:
        return phrase("none_below_zero", locale)
    named = [f"{change.name} ({simulation.money(change.after_minor).text})" for change in below[-SHOWN:]]
    more = [phrase("more", locale, count=len(below) - SHOWN)] if len(below) > SHOWN else []
    return phrase("below_zero", locale, parties=", ".join((*named, *more)))


def sums(simulation: "Simulation", locale: str) -> tuple[Change, ...]:
    """Return the sums that are not of a role: residual, tax set aside and what others bear, where there are any."""
    rows = (simulation.residual, simulation.tax, simulation.shortfall)
    return tuple(
        row._replace(name=phrase(row.name, locale)) for row in rows if row.before_minor or row.after_minor
    )


def _lines(simulation: "Simulation", locale: str) -> Iterator[str]:
    yield phrase("title", locale, before=simulation.before, after=simulation.after)
    yield from headline(simulation, locale)
    yield f"{phrase('by_role', locale)}:"
    yield from _rows(simulation, (*simulation.roles, *sums(simulation, locale)))
    yield f"{phrase('by_rule', locale)}:"
    yield from _rows(simulation, simulation.rules)
    if simulation.winners or simulation.losers:
        yield f"{phrase('by_party', locale)}:"
        for side in (simulation.winners, simulation.losers):
            yield from _rows(simulation, side[:SHOWN])
            if len(side) > SHOWN:
                yield f"  {phrase('more', locale, count=len(side) - SHOWN)}"
    if simulation.largest:
        yield f"{phrase('by_order', locale)}:"
        for row in simulation.largest:
            yield f"  {row.order}: {simulation.money(row.moved_minor).text}"
    yield fairness(simulation, locale)


def _rows(simulation: "Simulation", changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        before, after = (simulation.money(minor).text for minor in (change.before_minor, change.after_minor))
        yield f"  {change.name}: {before} → {after} ({signed(simulation, change.difference_minor)})"


def _sum(simulation: "Simulation", changes: Iterable[Change]) -> str:
    return simulation.money(abs(sum(change.difference_minor for change in changes))).text
