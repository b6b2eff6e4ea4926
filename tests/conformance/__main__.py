"""The command: `python -m tests.conformance [--kind KIND]... [--json] [--unsupported] FILE...`."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from .case import cases_of
from .runner import Outcome, Report, Verdict, report_of

NOTHING_FAILED, SOMETHING_FAILED, NOT_RUN = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run vector files; return 0 when nothing failed, 1 when something did, 2 when a file cannot be read."""
    asked = _parser().parse_args(arguments)
    try:
        report = report_of(chain.from_iterable(map(cases_of, asked.files)), asked.kind)
    except OSError as error:
        sys.stderr.write(f"{error.filename}: {error.strerror}\n")
        return NOT_RUN
    text = (
        json.dumps(report.as_plain(), ensure_ascii=False) if asked.json else "\n".join(_told(report, asked))
    )
    sys.stdout.write(f"{text}\n")
    return SOMETHING_FAILED if report.has_failed else NOTHING_FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m tests.conformance", description="Run worked figures of other systems."
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="one JSON object a line")
    parser.add_argument(
        "--kind", action="append", default=[], metavar="KIND", help="only this kind; may be repeated"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--unsupported", action="store_true", help="say why each unsupported case was not run"
    )
    return parser


def _told(report: Report, asked: argparse.Namespace) -> Iterator[str]:
    for kind in report.kinds:
        counts = ", ".join(f"{count} {verdict}" for verdict, count in report.counts(kind).items())
        yield f"{kind}: {counts}"
        yield from map(_line, report.of(Verdict.FAILED, kind))
        if asked.unsupported:
            yield from map(_line, report.of(Verdict.UNSUPPORTED, kind))


def _line(outcome: Outcome) -> str:
    why = (
        outcome.why.encode("unicode_escape").decode("ascii") if not outcome.why.isprintable() else outcome.why
    )
    return f"  {outcome.verdict.value} {outcome.case.id}: {why}"


if __name__ == "__main__":
    sys.exit(main())
