"""The runner: cases in, verdicts out, and what they add up to per kind."""

import traceback
from collections.abc import Collection, Iterable
from enum import Enum
from pathlib import Path
from typing import Any

import attrs

from communekit.errors import CommunekitError

from .adapters import ADAPTERS
from .answer import differences, is_defect, unanswered
from .case import MALFORMED, Case, UnsupportedError
from .given import Given
from .later import reason_of


class Verdict(Enum):
    """What came of a case."""

    PASSED = "passed"
    FAILED = "failed"
    UNSUPPORTED = "unsupported"


@attrs.frozen
class Outcome:
    """A case and its verdict; `why` says what differs, or why it was not run."""

    case: Case
    verdict: Verdict
    why: str = ""


@attrs.frozen
class Report:
    """The outcomes of a run."""

    outcomes: tuple[Outcome, ...]
    kinds: tuple[str, ...]

    def of(self, verdict: Verdict, kind: str = "") -> tuple[Outcome, ...]:
        """Return the outcomes of a verdict, of one kind or of all."""
        return tuple(
            outcome
            for outcome in self.outcomes
            if outcome.verdict is verdict and kind in ("", outcome.case.kind)
        )

    def counts(self, kind: str = "") -> dict[str, int]:
        """Return how many cases passed, failed, and were not supported."""
        return {verdict.value: len(self.of(verdict, kind)) for verdict in Verdict}

    @property
    def has_failed(self) -> bool:
        """Whether a case gave another figure than its source."""
        return bool(self.of(Verdict.FAILED))

    def as_plain(self) -> dict[str, Any]:
        """Return the report as plain data."""
        named = ((word, self.of(word)) for word in (Verdict.FAILED, Verdict.UNSUPPORTED))
        return {
            "kinds": {kind: self.counts(kind) for kind in self.kinds},
            "total": self.counts(),
        } | {
            verdict.value: [
                {"id": outcome.case.id, "kind": outcome.case.kind, "why": outcome.why} for outcome in outcomes
            ]
            for verdict, outcomes in named
        }


def report_of(cases: Iterable[Case], kinds: Collection[str] = ()) -> Report:
    """Run cases, of some kinds or of all; lines that are no cases are always told."""
    outcomes = tuple(run(case) for case in cases if not kinds or case.kind in kinds or case.kind == MALFORMED)
    met = {outcome.case.kind for outcome in outcomes} | set(kinds)
    return Report(outcomes, tuple(sorted(met)))


def run(case: Case) -> Outcome:
    """Run one case. Whatever happens, there is a verdict.

    What the library refuses, and what an adapter cannot put to it, is unsupported. So is a case whose figures differ
    and whose input has fields that nobody asked for: its rule is another one than the kind's. What the library breaks
    on without an error of its own has failed.
    """
    if case.broken:
        return Outcome(case, Verdict.UNSUPPORTED, case.broken)
    adapter = ADAPTERS.get(case.kind)
    if adapter is None:
        return Outcome(case, Verdict.UNSUPPORTED, reason_of(case.kind))
    if not any(not is_defect(name) for name in case.expected):
        return Outcome(case, Verdict.UNSUPPORTED, "only the defect of the source is given")
    given = Given(case.given, case.source)
    try:
        answer = adapter(given)
    except UnsupportedError as reason:
        return Outcome(case, Verdict.UNSUPPORTED, str(reason))
    except CommunekitError as refusal:
        return Outcome(case, Verdict.UNSUPPORTED, f"refused, {refusal.code}: {refusal}")
    except Exception as error:  # noqa: BLE001 - one broken case must not end the run
        verdict = Verdict.UNSUPPORTED if arose_here(error) else Verdict.FAILED
        return Outcome(case, verdict, f"{type(error).__name__}: {error}")
    differing = tuple(differences(case.expected, answer))
    if differing and given.unread:
        return Outcome(
            case, Verdict.UNSUPPORTED, f"the input says what is not read: {', '.join(given.unread)}"
        )
    if differing:
        return Outcome(case, Verdict.FAILED, "; ".join(differing))
    missing = unanswered(case.expected, answer)
    if missing:
        return Outcome(case, Verdict.UNSUPPORTED, f"no answer for {', '.join(missing)}")
    return Outcome(case, Verdict.PASSED)


def arose_here(error: BaseException) -> bool:
    """Whether an adapter stumbled over the form of its input, and not the library over what it was handed."""
    *_, (frame, _) = traceback.walk_tb(error.__traceback__)
    return Path(frame.f_code.co_filename).is_relative_to(Path(__file__).parent)
