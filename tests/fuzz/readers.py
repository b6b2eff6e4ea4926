"""What reads text from outside, each as a function of bytes, with a few texts to start from."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from communekit.cli.intake.column_map import read_columns
from communekit.cli.intake.csv_file import CsvFile
from communekit.codec import read_json, read_toml
from communekit.commission import read_plans, read_standing
from communekit.errors import CommunekitError
from communekit.ids import identifier, name_text
from communekit.money import Currency, Factor, Money, Rate
from communekit.period import Duration, Recurrence, Window, parse_instant, zone

PLAN: Final = b"""[plan]
id = "basket"
version = 1
currency = "CNY"
residual = "store"
effective = "2026-01-01/.."
stacking = { "" = "best" }
[[rule]]
id = "base"
pays = "leader"
share = "8%"
when = { any = [{ category = { under = "fresh" } }, { not = { "line.cold" = true } }] }
[[rule]]
id = "month"
pays = "leader"
mode = "graduated"
measure = { total = "paid", per = "leader", period = "month" }
tiers = [{ from = "0" }, { from = "5000", share = "1%", flat = "2.00" }]
[[bound]]
role = "leader"
per = "order"
at_most = "50.00"
[[override]]
stores = ["east"]
rules = [{ id = "base", pays = "leader", share = "1/3" }]
"""
MAP: Final = b"""[columns]
order = "order_no"
time = "time"
store = "store"
product = "code"
quantity = "n"
unit_price = "price"
[constants]
currency = "CNY"
[time]
format = "%Y-%m-%d %H:%M"
zone = "Asia/Shanghai"
"""


class Reader(NamedTuple):
    """A reader, and texts that it takes or nearly takes."""

    read: Callable[[bytes], object]
    seeds: tuple[bytes, ...]


def of_text(read: Callable[[str], object]) -> Callable[[bytes], object]:
    """Return a reader of text as one of bytes; what is no UTF-8 becomes lone surrogates."""
    return lambda data: read(data.decode("utf-8", "surrogateescape"))


_FOLDER: Final = TemporaryDirectory()


def read_csv(data: bytes) -> int:
    """Read a file to its end; return how many rows it had."""
    path = Path(_FOLDER.name) / "orders.csv"
    path.write_bytes(data)
    return sum(1 for _ in CsvFile(path))


CNY: Final = Currency.of("CNY")

READERS: Final[dict[str, Reader]] = {
    "json": Reader(read_json, (b'{"a": [1, 2.50, null, true, "x"], "b": {"c": -1e3}}',)),
    "toml": Reader(read_toml, (b'a = 1\n[b.c]\nd = ["x", { e = 2.5 }]\n[[f]]\ng = 2026-03-01T00:00:00Z\n',)),
    "plan": Reader(read_plans, (PLAN,)),
    "plan.json": Reader(
        lambda data: read_plans(data, format="json"),
        (
            b'{"plan":{"id":"p","version":1,"currency":"CNY","residual":"store"},"rule":[{"id":"a","pays":"leader","share":"8%"}]}',
        ),
    ),
    "standing": Reader(
        read_standing,
        (
            b'{"format":1,"rows":[{"kind":"measure","label":"2026-03","measure":"1/3","what":"p: a","who":"L"}],"type":"commission.standing"}',
        ),
    ),
    "columns": Reader(read_columns, (MAP,)),
    "csv": Reader(read_csv, (b'order,price\n1,"2.00"\n2,"a\nb"\n3,"stray\n',)),
    "money": Reader(of_text(lambda text: Money.of(text, CNY)), (b"12.36", b"-0.01")),
    "money.locale": Reader(of_text(lambda text: Money.parse(text, CNY, "zh")), ("¥1,234.50".encode(),)),
    "rate": Reader(of_text(Rate.of), (b"8%", b"1/3", b"0.125")),
    "factor": Reader(of_text(Factor.of), (b"1.5", b"150%")),
    "currency": Reader(of_text(Currency.of), (b"CNY",)),
    "instant": Reader(of_text(parse_instant), (b"2026-03-01T09:00:00+08:00", b"2026-03-01T09:00:00.5Z")),
    "window": Reader(of_text(lambda text: Window.parse(text, zone="Asia/Shanghai")), (b"2026-03-01/..",)),
    "duration": Reader(of_text(Duration.parse), (b"P1Y2M3DT4H5M6S",)),
    "recurrence": Reader(
        of_text(lambda text: Recurrence(text, datetime(2026, 3, 2, 9))),  # noqa: DTZ001  # a wall clock, by design
        (b"FREQ=WEEKLY;BYDAY=MO,TH", b"FREQ=MONTHLY;BYMONTHDAY=-1"),
    ),
    "zone": Reader(of_text(zone), (b"Asia/Shanghai",)),
    "identifier": Reader(of_text(identifier), (b"zhang-3",)),
    "name": Reader(of_text(lambda text: name_text(text, what="name")), ("张三的团".encode(),)),
}


def feed(name: str, data: bytes) -> None:
    """Read anything; whatever it is, the answer is a value or an error of ours that speaks both languages."""
    try:
        READERS[name].read(data)
    except CommunekitError as error:
        refused = error
    else:
        return
    assert refused.text("en")
    assert refused.text("zh")
    assert isinstance(refused.data(), dict)
