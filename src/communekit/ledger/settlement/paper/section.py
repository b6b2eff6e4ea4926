"""Sections of the page (结算单各节): figures in sentences, tables and drawings."""

from collections.abc import Iterable, Sequence
from html import escape

from communekit.ledger.settlement.movement import Line, Movement
from communekit.ledger.settlement.nature import Nature
from communekit.ledger.settlement.statement import Statement

from .chart import Pillar, Stop, pillars, waterfall
from .telling import Telling, by_nature
from .text import owed_sentence

LINES_SHOWN = 200
"""Of one movement; the rest is counted, and all are in the CSV."""

_OPEN_MAX = 5
"""So many lines with a reason stand open; more are folded away."""

_LEFT = (Nature.PAID_OUT, Nature.TAX, Nature.FEES)


def chart_section(statement: Statement, reader: Telling) -> str:
    """Return the way from the opening to the closing balance as a drawing."""

    def stop(key: str, minor: int, colour: str, *, is_balance: bool = False) -> Stop:
        return Stop(reader.say(key), minor, reader.money(minor, statement.commodity), colour, is_balance)

    moved = by_nature(statement)
    steps = [
        stop(nature.value, sum(each.minor for each in movements), nature.value)
        for nature, movements in moved.items()
    ]
    if not steps:
        return _section(reader.say("flow"), reader.say("nothing"))
    drawn = waterfall(
        [
            stop("opening", statement.opening_minor, "balance", is_balance=True),
            *steps,
            stop("closing", statement.closing_minor, "balance", is_balance=True),
        ]
    )
    return _section(reader.say("flow"), reader.say("flow_how"), drawn)


def movement_sections(statement: Statement, reader: Telling) -> Iterable[str]:
    """Yield a section for what was earned, for what was taken back, for corrections, and for what left."""
    sections: dict[str, list[Movement]] = {}
    for nature, movements in by_nature(statement).items():
        sections.setdefault("left" if nature in _LEFT else nature.value, []).extend(movements)
    return (_movements(key, movements, statement, reader) for key, movements in sections.items())


def _movements(key: str, movements: Sequence[Movement], statement: Statement, reader: Telling) -> str:
    rows = [
        (
            escape(reader.title(movement)) + _lines(movement, statement, reader),
            f"{movement.count:,}",
            escape(reader.days(movement)),
            escape(reader.money(movement.minor, statement.commodity)),
        )
        for movement in movements
    ]
    total = reader.money(sum(movement.minor for movement in movements), statement.commodity)
    head = [reader.say(word) for word in ("what", "count", "dates", "amount")]
    title = f'<div class="head"><h2>{escape(reader.say(key))}</h2><b>{escape(total)}</b></div>'
    how = f'<p class="how">{escape(reader.say(f"how.{key}"))}</p>'
    return f'<section class="moves">\n{title}\n{how}\n{_table(head, rows, numbers=(1, 3))}\n</section>'


def _lines(movement: Movement, statement: Statement, reader: Telling) -> str:
    """Return the lines of which something is said: a reason, a late fact, a working."""
    told = [(line, reader.told(line)) for line in movement.lines]
    spoken = [(line, said) for line, said in told if said]
    if not spoken:
        return ""
    items = [_line(line, said, statement, reader) for line, said in spoken[:LINES_SHOWN]]
    if len(spoken) > LINES_SHOWN:
        items.append(f"<li>{escape(reader.say('more', count=f'{len(spoken) - LINES_SHOWN:,}'))}</li>")
    has_reasons = any(line.note or line.happened_at for line, _ in spoken)
    is_open = " open" if has_reasons and len(spoken) <= _OPEN_MAX else ""
    return f'<details{is_open}><summary>{escape(reader.say("lines"))}</summary><ul class="lines">{"".join(items)}</ul></details>'


def _line(line: Line, said: Sequence[str], statement: Statement, reader: Telling) -> str:
    amount = reader.money(line.minor, statement.commodity)
    told = "".join(f'<div class="said">{escape(text)}</div>' for text in said)
    return f"<li>{escape(reader.day(line.at))} · <b>{escape(amount)}</b> <code>{escape(line.entry)}</code>{told}</li>"


def held_section(statement: Statement, reader: Telling) -> str:
    """Return what is not free yet, by stage and day; nothing where nothing is held."""
    if not statement.held:
        return ""
    rows = [
        (
            escape(reader.name(one.bucket, among="bucket")),
            escape(one.until),
            f"{one.claims:,}",
            escape(reader.money(one.minor, statement.commodity)),
        )
        for one in reader.held(statement.held)
    ]
    head = [reader.say(key) for key in ("stage", "until", "claims", "amount")]
    return _section(reader.say("held"), reader.say("held_how"), _table(head, rows, numbers=(2, 3)))


