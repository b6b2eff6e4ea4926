"""How often each fault is tried, and what came of it (故障统计): FAULTS=1000 tries so many; by default few, seeded alike."""

import os
from pathlib import Path
from time import perf_counter
from typing import Final

import attrs

from tests.faults.workload import Verdict

ASKED: Final = os.environ.get("FAULTS")
SEED: Final = int(os.environ.get("FAULTS_SEED", "20260301"))
"""Everything that is left to chance follows from it."""

SCALE: Final = int(ASKED or 0)
KILLS: Final = SCALE or 6
CUTS: Final = SCALE or 40
STOPS: Final = max(1, SCALE // 5) if SCALE else 2
LOST_ANSWERS: Final = max(1, SCALE // 2) if SCALE else 15
STRIDE: Final = 1 if SCALE else 4
"""Where each place is tried in its turn: so many places further each time."""

HEAD: Final = (
    "fault",
    "database",
    "times",
    "acknowledged",
    "unanswered",
    "told again",
    "lost",
    "doubled",
    "broken",
    "s",
)


@attrs.define
class Tally:
    """One line of the table: a fault tried so many times on a database (统计)."""

    fault: str
    database: str
    times: int = 0
    acknowledged: int = 0
    verdict: Verdict = attrs.field(factory=Verdict)
    began: float = attrs.field(factory=perf_counter)
    seconds: float = 0.0

    def add(self, acknowledged: int, verdict: Verdict) -> None:
        """Add what one restart found."""
        self.times += 1
        self.acknowledged += acknowledged
        self.verdict += verdict
        self.seconds = perf_counter() - self.began

    @property
    def cells(self) -> tuple[object, ...]:
        """The line of the table."""
        found = self.verdict
        return (
            *(self.fault, self.database, self.times, self.acknowledged, found.unanswered, found.redelivered),
            *(found.lost, found.doubled, len(found.broken), f"{self.seconds:.0f}"),
        )


def table(tallies: list[Tally]) -> str:
    """Return the tallies as a table of Markdown."""
    ruled = [HEAD, ("---",) * len(HEAD), *(tally.cells for tally in tallies)]
    return "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in ruled) + f"\n\nSeed {SEED}.\n"


def keep(tallies: list[Tally], folder: Path) -> None:
    """Write the table where it was asked for with FAULTS=n."""
    if ASKED and tallies:
        folder.mkdir(exist_ok=True)
        (folder / "faults.md").write_text(table(tallies), encoding="utf-8")


__all__ = ["CUTS", "KILLS", "LOST_ANSWERS", "SEED", "STOPS", "STRIDE", "Tally", "keep", "table"]
