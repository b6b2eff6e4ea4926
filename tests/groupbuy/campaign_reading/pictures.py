"""Draws the pictures of the pages `groupbuys.md` and `ladders.md`: `python -m tests.groupbuy.campaign_reading.pictures`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from communekit.groupbuy.campaign import Below, Ladder, PriceTier
from communekit.ids import ProductId
from communekit.money import Money

DOCS: Final = Path(__file__).parents[3] / "docs"
LANGUAGES: Final = ("en", "zh")

RUN, GOOD, BAD, LINE, SOFT = "#1b7f79", "#2f6db3", "#b4512d", "#555", "#b9b9b9"
HIGH: Final = 32

Box = tuple[int, int, int, str]
"""Left, top, width, colour."""

GROUP: Final[dict[str, Box]] = {
    "draft": (10, 70, 70, LINE),
    "open": (130, 70, 80, RUN),
    "filling": (262, 70, 80, RUN),
    "undecided": (394, 70, 96, RUN),
    "formed": (560, 24, 92, GOOD),
    "expired": (560, 70, 92, BAD),
    "cancelled": (560, 116, 92, BAD),
    "closed": (712, 70, 78, LINE),
}
SEAT: Final[dict[str, Box]] = {
    "reserved": (60, 218, 96, RUN),
    "joined": (230, 218, 96, RUN),
    "confirmed": (570, 218, 104, GOOD),
    "returned": (716, 218, 74, BAD),
    "owing": (330, 290, 92, RUN),
    "forfeited": (490, 290, 104, BAD),
    "lapsed": (10, 362, 86, BAD),
    "left": (124, 362, 86, BAD),
    "failed": (238, 362, 436, BAD),
}
WORDS: Final[dict[str, tuple[str, str]]] = {
    "draft": ("draft", "草稿"), "open": ("open", "进行中"), "filling": ("filling", "凑箱中"),
    "undecided": ("undecided", "待定"), "formed": ("formed", "已成团"), "expired": ("failed", "流团"),
    "cancelled": ("cancelled", "已取消"), "closed": ("closed", "已结束"), "reserved": ("reserved", "待支付"),
    "joined": ("joined", "已参团"), "confirmed": ("confirmed", "已成团"), "returned": ("returned", "已退货"),
    "owing": ("owing", "待付尾款"), "forfeited": ("forfeited", "定金不退"), "lapsed": ("lapsed", "超时未付"),
    "left": ("left", "已退出"), "failed": ("failed: all of it comes back", "已失败：全额退款"),
}  # fmt: skip

Step = tuple[str, str, tuple[tuple[int, int], ...], tuple[str, str], tuple[int, int]]
"""From, to, the way, what is said beside it, and where."""

GROUP_STEPS: Final[tuple[Step, ...]] = (
    ("draft", "open", ((80, 86), (130, 86)), ("publish", "发布"), (105, 80)),
    ("open", "filling", ((210, 86), (262, 86)), ("cut-off", "截单"), (236, 80)),
    ("filling", "undecided", ((342, 86), (394, 86)), ("", ""), (0, 0)),
    ("open", "undecided", ((190, 70), (190, 52), (420, 52), (420, 70)), ("time is over, or cut off", "到时或截单"),
     (305, 47)),
    ("open", "formed", ((160, 70), (160, 32), (560, 32)), ("a team is full", "拼团人数已满"), (300, 27)),
    ("undecided", "formed", ((490, 80), (526, 80), (526, 44), (560, 44)), ("", ""), (0, 0)),
    ("undecided", "expired", ((490, 86), (560, 86)), ("", ""), (0, 0)),
    ("undecided", "cancelled", ((442, 102), (442, 132), (560, 132)), ("", ""), (0, 0)),
    ("open", "cancelled", ((170, 102), (170, 132), (560, 132)), ("the merchant cancels", "商家取消"), (236, 147)),
    ("filling", "cancelled", ((302, 102), (302, 132), (560, 132)), ("", ""), (0, 0)),
    ("formed", "closed", ((652, 40), (680, 40), (680, 86), (712, 86)), ("", ""), (0, 0)),
    ("expired", "closed", ((652, 86), (712, 86)), ("", ""), (0, 0)),
    ("cancelled", "closed", ((652, 132), (680, 132), (680, 86), (712, 86)), ("", ""), (0, 0)),
)  # fmt: skip
SEAT_STEPS: Final[tuple[Step, ...]] = (
    ("", "reserved", ((14, 234), (60, 234)), ("", ""), (0, 0)),
    ("", "joined", ((278, 196), (278, 218)), ("pledged", "认购"), (312, 204)),
    ("reserved", "joined", ((156, 234), (230, 234)), ("paid", "付款"), (193, 228)),
    ("joined", "confirmed", ((326, 234), (570, 234)), ("formed, all is paid", "成团，款已付清"), (448, 228)),
    ("confirmed", "returned", ((674, 234), (716, 234)), ("", ""), (0, 0)),
    ("joined", "owing", ((310, 250), (310, 306), (330, 306)), ("formed", "成团"), (334, 278)),
    ("owing", "confirmed", ((400, 290), (400, 264), (590, 264), (590, 250)), ("the rest is paid", "付清余款"),
     (494, 259)),
    ("owing", "forfeited", ((422, 306), (490, 306)), ("not paid", "未付"), (456, 300)),
    ("owing", "failed", ((376, 322), (376, 362)), ("not paid", "未付"), (402, 345)),
    ("confirmed", "failed", ((644, 250), (644, 362)), ("none came", "无货"), (676, 345)),
    ("reserved", "lapsed", ((78, 250), (53, 362)), ("", ""), (0, 0)),
    ("reserved", "left", ((120, 250), (155, 362)), ("", ""), (0, 0)),
    ("reserved", "failed", ((140, 250), (244, 362)), ("", ""), (0, 0)),
    ("joined", "left", ((244, 250), (190, 362)), ("", ""), (0, 0)),
    ("joined", "failed", ((284, 250), (284, 362)), ("", ""), (0, 0)),
)  # fmt: skip
HEADS: Final = (("a campaign, and each team in it", "活动，以及活动里的每个团"), ("a seat", "一个参团名额"))
STATE_TITLES: Final = ("From draft to formed, failed or cancelled; and the life of one seat",
                       "从草稿到成团、流团或取消；以及一个名额的一生")  # fmt: skip

RICE: Final = ProductId("rice")
TIERS: Final = (PriceTier(10, Money.cny("18.00")), PriceTier(50, Money.cny("15.00")))
LISTED: Final = Money.cny("20.00")
MOST: Final = 70
PRICE_TITLES: Final = (
    "What everybody pays, by how many there are in the end",
    "最后一共多少件，每件就是多少钱",
)
BELOW_WORDS: Final = {
    Below.LIST_PRICE: ("LIST_PRICE: list price", "LIST_PRICE：按原价"),
    Below.FIRST_TIER: ("FIRST_TIER: first tier", "FIRST_TIER：按首档价"),
}
FAILS: Final = ("FAIL: all of it comes back", "FAIL：流团全退")
AXES: Final = (("pieces in the end", "最终件数"), ("yuan", "元"))


def drawn_pictures() -> Iterator[tuple[Path, str]]:
    """Yield every picture with the place where it lies."""
    for place, language in enumerate(LANGUAGES):
        folder = DOCS / language / "img"
        yield folder / "groupbuys.svg", "".join(_states(place))
        yield folder / "ladders.svg", "".join(_prices(place))


def _head(title: str, width: int, height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="system-ui, sans-serif" font-size="13" fill="#222"><title>{title}</title>'
        '<defs><marker id="to" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        f'orient="auto"><path d="M0 0 8 4 0 8z" fill="{LINE}"/></marker></defs>'
        '<rect width="100%" height="100%" fill="#fff"/>'
    )


def _text(
    left: float, top: float, said: str, *, fill: str = "#222", anchor: str = "middle", size: int = 13
) -> str:
    return f'<text x="{left:g}" y="{top:g}" fill="{fill}" text-anchor="{anchor}" font-size="{size}">{said}</text>'


def _states(place: int) -> Iterator[str]:
    yield _head(STATE_TITLES[place], 800, 404)
    for top, head in zip((14, 178), HEADS, strict=True):
        yield f'<text x="10" y="{top}" font-weight="600">{head[place]}</text>'
    for _, _, way, said, at in (*GROUP_STEPS, *SEAT_STEPS):
        points = " ".join(f"{left},{top}" for left, top in way)
        yield f'<polyline points="{points}" fill="none" stroke="{LINE}" marker-end="url(#to)"/>'
        if said[place]:
            yield _text(*at, said[place], fill=LINE, size=11)
    for name, (left, top, width, fill) in (*GROUP.items(), *SEAT.items()):
        yield f'<rect x="{left}" y="{top}" width="{width}" height="{HIGH}" rx="6" fill="{fill}"/>'
        yield _text(left + width / 2, top + 21, WORDS[name][place], fill="#fff")
    yield "</svg>\n"


LEFT, BASE, WIDE, TALL = 60, 250, 560, 200
CHEAPEST, DEAREST = 1300, 2100


def _across(count: float) -> float:
    return LEFT + WIDE * count / MOST


def _up(price: Money) -> float:
    return BASE - TALL * (price.minor - CHEAPEST) / (DEAREST - CHEAPEST)


def _prices(place: int) -> Iterator[str]:
    yield _head(PRICE_TITLES[place], 660, 300)
    yield _text(LEFT, 24, PRICE_TITLES[place], anchor="start", size=14)
    for minor in (1500, 1800, 2000):
        price = Money(minor, LISTED.currency)
        yield f'<path d="M{LEFT} {_up(price):g}h{WIDE}" stroke="#e4e4e4"/>'
        yield _text(LEFT - 8, _up(price) + 4, price.text, anchor="end", size=12)
    for count in (1, 10, 50, MOST):
        yield _text(_across(count), BASE + 18, str(count), size=12)
    yield f'<path d="M{LEFT} 40V{BASE}h{WIDE}" fill="none" stroke="{LINE}"/>'
    yield _text(LEFT + WIDE / 2, BASE + 40, AXES[0][place], size=12)
    yield _text(4, 40, AXES[1][place], anchor="start", size=12)
    first = TIERS[0].least
    for below, said in BELOW_WORDS.items():
        fill = BAD if below is Below.LIST_PRICE else GOOD
        yield _run(below, 1, first, fill, dashed=below is not Below.LIST_PRICE)
        held = Ladder({RICE: TIERS}, below=below).price(RICE, 1, LISTED)
        top = BASE if held is None else _up(held)
        yield _text(_across(1) + 6, top - 7, said[place], fill=fill, anchor="start", size=12)
    yield _text(_across(1) + 6, BASE - 8, FAILS[place], fill=LINE, anchor="start", size=12)
    yield _run(Below.LIST_PRICE, first, MOST + 1, RUN)
    yield "</svg>\n"


def _run(below: Below, start: int, end: int, fill: str, *, dashed: bool = False) -> str:
    """Draw what each pays, from one number of pieces up to before another."""
    pricing, path = Ladder({RICE: TIERS}, below=below), ""
    for count in range(start, end):
        price = pricing.price(RICE, count, LISTED)
        if price is not None:
            path += (
                f"{'L' if path else 'M'}{_across(count):g} {_up(price):g}H{_across(min(count + 1, MOST)):g}"
            )
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    return f'<path d="{path}" fill="none" stroke="{fill}" stroke-width="3"{dash}/>'


if __name__ == "__main__":
    for drawn_place, drawn in drawn_pictures():
        drawn_place.parent.mkdir(exist_ok=True)
        drawn_place.write_text(drawn, encoding="utf-8")
