"""A desk: a small plan, a small map of columns, and files of orders, settled through the command line."""

import csv
import io
import json
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from communekit.cli import main

HEADER = ("order", "product", "quantity", "price", "member", "store", "time")

PLAN = """
[plan]
id = "desk"
version = 1
currency = "CNY"
residual = "store"
parties = { platform = "platform" }

[[rule]]
id = "base"
pays = "leader"
share = "7%"

[[rule]]
id = "month"
pays = "leader"
mode = "graduated"
measure = { total = "paid", per = "leader", period = "month" }
tiers = [ { from = "0" }, { from = "50", share = "1%" }, { from = "200", share = "3%" } ]

[[rule]]
id = "service"
pays = "platform"
share = "1/3"

[[bound]]
role = "leader"
per = "order"
at_most = "25.00"
"""

COLUMNS = """
[columns]
order = "order"
product = "product"
quantity = "quantity"
unit_price = "price"
member = "member"
store = "store"
time = "time"

[constants]
currency = "CNY"

[rows]
needs = ["member"]

[returns]
prefix = "C"

[credits]
leader = { column = "member", spread = ["L1", "L2"] }
"""

DAY = "2026-03-01 09:00:00"

Row = Sequence[str]


def sale(
    order: str = "O1", product: str = "tea", quantity: str = "1", price: str = "10.00", **more: str
) -> Row:
    """Return a row; its member, store and time are the usual ones unless said otherwise."""
    return (
        order,
        product,
        quantity,
        price,
        more.get("member", "M1"),
        more.get("store", "S1"),
        more.get("time", DAY),
    )


def text_of(rows: Sequence[Row], header: Row = HEADER) -> str:
    """Return rows as the text of a CSV file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()


class Desk:
    """A folder with a plan and a map, in which files are settled."""

    def __init__(self, folder: Path, *, plan: str = PLAN, columns: str = COLUMNS) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.plan = self.write("plan.toml", plan)
        self.columns = self.write("columns.toml", columns)
        self.out = folder / "out"

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file into the folder."""
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def arguments(self, *files: Path, out: Path | None = None) -> list[str]:
        """Return what is typed to settle files."""
        orders = [str(file) for file in files]
        return [
            "settle",
            str(self.plan),
            *orders,
            "--columns",
            str(self.columns),
            "--out",
            str(out or self.out),
            "--locale",
            "en",
        ]

    def settle(self, *rows: Row, content: str | bytes | None = None, out: Path | None = None) -> None:
        """Settle rows, or a file of that content; the run must succeed, or leave out every row and say so."""
        file = self.write("orders.csv", text_of(rows) if content is None else content)
        self.check(main(self.arguments(file, out=out)), out or self.out)

    def check(self, code: int, folder: Path) -> None:
        """Check that the exit code is 1 where rows were left out and none was settled, else 0."""
        settled, left_out = (
            (folder / name).read_text("utf-8").count("\n") > 1 for name in ("entries.csv", "left_out.csv")
        )
        assert code == int(left_out and not settled)

    def result(self, content: str) -> dict[str, Any]:
        """Settle a file with --json and return the object."""
        printed = io.StringIO()
        with redirect_stdout(printed):
            code = main([*self.arguments(self.write("orders.csv", content)), "--json"])
        self.check(code, self.out)
        return one_object(printed.getvalue())

    def read(self, name: str) -> list[dict[str, str]]:
        """Return the rows of a result."""
        with (self.out / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @property
    def left_out(self) -> list[tuple[int, str]]:
        """The rows that were left out: number and code."""
        return [(int(row["row"]), row["code"]) for row in self.read("left_out.csv")]

    @property
    def net(self) -> dict[str, int]:
        """What each party got in all its roles, net, in minor units."""
        sums: dict[str, int] = {}
        for row in self.read("entries.csv"):
            sums[row["party"]] = sums.get(row["party"], 0) + int(row["amount_minor"])
        return sums


def one_object(printed: str) -> dict[str, Any]:
    """Return the one JSON object that was printed, and nothing beside it."""
    assert printed.count("\n") == 1
    found: dict[str, Any] = json.loads(printed)
    return found
