"""Sections of the report (报告各节): figures in sentences, tables and drawings."""

from html import escape

from communekit.cli.amount import amount_text
from communekit.cli.tally import EARNED, KEPT, PUT_IN, Sum, Tally
from communekit.cli.words import role_text
from communekit.cli.words import say as say_of_run
from communekit.money import Currency

from .chart import Bar, Column, Scale, columns, meter, proportion
from .page import legend, section, table
from .words import say

PARTIES_SHOWN = 10
REASONS_SHOWN = 30
COLOURS = 8
"""Colours 0 to 7 are for roles; the last is for what is kept and for what is left out."""
QUIET = 8


def colour_of(tally: Tally) -> dict[str, int]:
    """Return a colour for each role that is paid by rules, the best paid first."""
    paid = tally.earned_by_role()
    ranked = sorted(paid, key=lambda role: (-paid[role], role))
    return {role: min(place, COLOURS - 1) for place, role in enumerate(ranked)}


def rows_section(tally: Tally, locale: str) -> str:
    """Return where every row of the files went."""
    counts = (
        ("assessed", tally.lines_assessed, 0),
        ("refund", tally.lines_refund, 1),
        ("left_out", tally.lines_left_out, QUIET),
    )
    bars = [Bar(say(key, locale), count, f"{count:,}", colour) for key, count, colour in counts]
    told = [(bar.colour, f"{bar.name} {bar.text} ({percent(bar.value, tally.lines_read)})") for bar in bars]
    how = say("rows_how", locale, read=f"{tally.lines_read:,}")
    return section(say("rows", locale), how, proportion(bars), legend(told))


def roles_section(tally: Tally, locale: str) -> str:
    """Return what each role got, what funders and bearers put in, and what the residual party keeps."""
    currency, net = tally.currency, tally.net_paid_minor
    colours, residual = colour_of(tally), tally.plan.residual
    lines = [
        (role_text(role, locale), tally.parties(role, EARNED), minor, colours[role])
        for role, minor in sorted(tally.earned_by_role().items(), key=lambda item: (-item[1], item[0]))
    ]
    lines += [
        (
            say_of_run("puts_in", locale, role=role_text(role, locale)),
            tally.parties(role, PUT_IN),
            minor,
            QUIET,
        )
        for role, minor in sorted(tally.put_in_by_role().items())
    ]
    kept = say("kept", locale, role=role_text(residual, locale))
    lines.append((kept, tally.parties(residual, KEPT), tally.residual_minor, QUIET))
    scale = Scale.of(minor for _, _, minor, _ in lines)
    rows = [
        (
            escape(name),
            f"{count:,}",
            escape(amount_text(minor, currency, locale)),
            percent(minor, net),
            meter(minor, scale, colour),
        )
        for name, count, minor, colour in lines
    ]
    head = [say(key, locale) for key in ("role", "parties", "net", "share")]
    return section(
        say("roles", locale), say("roles_how", locale), table([*head, ""], rows, numbers=(1, 2, 3), bar=4)
    )


def months_section(tally: Tally, locale: str) -> str:
    """Return what was paid, refunded and earned by month."""
    currency, colours = tally.currency, colour_of(tally)
    months = tally.by_month()
    if not months:
        return ""
    paid, refunded = tally.paid_by_month, tally.refunded_by_month
    money = [
        Column(
            month,
            ((paid[month], 0), (-refunded[month], 1)),
            f"{month}: {amount_text(paid[month], currency, locale)} − {amount_text(refunded[month], currency, locale)}",
        )
        for month in months
    ]
    earned = [
        Column(
            month,
            tuple((sums.get(role, 0), colours[role]) for role in colours),
            f"{month}: {amount_text(sum(sums.values()), currency, locale)}",
        )
        for month, sums in months.items()
    ]
    top_paid = amount_text(max(paid.values(), default=0), currency, locale)
    top_earned = amount_text(
        max((sum(max(minor, 0) for minor in sums.values()) for sums in months.values()), default=0),
        currency,
        locale,
    )
    told = [(colour, role_text(role, locale)) for role, colour in colours.items()]
    return section(
        say("months", locale),
        "",
        f"<h3>{escape(say('months_paid', locale))}</h3>",
        columns(money, top_text=top_paid),
        legend([(0, say("paid", locale)), (1, say("refunded", locale))]),
        f"<h3>{escape(say('months_earned', locale))}</h3>",
        columns(earned, top_text=top_earned),
        legend(told),
    )


