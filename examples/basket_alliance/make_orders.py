"""Make orders.csv: one spring of a fresh-food alliance (菜篮子), the same rows every time.

    python examples/basket_alliance/make_orders.py > examples/basket_alliance/orders.csv

About 400 orders of six stores with their leaders, growers and live evenings; returns that name their order and some
that do not; and a few rows as they come from the world: a test, a gift, a price that is none, a shifted cell.
"""

import csv
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

HEADER = (
    "order_no", "time", "store", "leader", "grade", "sponsor", "host", "session", "channel", "member", "code", "name",
    "category", "grower", "quantity", "price", "store_coupon", "platform_coupon", "freight", "return_of",
)  # fmt: skip

STORES = ("east_gate", "lotus_lane", "riverside", "old_town", "north_market", "willow_court")

PRODUCTS = (
    ("V01", "上海青 500g", "fresh/veg", "lixin_farm", "4.90"),
    ("V02", "番茄 1kg", "fresh/veg", "lixin_farm", "9.80"),
    ("V03", "四季豆 500g", "fresh/veg", "qingshan_coop", "7.50"),
    ("V04", "有机西兰花", "fresh/veg", "qingshan_coop", "8.80"),
    ("F01", "红富士苹果 2kg", "fresh/fruit", "taoyuan_orchard", "29.90"),
    ("F02", "丹东草莓 500g", "fresh/fruit", "taoyuan_orchard", "39.90"),
    ("F03", "赣南脐橙 2.5kg", "fresh/fruit", "taoyuan_orchard", "36.80"),
    ("M01", "黑猪五花肉 500g", "fresh/meat", "heshan_ranch", "34.50"),
    ("M02", "土鸡 1只", "fresh/meat", "heshan_ranch", "79.00"),
    ("S01", "河虾 500g", "fresh/seafood", "taihu_fishery", "58.00"),
    ("E01", "散养鸡蛋 30枚", "dairy/egg", "heshan_ranch", "32.80"),
    ("D01", "鲜牛奶 950ml", "dairy/milk", "muyuan_dairy", "16.90"),
    ("G01", "五常大米 5kg", "grain", "wuchang_mill", "69.90"),
    ("G02", "手工挂面 1kg", "grain", "old_mill", "18.60"),
    ("B01", "老面馒头 6个", "bakery", "old_mill", "9.90"),
    ("O01", "菜籽油 5L", "pantry", "wuchang_mill", "89.00"),
)

Row = tuple[str, ...]


class Alliance:
    """The people and the shelf, and the dice by which they meet."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.leaders = [
            (f"L{number:02d}", STORES[number % len(STORES)], "senior" if number % 5 == 0 else "regular")
            for number in range(1, 19)
        ]
        self.members = [
            (f"M{number:03d}", self.leaders[number * 7 % len(self.leaders)]) for number in range(1, 121)
        ]

    def sponsor_of(self, leader: str) -> str:
        """Return who brought a leader; the first six came by themselves."""
        number = int(leader[1:])
        return "" if number <= 6 else f"L{(number - 1) % 6 + 1:02d}"

    def head(self, number: int, at: datetime, *, live: bool, member: int) -> Row:
        """Return the cells that are the same on every row of an order."""
        name, (leader, store, grade) = self.members[member]
        session = f"live-{at:%m%d}" if live else ""
        host = ("H01", "H02")[at.day % 2] if live else ""
        return (
            f"B{number:04d}", f"{at:%Y-%m-%d %H:%M}", store, leader, grade, self.sponsor_of(leader), host, session,
            "live" if live else "group", name,
        )  # fmt: skip

    def lines(self, head: Row, count: int) -> Iterator[Row]:
        """Yield the rows of an order."""
        for place, (code, name, category, grower, price) in enumerate(self.dice.sample(PRODUCTS, count)):
            quantity = self.dice.choice((1, 1, 1, 2, 2, 3))
            store_coupon = self.dice.choice(("", "", "", "", "1.00", "2.00"))
            platform_coupon = self.dice.choice(("", "", "", "", "1.50"))
            freight = "3.00" if place == 0 and self.dice.random() < 0.15 else ""
            yield (
                *head,
                code,
                name,
                category,
                grower,
                str(quantity),
                price,
                store_coupon,
                platform_coupon,
                freight,
                "",
            )


def orders(seed: int = 20260301, count: int = 400) -> Iterator[Row]:
    """Yield all rows, in order of time."""
    alliance = Alliance(seed)
    dice = alliance.dice
    at = datetime(2026, 3, 1, 19, 30)  # noqa: DTZ001  # what the clocks of the place show
    sold: list[Row] = []
    for number in range(1, count + 1):
        live = number == 1 or (at.hour in (19, 20, 21) and at.weekday() in (1, 4, 6))
        member = 3 if number == 1 else dice.randrange(len(alliance.members))
        head = alliance.head(number, at, live=live, member=member)
        made = list(alliance.lines(head, 4 if number == 1 else dice.choice((1, 2, 2, 3, 3, 4, 5))))
        yield from made
        sold.extend(made)
        if number > 8 and dice.random() < 0.09:
            yield returned(dice, sold[dice.randrange(len(sold) - 8)], len(sold), at + timedelta(minutes=20))
        yield from as_the_world_is(number, made[0])
        at += timedelta(minutes=dice.randrange(40, 400))
        if at.hour < 7:
            at = at.replace(hour=7 + dice.randrange(3))


def returned(dice: Random, row: Row, number: int, at: datetime) -> Row:
    """Return the row by which something comes back: in part or whole, by its order or over the counter."""
    cells = dict(zip(HEADER, row, strict=True))
    back = dice.randint(1, int(cells["quantity"]))
    cells |= {
        "return_of": cells["order_no"] if dice.random() < 0.7 else "",
        "order_no": f"R{number:04d}",
        "time": f"{at:%Y-%m-%d %H:%M}",
        "quantity": str(-back),
        "store_coupon": "",
        "platform_coupon": "",
        "freight": "",
    }
    return tuple(cells.values())


def as_the_world_is(number: int, row: Row) -> Iterator[Row]:
    """Yield the rows that no system is free of, at their places."""
    cells = dict(zip(HEADER, row, strict=True))
    match number:
        case 20:
            yield tuple(
                {**cells, "order_no": "B9001", "code": "TEST01", "name": "测试商品", "price": "0.01"}.values()
            )
        case 60:
            yield tuple({**cells, "order_no": "B9002", "name": "随单赠品 小葱", "price": "0.00"}.values())
        case 95:
            yield tuple({**cells, "order_no": "B9003", "price": "九块八"}.values())
        case 130:
            yield tuple({**cells, "order_no": "B9004", "time": "2026-02-30 10:00"}.values())
        case 180:
            yield tuple(
                {
                    **cells,
                    "order_no": "B9005",
                    "name": '=HYPERLINK("http://example.com","中奖")',
                    "quantity": "一",
                }.values()
            )
        case 240:
            yield (*row[:12], "", *row[12:])
        case 300:
            yield tuple({**cells, "order_no": "R9001", "member": "M999", "quantity": "-1"}.values())
        case 350:
            yield tuple({**cells, "member": "M001", "leader": "L18", "store": "old_town"}.values())
        case _:
            return


if __name__ == "__main__":
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(HEADER)
    out.writerows(orders())
