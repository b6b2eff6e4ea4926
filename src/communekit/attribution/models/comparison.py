"""Comparisons (模型对比): the same journeys under several models, side by side."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from .chart import bars_of
from .errors import InvalidModelError
from .journeys import Journeys
from .report import CreditReport
from .rule import Model
from .telling import compared_html, compared_text


@attrs.frozen
class Comparison:
    """The reports of several models on the same journeys (模型对比)."""

    reports: tuple[CreditReport, ...]

    def __attrs_post_init__(self) -> None:
        if not self.reports:
            raise InvalidModelError("compare", "nothing", self.reports)
        names = [report.model for report in self.reports]
        for name in names:
            if names.count(name) > 1:
                raise InvalidModelError(name, "name", name)

    def __getitem__(self, model: str) -> CreditReport:
        return {report.model: report for report in self.reports}[model]

    def __iter__(self) -> Iterator[CreditReport]:
        return iter(self.reports)

    def __len__(self) -> int:
        return len(self.reports)

    def text(self, locale: str = "en") -> str:
        """Return conversions by channel and model as a table of plain text."""
        return compared_text(self.reports, locale)

    def html(self, locale: str = "en") -> str:
        """Return a picture and a table as a fragment of HTML."""
        return compared_html(self.reports, locale)

    def svg(self, locale: str = "en") -> str:
        """Return the picture alone: a bar for each channel and model."""
        return bars_of(self.reports, locale)


def compare(journeys: Journeys, models: Iterable[Model] | Mapping[str, Model]) -> Comparison:
    """Return what several models say of the same journeys; a mapping gives them names of the host's own.

    Raises:
        InvalidModelError: No models, two of one name, or one that cannot be asked this.

    >>> from communekit.attribution.models import FirstTouch, Journeys, Linear
    >>> print(compare(Journeys.grouped({("share", "qr"): (3, 1, 9_000)}), [FirstTouch(), Linear()]).text())
    channel  First touch  Linear
    qr              0.00    1.50
    share           3.00    1.50
    total           3.00    3.00
    """
    if isinstance(models, Mapping):
        return Comparison(
            tuple(attrs.evolve(model.credit(journeys), model=name) for name, model in models.items())
        )
    return Comparison(tuple(model.credit(journeys) for model in models))


__all__ = ["Comparison", "compare"]
