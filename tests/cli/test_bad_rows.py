"""Bad rows: each left out under its own code, while the run goes on; rows 93, 95, 97 and 99 of the catalogue."""

import gzip
from pathlib import Path

import pytest

from communekit.cli import main
from tests.cli.desk import COLUMNS, PLAN, Desk, one_object, sale, text_of

HEAD = "order,product,quantity,price,member,store,time\n"
GOOD = "O9,tea,1,10.00,M1,S1,2026-03-01 09:00:00\n"
TIME = "2026-03-01 09:00:00"

CATALOGUE = {
    "no member": ("O1,tea,1,10.00,,S1," + TIME, "rows.no_member"),
    "blank member": ("O1,tea,1,10.00,   ,S1," + TIME, "rows.no_member"),
    "return of nobody": ("C1,tea,-1,10.00,,S1," + TIME, "rows.return_without_member"),
    "no purchase": ("C1,tea,-1,10.00,M7,S1," + TIME, "rows.no_purchase"),
    "zero price": ("O1,tea,1,0.00,M1,S1," + TIME, "rows.zero_amount"),
    "amount that rounds to nothing": ("O1,tea,1,0.001,M1,S1," + TIME, "rows.too_many_decimals"),
    "negative price": ("A1,Adjust bad debt,1,-53594.36,,S1," + TIME, "rows.negative_price"),
    "stock written off": ("O1,tea,-20,0,,S1," + TIME, "rows.stock_write_off"),
    "zero quantity": ("O1,tea,0,10.00,M1,S1," + TIME, "rows.zero_quantity"),
    "quantity in words": ("O1,tea,two,10.00,M1,S1," + TIME, "rows.unreadable_number"),
    "exponent": ("O1,tea,1,1e3,M1,S1," + TIME, "rows.unreadable_number"),
    "huge exponent": ("O1,tea,1,1E+999999,M1,S1," + TIME, "rows.unreadable_number"),
    "thousands": ('O1,tea,1,"1,000.00",M1,S1,' + TIME, "rows.unreadable_number"),
    "underscore": ("O1,tea,1,1_000,M1,S1," + TIME, "rows.unreadable_number"),
    "wide digits": ("O1,tea,1,１２,M1,S1," + TIME, "rows.unreadable_number"),
    "arabic digits": ("O1,tea,٣,1.00,M1,S1," + TIME, "rows.unreadable_number"),
    "plus": ("O1,tea,+5,1.00,M1,S1," + TIME, "rows.unreadable_number"),
    "zeros in front": ("O1,tea,007,1.00,M1,S1," + TIME, "rows.unreadable_number"),
    "minus zero": ("O1,tea,-0,1.00,M1,S1," + TIME, "rows.unreadable_number"),
    "nan": ("O1,tea,1,NaN,M1,S1," + TIME, "rows.unreadable_number"),
    "infinity": ("O1,tea,1,Infinity,M1,S1," + TIME, "rows.unreadable_number"),
    "hexadecimal": ("O1,tea,0x10,1.00,M1,S1," + TIME, "rows.unreadable_number"),
    "5,000 digits": (f"O1,tea,1,{'9' * 5000},M1,S1,{TIME}", "rows.unreadable_number"),
    "more money than there is": ("O1,tea,1000000,99999999999,M1,S1," + TIME, "rows.out_of_range"),
    "number beyond range": ("O1,tea,9999999999999999,1.00,M1,S1," + TIME, "rows.out_of_range"),
    "no price": ("O1,tea,1,,M1,S1," + TIME, "rows.missing"),
    "no order": (",tea,1,1.00,M1,S1," + TIME, "rows.missing"),
    "no time": ("O1,tea,1,1.00,M1,S1,", "rows.missing"),
    "no such day": ("O1,tea,1,1.00,M1,S1,2026-02-30 09:00:00", "rows.unreadable_time"),
    "week date": ("O1,tea,1,1.00,M1,S1,2026-W01-1", "rows.unreadable_time"),
    "leap second": ("O1,tea,1,1.00,M1,S1,2026-03-01 09:00:60", "rows.unreadable_time"),
    "year 0001": ("O1,tea,1,1.00,M1,S1,0001-01-01 00:00:00", "rows.unreadable_time"),
    "no store": ("O1,tea,1,1.00,M1,," + TIME, "ids.invalid"),
    "store with a path": ("O1,tea,1,1.00,M1,../../etc," + TIME, "ids.invalid"),
    "no product": ("O1,,1,1.00,M1,S1," + TIME, "ids.invalid"),
    "order with a slash": ("O/1,tea,1,1.00,M1,S1," + TIME, "ids.invalid"),
    "member in NFD": ("O1,tea,1,1.00,Jose\u0301,S1," + TIME, "ids.invalid"),
    "invisible member": ("O1,tea,1,1.00,M\u200b1,S1," + TIME, "ids.invalid"),
    "product that turns the writing": ("O1,te\u202ea,1,1.00,M1,S1," + TIME, "ids.invalid"),
    "10 kB id": (f"O1,{'x' * 10_000},1,1.00,M1,S1,{TIME}", "ids.invalid"),
    "too few cells": ("O1,tea,1", "rows.ragged"),
    "too many cells": ("O1,tea,1,1.00,M1,S1," + TIME + ",more", "rows.ragged"),
    "NUL": ("O1,te\0a,1,1.00,M1,S1," + TIME, "rows.nul"),
    "NUL in quotes": ('O1,"te\0a",1,1.00,M1,S1,' + TIME, "rows.nul"),
    "cell of 131,073": (f"O1,{'x' * 131_073},1,1.00,M1,S1,{TIME}", "rows.cell_too_long"),
    "quoted cell of 131,073": (f'O1,"{"x" * 131_073}",1,1.00,M1,S1,{TIME}', "rows.cell_too_long"),
    "row of 1,048,577": (f"O1,{'x' * 1_048_577},1,1.00,M1,S1,{TIME}", "rows.row_too_long"),
    "stray quote": ('O1,"tea,1,1.00,M1,S1,' + TIME, "rows.stray_quote"),
    "quote in a quote": ('O1,"te"a",1,1.00,M1,S1,' + TIME, "rows.stray_quote"),
}


