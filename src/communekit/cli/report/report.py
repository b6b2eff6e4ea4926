"""The report (结算报告): what a run came to, for people: one page in English or Chinese that can be mailed and printed."""

from collections.abc import Mapping
from html import escape

from communekit.cli.amount import amount_text
from communekit.cli.language import babel_locale
from communekit.cli.tally import Tally
from communekit.cli.words import role_text
from communekit.commission import explain

from .example import Example
from .page import page
from .sections import months_section, notes_section, roles_section, rows_section, top_section, why_section
from .words import say
from .worked import worked_section


def report(
    tally: Tally,
    example: Example,
    *,
    unbalanced_minor: int,
    names: Mapping[str, str],
    gathered: int,
    split: int,
    locale: str,
) -> str:
    """Return the report as HTML. The same run makes the same page: no clock and no folder is in it.

    Args:
        tally: What the run came to.
        example: The order to work through.
        unbalanced_minor: What the written entries lack to what members paid.
        names: Descriptions of products, by line of the example.
        gathered: How often rows of one order were brought together.
        split: How often they could not be.
        locale: "zh" or "en".
    """
    title = f"{say('title', locale)} · {tally.plan.name}"
    working = (
        "" if example.assessment is None else explain(example.assessment, locale=babel_locale(locale)).text
    )
    body = [
        _head(tally, locale),
        _figures(tally, locale),
        _verdict(tally, unbalanced_minor, locale),
        rows_section(tally, locale),
        roles_section(tally, locale),
        months_section(tally, locale),
        worked_section(tally, example, names, working, locale),
        top_section(tally, locale),
        why_section(tally, locale),
        notes_section(tally, gathered, split, locale),
        f"<footer><p>{escape(say('files', locale))}</p><p>{escape(say('made_by', locale))}</p></footer>",
    ]
    return page(title, [part for part in body if part], locale=locale)


def _head(tally: Tally, locale: str) -> str:
    months = tally.months()
    if months:
        net = amount_text(tally.net_paid_minor, tally.currency, locale)
        lead = say(
            "lead",
            locale,
            orders=say("order" if tally.orders == 1 else "orders", locale, count=f"{tally.orders:,}"),
            span=say(
                "month_span" if len(months) == 1 else "months_span", locale, first=months[0], last=months[-1]
            ),
            plan=tally.plan.name,
            net=net,
        )
    else:
        lead = say("lead_none", locale, plan=tally.plan.name)
    return (
        f'<header><div class="kicker">{escape(say("title", locale))}</div>'
        f'<h1>{escape(tally.plan.name)}</h1><p class="lead">{escape(lead)}</p></header>'
    )


def _figures(tally: Tally, locale: str) -> str:
    put_in = -sum(tally.put_in_by_role().values())
    figures = (
        (say("paid", locale), tally.paid_minor),
        (say("refunded", locale), -tally.refunded_minor),
        *([(say("put_in", locale), put_in)] if put_in else []),
        (say("earned", locale), sum(tally.earned_by_role().values())),
        (say("kept", locale, role=role_text(tally.plan.residual, locale)), tally.residual_minor),
    )
    told = "".join(
        f'<div class="figure"><b>{escape(amount_text(minor, tally.currency, locale))}</b><span>{escape(name)}</span></div>'
        for name, minor in figures
    )
    return f'<div class="figures">{told}</div>'


def _verdict(tally: Tally, unbalanced_minor: int, locale: str) -> str:
    net = amount_text(tally.net_paid_minor, tally.currency, locale)
    if unbalanced_minor:
        missing = amount_text(unbalanced_minor, tally.currency, locale)
        what, how = say("unbalanced", locale, amount=missing), say("unbalanced_how", locale)
        return _box("verdict bad", "!", what, how)
    return _box("verdict", "✓", say("balanced", locale), say("balanced_how", locale, net=net))


def _box(kind: str, mark: str, what: str, how: str) -> str:
    return (
        f'<div class="{kind}"><span class="mark">{mark}</span>'
        f"<p><b>{escape(what)}</b> {escape(how)}</p></div>"
    )


__all__ = ["report"]
