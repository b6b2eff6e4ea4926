"""Draws the diagrams of `guards.md`, `pickup.md` and `rounds.md` in both languages: `python -m tests.diagrams`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import attrs

DOCS: Final = Path(__file__).parents[1] / "docs"
LANGUAGES: Final = ("en", "zh")
RUN, GOOD, BAD, LINE, SOFT = "#1b7f79", "#2f6db3", "#b4512d", "#555", "#6b6b6b"
ROW: Final = 17

Said = tuple[str, str]
"""In English and in Chinese; lines stand apart by a bar."""

Way = tuple[tuple[int, int], ...]


@attrs.frozen
class Box:
    """A box: its left, top and width, its colour, and what stands in it."""

    left: int
    top: int
    width: int
    fill: str
    said: Said

    def drawn(self, place: int) -> Iterator[str]:
        """Yield the box in a language."""
        lines = self.said[place].split("|")
        high = ROW * len(lines) + 15
        yield f'<rect x="{self.left}" y="{self.top}" width="{self.width}" height="{high}" rx="6" fill="{self.fill}"/>'
        for number, line in enumerate(lines):
            yield text(self.left + self.width / 2, self.top + 20 + ROW * number, line, fill="#fff")


@attrs.frozen
class Arrow:
    """An arrow: its way, what is said beside it, and where."""

    way: Way
    said: Said = ("", "")
    at: tuple[int, int] = (0, 0)

    def drawn(self, place: int) -> Iterator[str]:
        """Yield the arrow in a language."""
        points = " ".join(f"{left},{top}" for left, top in self.way)
        yield f'<polyline points="{points}" fill="none" stroke="{LINE}" marker-end="url(#to)"/>'
        left, top = self.at
        for number, line in enumerate(self.said[place].split("|")):
            if line:
                yield text(left, top + 14 * number, line, fill=LINE, size=11)


@attrs.frozen
class Diagram:
    """A diagram: its size, its title, and what is drawn."""

    width: int
    height: int
    title: Said
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    def drawn(self, place: int) -> str:
        """Return the diagram in a language, as SVG."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {self.width} {self.height}" '
            f'width="{self.width}" height="{self.height}" font-family="system-ui, sans-serif" font-size="13">'
            f"<title>{self.title[place]}</title>"
            '<defs><marker id="to" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
            f'orient="auto"><path d="M0 0 8 4 0 8z" fill="{LINE}"/></marker></defs>'
            '<rect width="100%" height="100%" fill="#fff"/>'
        )
        arrows = [part for arrow in self.arrows for part in arrow.drawn(place)]
        boxes = [part for box in self.boxes for part in box.drawn(place)]
        return "".join((head, *arrows, *boxes, "</svg>\n"))


def text(left: float, top: float, said: str, *, fill: str, size: int = 13) -> str:
    """Return words about a middle."""
    return (
        f'<text x="{left:g}" y="{top:g}" fill="{fill}" text-anchor="middle" font-size="{size}">{said}</text>'
    )