@pytest.mark.parametrize(("row", "code"), CATALOGUE.values(), ids=CATALOGUE)
def test_bad_row_is_left_out_with_its_code(desk: Desk, row: str, code: str) -> None:
    """The bad row alone is left out, under its code; the good rows before and after it are assessed."""
    desk.settle(content=f"{HEAD}{GOOD}{row}\n{GOOD.replace('O9', 'O10')}")
    assert desk.left_out == [(2, code)]
    assert {entry["order"] for entry in desk.read("entries.csv")} == {"O9", "O10"}
    assert desk.read("left_out.csv")[0]["reason"]


@pytest.mark.parametrize(("row", "code"), CATALOGUE.values(), ids=CATALOGUE)
def test_reason_is_said_in_both_languages(desk: Desk, row: str, code: str) -> None:
    """The reason of every kind of bad row stands in Chinese, too."""
    file = desk.write("orders.csv", f"{HEAD}{row}\n")
    assert main([*desk.arguments(file)[:-1], "zh"]) == 1
    (left,) = desk.read("left_out.csv")
    assert left["code"] == code
    assert any("\u4e00" <= letter <= "\u9fff" for letter in left["reason"])


def test_wrong_encoding_costs_its_own_row(desk: Desk) -> None:
    """Bytes that are no UTF-8 leave out their row; its text is shown with marks of replacement."""
    desk.settle(
        content=HEAD.encode() + GOOD.encode() + GOOD.replace("tea", "café").encode("latin-1") + GOOD.encode()
    )
    assert desk.left_out == [(2, "rows.encoding")]
    assert "\ufffd" in desk.read("left_out.csv")[0]["order"]


def test_other_encoding_is_read_where_the_map_names_it(tmp_path: Path) -> None:
    """A file as Chinese systems export it: GB 18030, semicolons."""
    columns = COLUMNS + '\n[file]\nencoding = "gb18030"\ndelimiter = ";"\n'
    desk = Desk(tmp_path, columns=columns)
    desk.settle(content=(HEAD + GOOD.replace("S1", "东门店")).replace(",", ";").encode("gb18030"))
    assert desk.left_out == []
    assert "东门店" in desk.net


def test_byte_order_mark_is_no_part_of_the_header(desk: Desk) -> None:
    """Spreadsheets write a mark in front; the first column is found all the same."""
    desk.settle(content=b"\xef\xbb\xbf" + (HEAD + GOOD).encode())
    assert desk.left_out == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems(desk: Desk, end: str) -> None:
    """Rows end as the system that wrote them ends lines; blank lines are no rows."""
    desk.settle(content=(HEAD + GOOD + "\n" + GOOD.replace("O9", "O10")).replace("\n", end))
    assert desk.left_out == []
    assert {entry["order"] for entry in desk.read("entries.csv")} == {"O9", "O10"}


def test_quoted_line_break_is_part_of_its_cell(desk: Desk) -> None:
    """A product name over two lines is one cell of one row; a product id it cannot be."""
    desk.settle(content=f'{HEAD}O1,"te\na",1,1.00,M1,S1,{TIME}\n{GOOD}')
    assert desk.left_out == [(1, "ids.invalid")]
    assert desk.read("left_out.csv")[0]["product"] == "te\na"