def top_section(tally: Tally, locale: str) -> str:
    """Return who earned most in each role that more than one party holds."""
    by_role: dict[str, list[Sum]] = {}
    for one in tally.by_party():
        by_role.setdefault(one.role, []).append(one)
    colours = colour_of(tally)
    parts = [
        _top_of(role, sums, colours.get(role, QUIET), tally.currency, locale)
        for role, sums in sorted(by_role.items(), key=lambda item: (colours.get(item[0], QUIET), item[0]))
        if len(sums) > 1
    ]
    if not parts:
        return ""
    return section(
        say("top", locale), say("top_how", locale), f'<div class="columns2">{"".join(parts)}</div>'
    )


def _top_of(role: str, sums: list[Sum], colour: int, currency: Currency, locale: str) -> str:
    shown, rest = sums[:PARTIES_SHOWN], sums[PARTIES_SHOWN:]
    scale = Scale.of(one.net_minor for one in shown)
    rows = [
        (
            escape(one.party),
            escape(amount_text(one.net_minor, currency, locale)),
            meter(one.net_minor, scale, colour),
        )
        for one in shown
    ]
    if rest:
        others = sum(one.net_minor for one in rest)
        name = f'<span class="soft">{escape(say("others", locale, count=f"{len(rest):,}"))}</span>'
        rows.append((name, escape(amount_text(others, currency, locale)), ""))
    head = (role_text(role, locale), say("net", locale), "")
    return f'<div class="item">{table(head, rows, numbers=(1,), bar=2)}</div>'


def why_section(tally: Tally, locale: str) -> str:
    """Return what was left out, by reason, the most frequent first."""
    if not tally.left_out:
        return section(say("why", locale), say("why_none", locale))
    scale = Scale.of(tally.left_out.values())
    rows = [
        (
            escape(tally.reasons[code].reason(locale)),
            f"<code>{escape(code)}</code>",
            f"{count:,}",
            meter(count, scale, QUIET - 1),
        )
        for code, count in sorted(tally.left_out.items(), key=lambda item: (-item[1], item[0]))[
            :REASONS_SHOWN
        ]
    ]
    head = [say(key, locale) for key in ("first_reason", "code", "count")]
    return section(say("why", locale), say("why_how", locale), table([*head, ""], rows, numbers=(2,), bar=3))


def notes_section(tally: Tally, gathered: int, split: int, locale: str) -> str:
    """Return what is worth knowing; nothing where there is nothing."""
    counts = {**tally.notes, "gathered": gathered, "split": split}
    told = [
        say(f"note.{code}", locale, count=f"{count:,}") for code, count in sorted(counts.items()) if count
    ]
    if not told:
        return ""
    items = "".join(f"<li>{escape(text)}</li>" for text in told)
    return section(say("notes", locale), say("notes_how", locale), f'<ul class="notes">{items}</ul>')


def percent(part: int, whole: int) -> str:
    """Return a part as a percentage with two decimals, rounded half up; empty where there is no whole.

    >>> percent(1, 3), percent(-1, 3), percent(1, 0)
    ('33.33%', '-33.33%', '')
    """
    if whole <= 0:
        return ""
    hundredths = (abs(part) * 10_000 * 2 + whole) // (2 * whole)
    return f"{'-' if part < 0 else ''}{hundredths // 100}.{hundredths % 100:02d}%"


__all__ = [
    "colour_of",
    "months_section",
    "notes_section",
    "percent",
    "roles_section",
    "rows_section",
    "top_section",
    "why_section",
]
