"""The pictures of the pages on codes: `python -m tests.attribution.codes.pictures` draws them anew.

The key of their links is published here: they lead nowhere.
"""

from pathlib import Path
from typing import Final

from communekit.attribution.codes import Keyring, Poster, ShareToken, SigningKey, poster_svg, share_link, sign
from communekit.money import Money
from communekit.period import instant

DOCS: Final = Path(__file__).parent.parent.parent.parent / "docs"

NOON: Final = instant("2026-03-08T12:00:00+08:00")
RING: Final = Keyring([SigningKey("k1", bytes(range(32)), instant("2026-03-01T00:00:00Z"))])
TOKEN: Final = ShareToken(
    "share",
    "riverside",
    "zhang",
    NOON,
    instant("2026-04-07T12:00:00+08:00"),
    store="east_gate",
    campaign="spring26",
)
LINK: Final = share_link("https://s.example.com/p/881", sign(TOKEN, RING))

POSTERS: Final = {
    "en": Poster(
        "Auntie Wang",
        "Free-range eggs from the East Lake farm, 30 pieces",
        Money.of("12.50", "EUR"),
        "Riverside",
        LINK,
        "76CSK6YXB",
        note="Order until Saturday 6 pm, pick up Sunday",
        locale="en",
    ),
    "zh": Poster(
        "王阿姨",
        "东湖散养土鸡蛋 30 枚装，现捡现发",
        Money.cny("29.90"),
        "河畔店",
        LINK,
        "76CSK6YXB",
        note="周六 18:00 前下单，周日上午东门自提",
    ),
}


def path(language: str) -> Path:
    """Return where the picture of a language lies."""
    return DOCS / language / "img" / "poster.svg"


def drawn(language: str) -> str:
    """Return the picture of a language."""
    return poster_svg(POSTERS[language], level="Q")


if __name__ == "__main__":
    for language in POSTERS:
        path(language).parent.mkdir(exist_ok=True)
        path(language).write_text(drawn(language), encoding="utf-8")
