"""The command line (命令行): files in, files out. Here the clock, the environment and the terminal are read.

Exit codes: 0 done; 1 `lint` found errors, `settle` left every row out, or `simulate` compared no order; 2 wrong use,
or input that is refused, with one sentence and nothing written; 130 interrupted.
"""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from communekit import __version__
from communekit.commission import Plans
from communekit.errors import CommunekitError, language_of
from communekit.period import InvalidTimeError

from .arguments import WrongUseError, parser
from .explain import explain_order
from .inputs import newest, read_columns_file, read_plan_file
from .intake import Columns
from .lint import lint_plans
from .periods import PeriodTerms, period_terms
from .progress import Progress
from .settle import settle, summary
from .simulate import simulate_plans
from .statement import statement_of
from .terminal import show
from .words import say

DONE: Final = 0
FOUND: Final = 1
REFUSED: Final = 2
INTERRUPTED: Final = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; what is refused is said in one sentence, without a traceback."""
    typed = sys.argv[1:] if arguments is None else list(arguments)
    locale = _locale(typed, os.environ)
    try:
        given = parser(locale).parse_args(typed)
        if given.version:
            show(f"communekit {__version__}")
            return DONE
        if given.command is None:
            parser(locale).print_help()
            return REFUSED
        return _run(given)
    except WrongUseError as wrong:
        return _refuse(str(wrong))
    except CommunekitError as refused:
        return _refuse(refused.text(locale))
    except BrokenPipeError:
        sys.stderr.close()  # whoever read the output has gone; there is nobody to tell
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as ended:  # argparse after printing help
        return ended.code if isinstance(ended.code, int) else REFUSED


def _run(given: argparse.Namespace) -> int:
    """Run the command that was typed."""
    progress, locale = Progress(sys.stderr), given.locale
    plans = read_plan_file(given.plan)
    if given.command == "lint":
        told, has_errors = lint_plans(plans, as_json=given.json, locale=locale)
        show(told, as_json=given.json)
        return FOUND if has_errors else DONE
    columns = read_columns_file(given.columns)
    code = DONE
    try:
        match given.command:
            case "settle":
                settled = settle(
                    plans, columns, given.orders, given.out,
                    locale=locale, progress=progress, bom=given.bom,
                    terms=_terms_if_asked(given, plans, columns),
                )  # fmt: skip
                code = DONE if settled.is_anything else FOUND
                told = settled.json() if given.json else summary(settled, given.out, locale=locale)
            case "statement":
                told = statement_of(
                    plans, columns, given.orders, given.party, _terms(given, plans, columns),
                    label=given.label, page=given.html, with_working=given.working,
                    as_json=given.json, locale=locale, progress=progress,
                )  # fmt: skip
            case "explain":
                told = explain_order(
                    plans, columns, given.orders, given.order, given.party,
                    as_json=given.json, locale=locale, progress=progress,
                )  # fmt: skip
            case _:
                after = read_plan_file(given.after)
                told, is_anything = simulate_plans(
                    plans, after, columns, given.orders, given.out,
                    as_json=given.json, locale=locale, progress=progress,
                )  # fmt: skip
                code = DONE if is_anything else FOUND
    finally:
        progress.clear()
    show(told, as_json=given.json)
    return code


def _terms_if_asked(given: argparse.Namespace, plans: Plans, columns: Columns) -> PeriodTerms | None:
    if given.period is not None:
        return _terms(given, plans, columns)
    if given.pay_from is not None:
        raise WrongUseError(say("pay_needs_period", given.locale))
    return None


def _terms(given: argparse.Namespace, plans: Plans, columns: Columns) -> PeriodTerms:
    try:
        return period_terms(newest(plans), columns, given.period, given.hold_days, given.pay_from)
    except CommunekitError as refused:
        flag = "--hold-days" if isinstance(refused, InvalidTimeError) else "--pay-from"
        colon = "：" if given.locale == "zh" else ": "
        raise WrongUseError(f"{flag}{colon}{refused.text(given.locale)}") from refused


def _refuse(sentence: str) -> int:
    print(f"communekit: {sentence}", file=sys.stderr)  # stderr escapes what it cannot show
    return REFUSED


def _locale(typed: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language asked for, else that of the terminal: zh or en. It is asked for before or after the command."""
    asked = [
        word.partition("=")[2] or following
        for word, following in zip(typed, (*typed[1:], ""), strict=False)
        if word == "--locale" or word.startswith("--locale=")
    ]
    if asked:
        return "zh" if asked[-1] == "zh" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return language_of(environment[name])
    return "en"


__all__ = ["main"]
