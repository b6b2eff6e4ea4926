"""The project's own copy of the figures that it relies on: ids, figures and sources, nothing else."""

from pathlib import Path
from typing import Final

from .case import Case, cases_of

FOLDER: Final = Path(__file__).parent / "data"
OWN: Final[tuple[Case, ...]] = tuple(
    case for path in sorted(FOLDER.glob("*.jsonl")) for case in cases_of(path)
)
