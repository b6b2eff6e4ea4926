"""A simulation as text for a screen."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from communekit.commission.explanation.phrase import ROLES
from communekit.errors import language_of

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
        "orders" if simulation.assessed else "nothing" if simulation.read else "no_orders",
        locale,
        assessed=f"{simulation.assessed:,}",
        read=f"{simulation.read:,}",
        currency=simulation.currency.code,
    )
    for row in simulation.left_out:
        text = row.text_zh if language_of(locale) == "zh" else row.text_en
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
    if not simulation.assessed:
        return
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
    named = [
        phrase("owing", locale, name=change.name, amount=simulation.money(change.after_minor).text)
        for change in below[-SHOWN:]
    ]
    more = [phrase("more", locale, count=len(below) - SHOWN)] if len(below) > SHOWN else []
    return phrase("below_zero", locale, parties=phrase("comma", locale).join((*named, *more)))


def sums(simulation: "Simulation", locale: str) -> tuple[Change, ...]:
    """Return the sums that are not of a role: residual, tax set aside and what others bear, where there are any."""
    rows = (simulation.residual, simulation.tax, simulation.shortfall)
    return tuple(
        row._replace(name=phrase(row.name, locale)) for row in rows if row.before_minor or row.after_minor
    )


def roles(simulation: "Simulation", locale: str) -> tuple[Change, ...]:
    """Return what every role comes to, called as the trade calls it; then the sums that are not of a role."""
    named = (
        row._replace(name=ROLES[row.name][language_of(locale)]) if row.name in ROLES else row
        for row in simulation.roles
    )
    return (*named, *sums(simulation, locale))


def rules(simulation: "Simulation", locale: str) -> tuple[Change, ...]:
    """Return what every rule comes to, with its title where it has one."""
    titles = simulation.titles
    return tuple(
        row._replace(name=phrase("rule", locale, rule=row.name, title=titles[row.name]))
        if row.name in titles
        else row
        for row in simulation.rules
    )


def _lines(simulation: "Simulation", locale: str) -> Iterator[str]:
    yield phrase("title", locale, before=simulation.before, after=simulation.after)
    yield from headline(simulation, locale)
    if not simulation.assessed:
        return
    yield _heading("by_role", locale)
    yield from _rows(simulation, roles(simulation, locale), locale)
    yield _heading("by_rule", locale)
    yield from _rows(simulation, rules(simulation, locale), locale)
    if simulation.winners or simulation.losers:
        yield _heading("by_party", locale)
        for side in (simulation.winners, simulation.losers):
            yield from _rows(simulation, side[:SHOWN], locale)
            if len(side) > SHOWN:
                yield f"  {phrase('more', locale, count=len(side) - SHOWN)}"
    if simulation.largest:
        yield _heading("by_order", locale)
        for row in simulation.largest:
            yield phrase("order_row", locale, name=row.order, moved=simulation.money(row.moved_minor).text)
    yield fairness(simulation, locale)


def _heading(name: str, locale: str) -> str:
    return phrase("heading", locale, name=phrase(name, locale))


def _rows(simulation: "Simulation", changes: Iterable[Change], locale: str) -> Iterator[str]:
    for change in changes:
        before, after = (simulation.money(minor).text for minor in (change.before_minor, change.after_minor))
        difference = signed(simulation, change.difference_minor)
        yield phrase("row", locale, name=change.name, before=before, after=after, difference=difference)


def _sum(simulation: "Simulation", changes: Iterable[Change]) -> str:
    return simulation.money(abs(sum(change.difference_minor for change in changes))).text
