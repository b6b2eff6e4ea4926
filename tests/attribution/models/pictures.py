"""Draws the pictures of the pages `models.md` from their journeys: `python -m tests.attribution.models.pictures`."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from communekit.attribution.models import (
    CoalitionShapley,
    Comparison,
    FirstTouch,
    Journey,
    Journeys,
    LastTouch,
    Linear,
    Markov,
    Position,
    Shapley,
    TimeDecay,
    compare,
)

DOCS = Path(__file__).parents[3] / "docs"

NAMES = {
    "en": {"share": "share", "live": "live", "qr": "store QR", "code": "leader code", "ad": "ad"},
    "zh": {"share": "分享链接", "live": "直播间", "qr": "到店扫码", "code": "团长口令", "ad": "广告"},
}

MONTH = {
    ("share", "qr"): (30, 70, 240_000),
    ("share",): (12, 188, 80_000),
    ("ad", "share", "code"): (24, 36, 260_000),
    ("live", "code"): (40, 40, 410_000),
    ("ad",): (2, 298, 12_000),
    ("live", "ad", "live", "qr"): (16, 44, 150_000),
}


def drawn_pictures() -> Iterator[tuple[Path, str]]:
    """Yield every picture with the place where it lies."""
    for language, names in NAMES.items():
        for name, comparison in (("one", _one(names)), ("month", _month(names))):
            yield DOCS / language / "img" / f"models-{name}.svg", _on_paper(comparison.svg(language))


def _one(names: dict[str, str]) -> Comparison:
    ages = [timedelta(days=days) for days in (21, 14, 3, 0)]
    bought = Journey([names[touch] for touch in ("share", "ad", "live", "code")], ages=ages, value=10_000)
    rules = (FirstTouch(), LastTouch(), Linear(), Position(), TimeDecay())
    return compare(Journeys.each([bought]), rules)


def _month(names: dict[str, str]) -> Comparison:
    walked = {tuple(names[touch] for touch in path): counts for path, counts in MONTH.items()}
    return compare(Journeys.grouped(walked), (LastTouch(), Shapley(), CoalitionShapley(), Markov()))


def _on_paper(picture: str) -> str:
    """Return a picture on white, so that it can be read on a dark page too."""
    return picture.replace("</title>", '</title><rect width="100%" height="100%" fill="#fff"/>', 1) + "\n"


if __name__ == "__main__":
    for place, drawn in drawn_pictures():
        place.parent.mkdir(exist_ok=True)
        place.write_text(drawn, encoding="utf-8")
