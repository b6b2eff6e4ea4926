"""A simulation as a fragment of HTML: a few sentences, tables, and a chart of who gains and who loses."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING, Final

from communekit.errors import language_of

from .bar_chart import Bar, bar_chart
from .change import Change
from .told import fairness, headline, roles, rules, signed
from .words import phrase

if TYPE_CHECKING:
    from .simulation import Simulation

BARS: Final = 12
"""Parties that are drawn on each side."""


def page(simulation: "Simulation", locale: str) -> str:
    """Return a simulation as one `<section>`, ready to stand in a page of the host's."""
    language = language_of(locale)
    body = "\n".join(_parts(simulation, locale))
    return f'<section class="communekit-simulation" lang="{language}">\n{body}\n</section>\n'


def _parts(simulation: "Simulation", locale: str) -> Iterator[str]:
    yield f"<h2>{escape(phrase('title', locale, before=simulation.before, after=simulation.after))}</h2>"
    yield from (f"<p>{escape(sentence)}</p>" for sentence in headline(simulation, locale))
    if not simulation.assessed:
        return
    yield f"<p><strong>{escape(fairness(simulation, locale))}</strong></p>"
    shown = (*simulation.winners[:BARS], *reversed(simulation.losers[:BARS]))
    if shown:
        title = phrase("by_party", locale)
        bars = [
            Bar(one.name, one.difference_minor, signed(simulation, one.difference_minor)) for one in shown
        ]
        yield f"<h3>{escape(title)}</h3>"
        yield bar_chart(bars, title=title)
    yield from _table(simulation, locale, "by_role", roles(simulation, locale))
    yield from _table(simulation, locale, "by_rule", rules(simulation, locale))
    if simulation.largest:
        yield f"<h3>{escape(phrase('by_order', locale))}</h3>"
        yield f"<table><thead><tr>{_heads(locale, 'order', 'moved')}</tr></thead><tbody>"
        for row in simulation.largest:
            yield f"<tr>{_head(row.order)}{_cell(simulation.money(row.moved_minor).text)}</tr>"
        yield "</tbody></table>"


def _table(simulation: "Simulation", locale: str, title: str, rows: Iterable[Change]) -> Iterator[str]:
    yield f"<h3>{escape(phrase(title, locale))}</h3>"
    yield f"<table><thead><tr>{_heads(locale, 'name', 'before', 'after', 'difference')}</tr></thead><tbody>"
    for row in rows:
        figures = (
            simulation.money(row.before_minor).text,
            simulation.money(row.after_minor).text,
            signed(simulation, row.difference_minor),
        )
        yield f"<tr>{_head(row.name)}{''.join(map(_cell, figures))}</tr>"
    yield "</tbody></table>"


def _heads(locale: str, *names: str) -> str:
    return "".join(f'<th scope="col">{escape(phrase(name, locale))}</th>' for name in names)


def _head(text: str) -> str:
    return f'<th scope="row">{escape(text)}</th>'


def _cell(text: str) -> str:
    return f'<td style="text-align:right">{escape(text)}</td>'
