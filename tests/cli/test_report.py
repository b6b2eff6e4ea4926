"""The report: one page that stands alone, in two languages, without scripts, safe whatever the names are."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from communekit.cli import main
from communekit.cli.report.chart import Scale, meter
from tests.cli.desk import COLUMNS, PLAN, Desk, sale, text_of


def page(desk: Desk) -> str:
    """Return the report."""
    return (desk.out / "report.html").read_text("utf-8")


def elements(html: str) -> ET.Element:
    """Return the body of a page as a tree: it is well formed."""
    body = html[html.index("<main>") : html.index("</main>") + len("</main>")]
    return ET.fromstring(body)


def rows_of_a_spring() -> list[tuple[str, ...]]:
    """Return orders of three months with returns and bad rows."""
    rows = [
        tuple(
            sale(
                f"O{number}",
                f"P{number % 7}",
                str(1 + number % 4),
                "12.50",
                member=f"M{number % 9}",
                time=f"2026-0{3 + number // 30}-1{number % 9} 10:00:00",
            )
        )
        for number in range(90)
    ]
    rows += [
        tuple(sale("C91", "P1", "-1", member="M1", time="2026-05-19 10:00:00")),
        tuple(sale("O92", price="0")),
    ]
    return rows


def test_page_stands_alone(desk: Desk) -> None:
    """No script, no style sheet, picture or font from elsewhere, nothing that is fetched or runs."""
    desk.settle(*rows_of_a_spring())
    html = page(desk)
    assert "<script" not in html
    assert not re.search(r"""(src|href|srcset|action)\s*=|@import|url\(|https?://|\son\w+\s*=""", html)
    assert "default-src 'none'" in html
    assert "prefers-color-scheme: dark" in html
    assert elements(html).findall(".//svg")


def test_page_tells_what_the_run_came_to(desk: Desk) -> None:
    """The counts and sums on the page are those of the result."""
    result = desk.result(text_of(rows_of_a_spring()))
    text = " ".join("".join(elements(page(desk)).itertext()).split())
    assert f"{result['lines_read']} rows were read" in text
    assert f"CN¥{result['net_paid_minor'] // 100:,}" in text
    assert "Every unit is accounted for" in text
    assert "2026-03 to 2026-05" in text
    assert "rows.zero_amount" in text


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("zh", ("结算报告", "团长", "未计入的行与原因", "会员支付")),
        ("en", ("Settlement", "leader", "What was left out")),
    ],
)
def test_page_speaks_the_language_asked_for(desk: Desk, locale: str, words: tuple[str, ...]) -> None:
    """Headings, roles and reasons in Chinese or English."""
    file = desk.write("orders.csv", text_of(rows_of_a_spring()))
    assert main([*desk.arguments(file)[:-1], locale]) == 0
    html = page(desk)
    assert f'<html lang="{"zh-CN" if locale == "zh" else "en"}">' in html
    for word in words:
        assert word in html
    if locale == "en":
        assert not re.search("[\u4e00-\u9fff]", html.replace("Noto Sans CJK SC", ""))


def test_names_from_outside_are_shown_and_not_run(tmp_path: Path) -> None:
    """A member, store and product whose names are markup stand on the page as text."""
    columns = COLUMNS.replace('product = "product"', 'product = "product"\ndescription = "product"')
    columns = columns.replace(', spread = ["L1", "L2"]', "")
    desk = Desk(tmp_path, columns=columns, plan=PLAN.replace('id = "desk"', 'id = "<p>desk"'))
    desk.settle(
        sale("<b>O1", "<img x=1>", member="<i>M", store="<u>S"),
        sale("<b>O1", "&amp;", member="<i>M", store="<u>S"),
        sale("O2", store="T"),
    )
    html = page(desk)
    for markup in ("<b>O1", "<img", "<i>M", "<u>S", "<p>desk"):
        assert markup not in html
    text = "".join(elements(html).itertext())
    for shown in ("<b>O1", "<img x=1>", "<i>M", "<u>S", "&amp;"):
        assert shown in text


def test_worked_example_shows_an_order_that_came_back_in_part(desk: Desk) -> None:
    """Of several orders the one with a return in part is worked through, amounts and working."""
    desk.settle(
        sale("O1"), sale("O1", "rice"),
        sale("O2", member="M2"), sale("O2", "rice", "2", member="M2"),
        sale("C3", "rice", "-1", member="M2"),
    )  # fmt: skip
    text = " ".join("".join(elements(page(desk)).itertext()).split())
    assert "Order O2" in text
    assert "came back on 2026-03-01" in text
    assert "rule base" in text


def test_unbalanced_books_are_said_loudly(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were an entry lost on the way to the disk, result and page would say so."""
    monkeypatch.setattr("communekit.cli.settle.sum_of_entries", lambda _: 0)
    assert desk.result(text_of([sale()]))["unbalanced_minor"] == 1000
    assert "Do not pay from these files" in page(desk)


FUNDED = COLUMNS + '\n[discounts]\nplatform = "subsidy"\n'


def test_funded_discount_is_put_in_and_not_earned(tmp_path: Path) -> None:
    """What the rules pay and what a funder puts in are two figures and two rows: 3.33 earned, 5.00 put in."""
    desk = Desk(tmp_path, columns=FUNDED)
    header = ("order", "product", "quantity", "price", "member", "store", "time", "subsidy")
    desk.settle(content=text_of([(*sale(), "5.00")], header))
    body = elements(page(desk))
    figures = {one[1].text: one[0].text for one in body.iter("div") if one.get("class") == "figure"}
    assert figures["earned by rules"] == "CN¥4.03"
    assert figures["put in by funders and bearers"] == "CN¥5.00"
    rows = {row[0].text: [cell.text for cell in row] for row in body.iter("tr")}
    assert rows["platform"][1:3] == ["1", "CN¥3.33"]
    assert rows["platform (puts in)"][1:3] == ["1", "-CN¥5.00"]
    assert desk.result(text_of([(*sale(), "5.00")], header))["paid_by_role_minor"]["platform"] == -167


def test_bar_below_zero_is_drawn_to_the_left_of_the_zero_line() -> None:
    """Of 50 and -25: a third of the width is left of zero, and the loss has a hue of its own; nothing leaves the box."""
    scale = Scale.of([50, -25, 0])
    loss, gain, nothing = (list(ET.fromstring(meter(value, scale, 2))) for value in (-25, 50, 0))
    assert [(bar.get("x"), bar.get("width"), bar.get("class")) for bar in loss[1:]] == [
        ("0", "33", "below"),
        ("33", "0.6", "origin"),
    ]
    assert (gain[1].get("x"), gain[1].get("width"), gain[1].get("class")) == ("33", "66", "c2")
    assert nothing[1].get("width") == "0"
    assert (
        len(list(ET.fromstring(meter(5, Scale.of([5, 2]), 2)))) == 2
    )  # no zero line where nothing is below it


def test_one_piece_is_not_pieces(desk: Desk) -> None:
    """One of a thing is said in the singular."""
    desk.settle(sale(), sale("O1", "rice", "2"))
    text = " ".join("".join(elements(page(desk)).itertext()).split())
    assert "1 order in 2026-03, shared out" in text
    assert "1 piece, paid" in text
    assert "2 pieces, paid" in text
