"""Comparisons (模型对比): the same journeys under several models, side by side."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from communekit.money import CNY, Currency

from .chart import bars_of
from .column import CONVERSIONS, figures_of
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

    def text(self, locale: str = "en", *, of: str = CONVERSIONS, currency: Currency = CNY) -> str:
        """Return credits by channel and model as a table of plain text: conversions, or `of="value"` in money.

        Raises:
            InvalidModelError: "figure": neither "conversions" nor "value".
        """
        return compared_text(self.reports, locale, figures_of(of, currency))

    def html(self, locale: str = "en", *, of: str = CONVERSIONS, currency: Currency = CNY) -> str:
        """Return a picture and a table as a fragment of HTML; errors as `text`."""
        return compared_html(self.reports, locale, figures_of(of, currency))

    def svg(self, locale: str = "en", *, of: str = CONVERSIONS, currency: Currency = CNY) -> str:
        """Return the picture alone: a bar for each channel and model, the largest channel first; errors as `text`."""
        return bars_of(self.reports, locale, figures_of(of, currency))


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
            tuple(attrs.evolve(_asked(model, journeys), model=name) for name, model in models.items())
        )
    if not isinstance(models, Iterable):
        raise InvalidModelError("compare", "models", models)
    return Comparison(tuple(_asked(model, journeys) for model in models))


def _asked(model: Model, journeys: Journeys) -> CreditReport:
    if isinstance(model, type) or not callable(getattr(model, "credit", None)):
        raise InvalidModelError("compare", "models", model)
    return model.credit(journeys)


__all__ = ["Comparison", "compare"]