def owed_section(statement: Statement, reader: Telling) -> str:
    """Return what the party owed, and what was offset; nothing where nothing was owed."""
    told = owed_sentence(statement, reader)
    return _section(reader.say("owed"), told) if told else ""


def late_section(statement: Statement, reader: Telling) -> str:
    """Return the facts that were booked late, with the time at which they happened."""
    if not statement.late:
        return ""
    rows = [
        (
            escape(reader.title(late.movement)),
            escape(reader.minute(late.line.happened_at or late.line.at)),
            escape(reader.minute(late.line.at)),
            f"<code>{escape(late.line.entry)}</code>",
            escape(reader.money(late.line.minor, statement.commodity)),
        )
        for late in statement.late
    ]
    head = [reader.say(key) for key in ("what", "happened", "booked", "csv.entry", "amount")]
    return _section(reader.say("late"), reader.say("late_how"), _table(head, rows, numbers=(4,)))


def stage_section(statement: Statement, reader: Telling) -> str:
    """Return the stage table: what came into each bucket and what left it."""

    def figures(*minors: int) -> list[str]:
        return [escape(reader.money(minor, statement.commodity)) if minor else "–" for minor in minors]

    rows = [
        [
            escape(reader.name(flow.bucket, among="bucket")),
            *figures(flow.opening_minor, flow.in_minor, flow.out_minor, flow.closing_minor),
        ]
        for flow in statement.flows
        if flow.opening_minor or flow.in_minor or flow.out_minor
    ]
    if not rows:
        return ""
    total = [
        escape(reader.say("in_all")),
        *figures(statement.opening_minor, 0, 0, statement.closing_minor),
    ]
    total[2] = total[3] = ""
    head = [reader.say(key) for key in ("stage", "at_start", "in", "out", "at_end")]
    shown = _table(head, rows, numbers=(1, 2, 3, 4), total=total)
    return _section(reader.say("stages"), reader.say("stages_how"), shown)


def months_section(statements: Sequence[Statement], reader: Telling) -> str:
    """Return several periods side by side; nothing for one alone."""
    if len(statements) < 2:
        return ""
    rows, drawn, highest = [], [], 0
    for one in statements:
        sums = {nature: one.moved(nature).minor for nature in Nature}
        earned, back = sums[Nature.EARNED], sums[Nature.TAKEN_BACK]
        highest = max(highest, earned)
        left = sum(sums[nature] for nature in _LEFT)
        figures = (one.opening_minor, earned, back, sums[Nature.OTHER], left, one.closing_minor)
        shown = [reader.money(minor, one.commodity) for minor in figures]
        rows.append([escape(one.period.label), *map(escape, shown)])
        told = f"{one.period.label}: {reader.say('earned')} {shown[1]}, {reader.say('taken_back')} {shown[2]}"
        drawn.append(Pillar(one.period.label, max(earned, 0), min(back, 0), told))
    chart = pillars(drawn, top_text=reader.money(highest, statements[0].commodity))
    head = [
        reader.say(key) for key in ("period", "at_start", "earned", "taken_back", "other", "left", "at_end")
    ]
    shown_table = _table(head, rows, numbers=(1, 2, 3, 4, 5, 6))
    return _section(reader.say("months"), reader.say("months_how"), chart, shown_table)


def _section(title: str, how: str, *parts: str) -> str:
    return (
        f'<section>\n<h2>{escape(title)}</h2>\n<p class="how">{escape(how)}</p>\n{"".join(parts)}\n</section>'
    )


def _table(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    numbers: Sequence[int],
    total: Sequence[str] = (),
) -> str:
    """Return a table; cells are HTML already, `numbers` are the columns of figures."""

    def cells(mark: str, row: Sequence[str]) -> str:
        return "".join(
            f'<{mark} class="n">{cell}</{mark}>' if place in numbers else f"<{mark}>{cell}</{mark}>"
            for place, cell in enumerate(row)
        )

    lines = "\n".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    last = f'\n<tr class="sum">{cells("td", total)}</tr>' if total else ""
    heads = cells("th", [escape(name) for name in head])
    return f'<div class="tables"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{lines}{last}\n</tbody>\n</table></div>'


__all__ = [
    "LINES_SHOWN",
    "chart_section",
    "held_section",
    "late_section",
    "months_section",
    "movement_sections",
    "owed_section",
    "stage_section",
]