def test_stray_quote_costs_one_row_and_not_the_file(desk: Desk) -> None:
    """A quotation mark that nobody closes swallows nothing, even where a later row closes it by chance."""
    rows = [GOOD.replace("O9", f"O{number}") for number in range(1, 301)]
    rows[4] = rows[4].replace("tea", '"tea')
    rows[250] = rows[250].replace("tea", '"te""a"')
    desk.settle(content=HEAD + "".join(rows))
    assert desk.left_out == [(5, "rows.stray_quote")]
    assert len({entry["order"] for entry in desk.read("entries.csv")}) == 299


def test_one_bad_row_of_ten_thousand_is_named(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Row 99 of the catalogue: the row number is told, all others are assessed."""
    rows = [sale(f"O{number}") for number in range(1, 10_001)]
    rows[7_776] = sale("O7777", price="9,99")
    file = desk.write("orders.csv", text_of(rows))
    assert main([*desk.arguments(file), "--json"]) == 0
    result = one_object(capsys.readouterr().out)
    assert (result["lines_assessed"], result["left_out_by_reason"]) == (9_999, {"rows.unreadable_number": 1})
    assert desk.left_out == [(7_777, "rows.unreadable_number")]


def test_compressed_bomb_is_read_in_bounded_memory(desk: Desk) -> None:
    """48 kB that open to 50 MB in one cell: one bad row, and the file goes on."""
    bomb = gzip.compress(HEAD.encode() + b"x" * 50_000_000 + b"\n" + GOOD.encode())
    assert len(bomb) < 60_000
    file = desk.write("bomb.csv.gz", bomb)
    assert main(desk.arguments(file)) == 0
    assert desk.left_out == [(1, "rows.row_too_long")]
    assert len(desk.read("left_out.csv")[0]["order"]) <= 1_000


def test_local_time_that_never_was_is_left_out(tmp_path: Path) -> None:
    """Clocks that jump: a skipped time is left out; one that they show twice needs the map to say which."""
    columns = COLUMNS + '\n[time]\nzone = "Europe/London"\n'
    desk = Desk(tmp_path / "a", columns=columns)
    times = [sale("O1", time="2026-03-29 01:30:00"), sale("O2", time="2026-10-25 01:30:00")]
    desk.settle(*times)
    assert desk.left_out == [(1, "period.invalid_time"), (2, "period.invalid_time")]
    desk = Desk(tmp_path / "b", columns=columns + 'fold = "earlier"\n')
    desk.settle(*times)
    assert desk.left_out == [(1, "period.invalid_time")]


def test_too_many_decimals_need_a_named_rounding(tmp_path: Path) -> None:
    """0.125 x 1: left out, or 0.12 half even, or 0.13 half up, as the map names it; 0.125 x 8 is exact."""
    rows = [sale("O1", price="0.125"), sale("O2", price="0.125", quantity="8")]
    for rounding, minor in (("", 100), ("half_even", 112), ("half_up", 113)):
        named = f'[rows]\nrounding = "{rounding}"' if rounding else "[rows]"
        desk = Desk(tmp_path / (rounding or "none"), columns=COLUMNS.replace("[rows]", named))
        desk.settle(*rows)
        assert sum(desk.net.values()) == minor


def test_line_number_twice_in_an_order_is_left_out(tmp_path: Path) -> None:
    """Where the map names a column for line numbers, the second row of one number does not count."""
    desk = Desk(tmp_path, columns=COLUMNS.replace('time = "time"', 'time = "time"\nline = "line"'))
    header = ("order", "product", "quantity", "price", "member", "store", "time", "line")
    desk.settle(content=text_of([(*sale(), "1"), (*sale(product="rice"), "1"), (*sale(), "2")], header))
    assert desk.left_out == [(2, "rows.line_twice")]


def test_currency_of_another_plan_is_left_out(tmp_path: Path) -> None:
    """A file of several currencies: orders in that of the plan are assessed, the others are told."""
    columns = COLUMNS.replace('[constants]\ncurrency = "CNY"\n', "").replace(
        'time = "time"', 'time = "time"\ncurrency = "currency"'
    )
    desk = Desk(tmp_path, columns=columns, plan=PLAN)
    header = ("order", "product", "quantity", "price", "member", "store", "time", "currency")
    desk.settle(content=text_of([(*sale("O1"), "CNY"), (*sale("O2"), "USD"), (*sale("O3"), "XXZ")], header))
    assert sorted(desk.left_out) == [(2, "commission.currency"), (3, "money.unknown_currency")]
