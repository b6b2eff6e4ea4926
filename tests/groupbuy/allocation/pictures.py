"""Draws the pictures of the pages `allocation.md`: `python -m tests.groupbuy.allocation.pictures`."""

from collections.abc import Iterator
from pathlib import Path

from communekit.groupbuy.allocation import (
    Allocation,
    Booking,
    FairCost,
    FirstCome,
    Pack,
    Policy,
    Portion,
    Proportional,
    allocate,
)

DOCS = Path(__file__).parents[3] / "docs"

TITLES = {"en": "16 pears for four members, three policies", "zh": "16 个梨，四位成员，三种分法"}
HEADS = {
    "en": ("first come, first served", "in proportion", "fair cost"),
    "zh": ("先订先得", "按比例", "公平分摊"),
}
KEYS = {
    "en": ("firm", "tolerance, got", "tolerance, not got"),
    "zh": ("必订", "分到的可加量", "没分到的可加量"),
}
NAMES = {"en": ("Ann", "Bo", "Chen", "Dai"), "zh": ("安姐", "老鲍", "小陈", "戴姨")}
WANTS = ((4, 4), (2, 2), (3, 1), (2, 0))
POLICIES: tuple[Policy, ...] = (FirstCome(), Proportional(), FairCost())

WIDTH, PANEL, LABEL, STEP, BOX, ROW, TOP = 660, 205, 45, 19, 15, 30, 36
FIRM, HELP, NONE = "#1b7f79", "#e07b39", "#fff"


def drawn_pictures() -> Iterator[tuple[Path, str]]:
    """Yield every picture with the place where it lies."""
    for language in TITLES:
        yield DOCS / language / "img" / "allocation.svg", "".join(_picture(language))


def _picture(language: str) -> Iterator[str]:
    height = TOP + ROW * len(WANTS) + 34
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" font-family="system-ui, sans-serif" font-size="13" fill="#222">'
        f'<title>{TITLES[language]}</title><rect width="100%" height="100%" fill="#fff"/>'
    )
    for place, policy in enumerate(POLICIES):
        left = 10 + place * (PANEL + 12)
        yield f'<text x="{left}" y="20" font-weight="600">{HEADS[language][place]}</text>'
        yield from _rows(_shared(language, policy), left)
    top, left = height - 22, 10
    for key, fill in zip(KEYS[language], (FIRM, HELP, NONE), strict=True):
        yield _box(left, top, fill)
        yield f'<text x="{left + STEP + 3}" y="{top + 12}">{key}</text>'
        left += 160
    yield "</svg>\n"


def _shared(language: str, policy: Policy) -> Allocation:
    bookings = [
        Booking(f"b{number}", name, "pears", f"2026-03-01T0{number}:00:00Z", firm, tolerance=tolerance)
        for number, (name, (firm, tolerance)) in enumerate(zip(NAMES[language], WANTS, strict=True))
    ]
    return allocate(bookings, Pack(8), policy=policy)


def _rows(allocation: Allocation, left: int) -> Iterator[str]:
    for row, portion in enumerate(allocation):
        top = TOP + row * ROW
        yield f'<text x="{left}" y="{top + 12}">{portion.booking.member}</text>'
        for place, fill in enumerate(_fills(portion)):
            yield _box(left + LABEL + place * STEP, top, fill)


def _fills(portion: Portion) -> list[str]:
    missed = portion.booking.wanted - portion.quantity
    return [FIRM] * portion.firm + [HELP] * portion.tolerance + [NONE] * missed


def _box(left: int, top: int, fill: str) -> str:
    edge = "#b9b9b9" if fill == NONE else fill
    return f'<rect x="{left}" y="{top}" width="{BOX}" height="{BOX}" rx="3" fill="{fill}" stroke="{edge}"/>'


if __name__ == "__main__":
    for drawn_place, drawn in drawn_pictures():
        drawn_place.parent.mkdir(exist_ok=True)
        drawn_place.write_text(drawn, encoding="utf-8")