PICKUP: Final = Diagram(
    800,
    236,
    ("From ordered to collected, missed or closed", "从待到货到已提货、逾期或关闭"),
    (
        Box(70, 84, 96, RUN, ("waiting", "待到货")),
        Box(330, 84, 96, RUN, ("ready", "待提货")),
        Box(330, 176, 130, RUN, ("partly collected", "部分提货")),
        Box(640, 84, 110, GOOD, ("collected", "已提货")),
        Box(640, 176, 110, BAD, ("no-show", "逾期未提")),
        Box(330, 10, 96, LINE, ("closed", "已关闭")),
    ),
    (
        Arrow(((14, 100), (70, 100)), ("open", "登记"), (38, 94)),
        Arrow(((166, 100), (330, 100)), ("paid, formed, arrived", "付款、成团、到货"), (248, 94)),
        Arrow(((118, 84), (118, 26), (330, 26)), ("nothing came", "一件没到"), (222, 20)),
        Arrow(((360, 84), (360, 42)), ("cancelled, or all refunded", "取消，或全部退款"), (442, 68)),
        Arrow(((426, 94), (640, 94)), ("all redeemed", "全部核销"), (534, 88)),
        Arrow(((640, 108), (426, 108)), ("undone", "撤销"), (534, 122)),
        Arrow(((350, 116), (350, 176)), ("a part", "核销一部分"), (312, 150)),
        Arrow(((400, 176), (400, 116)), ("undone", "撤销"), (428, 162)),
        Arrow(((460, 186), (668, 116)), ("the rest", "核销余下部分"), (570, 170)),
        Arrow(((460, 198), (640, 198)), ("the deadline passed", "提货期截止"), (550, 214)),
        Arrow(((426, 112), (690, 176)), ("", ""), (0, 0)),
        Arrow(((730, 176), (730, 116)), ("kept|delivered", "代存|改配送"), (764, 144)),
    ),
)
ROUNDS: Final = Diagram(
    840,
    250,
    ("From the plan over standing orders to the day of pick-up", "从开团计划、固定订单到提货日"),
    (
        Box(10, 20, 110, LINE, ("plan|every Thursday", "计划|每周四")),
        Box(160, 20, 136, RUN, ("round of 12 March|one id, for ever", "3 月 12 日这一期|编号永远不变")),
        Box(340, 10, 176, RUN, ("east|Fri 6 → Tue 10, 06:00", "东门店|周五 6 日 → 周二 10 日")),
        Box(340, 92, 176, RUN, ("west|Fri 6 → Wed 11, 06:00", "西门店|周五 6 日 → 周三 11 日")),
        Box(10, 110, 130, GOOD, ("standing orders", "固定订单")),
        Box(10, 172, 130, GOOD, ("members' own", "成员自己下的单")),
        Box(560, 50, 130, RUN, ("one purchase list|at the last cut-off", "一张采购清单|最后一家截单时")),
        Box(560, 130, 130, LINE, ("van|Thu 12, 06:00", "发车|周四 12 日 06:00")),
        Box(560, 194, 130, LINE, ("pick-up|16:00 and 10:00", "提货|东 16:00，西 10:00")),
    ),
    (
        Arrow(((120, 44), (160, 44))),
        Arrow(((296, 38), (340, 34))),
        Arrow(((296, 54), (340, 108))),
        Arrow(((140, 120), (340, 50))),
        Arrow(((140, 128), (340, 118))),
        Arrow(((140, 182), (340, 56))),
        Arrow(((140, 190), (340, 128))),
        Arrow(((516, 34), (560, 66))),
        Arrow(((516, 116), (560, 84))),
        Arrow(((625, 99), (625, 130))),
        Arrow(((625, 179), (625, 194))),
    ),
)
GUARDS: Final = Diagram(
    840,
    210,
    ("From facts over findings to what becomes of the money", "从事实、疑点到佣金怎么处理"),
    (
        Box(
            4,
            56,
            168,
            LINE,
            ("facts|touches, orders, bonds,|codes, devices", "事实|触点、订单、锁客、|口令、设备"),
        ),
        Box(196, 72, 80, RUN, ("guards", "规则")),
        Box(312, 64, 110, RUN, ("findings|with evidence", "疑点|附证据")),
        Box(312, 148, 110, GOOD, ("people|confirm, clear", "人工|属实、排除")),
        Box(474, 72, 80, RUN, ("policy", "策略")),
        Box(660, 6, 160, BAD, ("commission held,|touch set aside", "佣金冻结，|触点不计")),
        Box(660, 72, 160, RUN, ("queue", "复核队列")),
        Box(660, 128, 160, SOFT, ("recorded only", "仅记录")),
    ),
    (
        Arrow(((172, 88), (196, 88))),
        Arrow(((276, 88), (312, 88))),
        Arrow(((422, 88), (474, 88))),
        Arrow(((367, 113), (367, 148))),
        Arrow(((422, 160), (514, 160), (514, 104))),
        Arrow(((554, 82), (660, 34)), ("hold", "hold 暂扣"), (600, 48)),
        Arrow(((554, 88), (660, 88)), ("review", "review 复核"), (608, 82)),
        Arrow(((554, 96), (660, 142)), ("ignore", "ignore 忽略"), (582, 134)),
        Arrow(((820, 88), (832, 88), (832, 188), (422, 188)), ("", ""), (0, 0)),
    ),
)
RING: Final = Diagram(
    520,
    150,
    (
        "Three buy by one another in a ring; a fourth buys by one of them",
        "三人互相通过对方下单成环；第四人通过其中一人下单",
    ),
    (
        Box(20, 20, 40, BAD, ("A", "A")),
        Box(220, 20, 40, BAD, ("B", "B")),
        Box(120, 106, 40, BAD, ("C", "C")),
        Box(440, 20, 40, RUN, ("D", "D")),
    ),
    (
        Arrow(((60, 36), (220, 36)), ("buys by", "通过他下单"), (140, 30)),
        Arrow(((228, 52), (160, 114)), ("buys by", "通过他下单"), (236, 92)),
        Arrow(((120, 114), (52, 52)), ("buys by", "通过他下单"), (44, 92)),
        Arrow(((440, 36), (260, 36)), ("buys by", "通过他下单"), (350, 30)),
    ),
)
DIAGRAMS: Final = {"pickup": PICKUP, "rounds": ROUNDS, "guards": GUARDS, "guards-ring": RING}


def drawn_diagrams() -> Iterator[tuple[Path, str]]:
    """Yield every diagram with the place where it lies."""
    for name, diagram in DIAGRAMS.items():
        for place, language in enumerate(LANGUAGES):
            yield DOCS / language / "img" / f"{name}.svg", diagram.drawn(place)


if __name__ == "__main__":
    for path, drawing in drawn_diagrams():
        path.write_text(drawing, encoding="utf-8")
