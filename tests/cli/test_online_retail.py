"""Real invoices: over a million lines of two years, with returns that do not name what they return."""

import csv
import gzip
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "online_retail"
SLICE_ROWS = 30_000

pytestmark = pytest.mark.slow


@pytest.fixture
def retail(data_dir: Path) -> Path:
    """Return the folder of the invoices."""
    return data_dir / "online_retail"


@pytest.fixture
def out(tmp_path: Path) -> Iterator[Path]:
    """Return a folder for results, which are large and not kept."""
    yield tmp_path / "out"
    shutil.rmtree(tmp_path / "out", ignore_errors=True)


def settle(out: Path, *files: Path) -> dict[str, object]:
    """Settle invoices as the example does, in a process of its own, where nobody counts the lines it runs; return the result."""
    orders = [str(file) for file in files]
    typed = [
        "settle",
        str(EXAMPLE / "plan.toml"),
        *orders,
        "--columns",
        str(EXAMPLE / "columns.toml"),
        "--out",
        str(out),
        "--json",
    ]
    run = subprocess.run(
        [sys.executable, "-m", "communekit.cli", *typed], capture_output=True, check=False, text=True
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, object] = json.loads(run.stdout)
    return found


def test_whole_file_is_accounted_for(retail: Path, out: Path) -> None:
    """Every line has one end, the books balance, and the figures are those that the example's page states."""
    result = settle(out, retail / "lines_2009_2010.csv.gz", retail / "lines_2010_2011.csv.gz")
    stated = json.loads((EXAMPLE / "expected.json").read_text("utf-8"))
    assert {key: result[key] for key in stated} == stated
    assert result["unbalanced_minor"] == 0
    counts = [result[key] for key in ("lines_assessed", "lines_refund", "lines_left_out")]
    assert sum(count for count in counts if isinstance(count, int)) == result["lines_read"] == 1_044_847


def test_stated_figures_are_those_of_a_plain_loop(retail: Path) -> None:
    """The counts and what members paid, worked out again with a list per customer and product, and nothing else."""
    no_goods = {
        "POST",
        "DOT",
        "C2",
        "C3",
        "D",
        "M",
        "ADJUST",
        "ADJUST2",
        "S",
        "BANK CHARGES",
        "AMAZONFEE",
        "CRUK",
        "B",
    }
    bought: dict[tuple[str, str], list[list[int]]] = {}
    assessed = refunds = left_out = net = 0
    for name in ("lines_2009_2010.csv.gz", "lines_2010_2011.csv.gz"):
        with gzip.open(retail / name, "rt", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                product, quantity = row["stock_code"].strip().upper(), int(row["quantity"])
                price, member = Fraction(row["unit_price"]), row["customer_id"]
                minor = round(abs(quantity) * price * 100)
                is_no_order = (
                    row["invoice"].startswith("A")
                    or product in no_goods
                    or product.startswith(("GIFT", "TEST"))
                )
                is_sale = quantity > 0 and not row["invoice"].startswith("C")
                if is_no_order or price <= 0 or not minor or not (member or is_sale):
                    left_out += 1
                    continue
                pieces = bought.setdefault((member, product), [])
                if is_sale:
                    pieces.append([minor, quantity, quantity])
                    assessed, net = assessed + 1, net + minor
                    continue
                wanted = abs(quantity)
                while wanted and pieces:
                    paid, left, of = pieces[-1]
                    back = min(wanted, left)
                    net -= paid * (of - left + back) // of - paid * (of - left) // of
                    pieces[-1][1] -= back
                    wanted -= back
                    if not pieces[-1][1]:
                        pieces.pop()
                refunds, left_out = (
                    (refunds + 1, left_out) if wanted < abs(quantity) else (refunds, left_out + 1)
                )
    stated = json.loads((EXAMPLE / "expected.json").read_text("utf-8"))
    keys = ("lines_assessed", "lines_refund", "lines_left_out", "net_paid_minor")
    assert tuple(stated[key] for key in keys) == (assessed, refunds, left_out, net)


def test_full_return_of_real_orders_brings_every_party_to_zero(
    retail: Path, tmp_path: Path, out: Path
) -> None:
    """A month of sales, and every line of them cancelled: nobody keeps anything, by any rule, on any line."""
    with gzip.open(retail / "lines_2009_2010.csv.gz", "rt", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        header = list(reader.fieldnames or ())
        rows = [
            row
            for _, row in zip(range(SLICE_ROWS), reader, strict=False)
            if row["customer_id"] and not row["quantity"].startswith("-")
        ]
    cancelled = [
        {
            **row,
            "invoice": f"C{place}",
            "quantity": f"-{row['quantity']}",
            "invoice_date": "2011-12-09 12:00:00",
        }
        for place, row in enumerate(rows)
    ]
    path = tmp_path / "orders.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows([*rows, *cancelled])
    result = settle(out, path)
    assert result["lines_assessed"] == result["lines_refund"]
    assert isinstance(result["lines_refund"], int)
    assert result["lines_refund"] >= 19_000
    assert (result["net_paid_minor"], result["unbalanced_minor"], result["residual_minor"]) == (0, 0, 0)
    sums: dict[tuple[str, str, str], int] = {}
    with (out / "entries.csv").open(encoding="utf-8", newline="") as file:
        for entry in csv.DictReader(file):
            key = (entry["line"], entry["rule"], entry["party"])
            sums[key] = sums.get(key, 0) + int(entry["amount_minor"])
    assert set(sums.values()) == {0}
