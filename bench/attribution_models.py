"""The library's models as a bench of attribution tools asks for them: rows to an object, the object to credits.

A row is (channels, hours before the end, converted, cents). The same shape serves a peer's adapter; for the bench of
another project name this file and `Communekit`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import ClassVar, Final

from communekit.attribution.models import (
    CoalitionShapley,
    FirstTouch,
    Journeys,
    LastTouch,
    Linear,
    Markov,
    MarkovPerJourney,
    Model,
    Position,
    Shapley,
    TimeDecay,
)

Rows = Sequence[tuple[tuple[str, ...], tuple[int, ...], bool, int]]

HOUR: Final = timedelta(hours=1)

MODELS: Final[Mapping[str, Callable[[], Model]]] = {
    "first": FirstTouch,
    "last": LastTouch,
    "linear": Linear,
    "position": Position,
    "time_decay": TimeDecay,
    "markov": Markov,
    "markov_per_journey": MarkovPerJourney,
    "shapley": Shapley,
    "shapley_rate": CoalitionShapley,
    "linear_exact": Linear,
    "position_exact": Position,
}


class Communekit:
    """The library: rows are checked and grouped when they are prepared, credits are exact."""

    MODELS: ClassVar[tuple[str, ...]] = tuple(MODELS)
    DIST: ClassVar[str] = "communekit"

    def load(self) -> None:
        """Import what is measured; done above."""

    def prepare(self, rows: Rows, model: str) -> Journeys:  # noqa: ARG002 - the same for every model
        """Check and group rows."""
        return Journeys.of(rows, age_unit=HOUR)

    def run(self, journeys: Journeys, model: str) -> dict[object, Fraction]:
        """Return conversions by channel; for the rate game, the rate that each adds."""
        report = MODELS[model]().credit(journeys)
        return dict(report.effects if model == "shapley_rate" else report.conversions)
