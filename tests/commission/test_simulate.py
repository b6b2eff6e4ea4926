"""A change of plan over a few orders of the basket, by hand: who gains, who loses, what it looks like."""

import json
import re
import weakref
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser

import attrs
import pytest

from communekit.commission import (
    Bound,
    InvalidPlanError,
    Plan,
    Plans,
    Rule,
    Standing,
    Tax,
    assess,
    assess_all,
)
from communekit.commission.simulation import Change, Simulation, simulate
from communekit.commission.simulation.bar_chart import Bar, bar_chart
from communekit.commission.simulation.words import WORDS
from communekit.money import Money, Rate
from communekit.orders import Credits, Line, Order
from communekit.parties import Role
from communekit.period import Window

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
Sale = tuple[Order, Credits]


def plan_of(version: int, leader: str, sponsor: str = "1", **others: object) -> Plan:
    """Return a plan with a share for leader and sponsor; the store keeps the rest."""
    rules = [
        Rule("base", Role.LEADER, Rate.percent(leader)),
        Rule("sponsor", Role.SPONSOR, Rate.percent(sponsor)),
    ]
    return Plan("basket", version, "CNY", residual=Role.STORE, rules=rules, **others)  # type: ignore[arg-type]  # any fields of a plan


def sale(
    order_id: str, amount: str, leader: str = "L1", sponsor: str = "L0", *, currency: str = "CNY"
) -> Sale:
    """Return an order of one line with its credits."""
    sold = Line.of("1", "apples", amount, currency=currency)
    return Order(order_id, "S1", (sold,), AT, AT), Credits.single(leader=leader, sponsor=sponsor)


OLD, NEW = plan_of(1, "8"), plan_of(2, "10", "0.5")
SALES = [sale("O1", "100.00"), sale("O2", "50.00", leader="L2"), sale("O3", "10.00", leader="L2")]


def rows(changes: tuple[Change, ...]) -> list[tuple[str, int, int]]:
    """Return changes as plain tuples."""
    return [(change.name, change.before_minor, change.after_minor) for change in changes]


def test_who_gains_and_who_loses() -> None:
    """2 % more for leaders and half of it less for the sponsor come from the store."""
    made = simulate(OLD, NEW, SALES)
    assert rows(made.winners) == [("L1", 800, 1000), ("L2", 480, 600)]
    assert rows(made.losers) == [("S1", 14_560, 14_320), ("L0", 160, 80)]
    assert made.unchanged == ()
    assert rows(made.roles) == [("leader", 1280, 1600), ("sponsor", 160, 80), ("store", 14_560, 14_320)]
    assert rows(made.rules) == [("base", 1280, 1600), ("sponsor", 160, 80)]
    assert rows((made.residual, made.total)) == [("residual", 14_560, 14_320), ("total", 16_000, 16_000)]
    assert (made.read, made.assessed, made.left_out) == (3, 3, ())


def test_one_person_in_two_roles_is_one_party() -> None:
    """A leader who is his own sponsor gains in one role and loses in the other."""
    made = simulate(OLD, NEW, [sale("O1", "100.00", leader="L1", sponsor="L1")])
    assert rows(made.winners) == [("L1", 900, 1050)]
    assert [(one.party, one.role) for one in made.positions] == [
        ("L1", "leader"),
        ("L1", "sponsor"),
        ("S1", "store"),
    ]


def test_the_orders_with_the_greatest_change_are_kept() -> None:
    """The greatest first; of equals the one that was read first; no more than were asked for."""
    many = [*SALES, sale("O4", "100.00"), sale("O5", "1.00")]
    made = simulate(OLD, NEW, many, largest=2)
    assert [(row.order, row.moved_minor) for row in made.largest] == [("O1", 200), ("O4", 200)]
    assert rows(made.largest[0].parties) == [("L0", 100, 50), ("L1", 800, 1000), ("S1", 9100, 8950)]
    assert simulate(OLD, NEW, many, largest=0).largest == ()


def test_orders_that_one_plan_refuses_are_counted_with_the_reason() -> None:
    """100 % and 1 % of 100.00 are refused, of 0.10 the 1 % is nothing: only that order is compared."""
    greedy = plan_of(3, "100")
    made = simulate(
        OLD, greedy, [sale("O1", "100.00"), sale("O2", "0.10"), sale("O3", "1.00", currency="USD")]
    )
    assert (made.read, made.assessed) == (3, 1)
    assert [(row.plan, row.code, row.orders, row.first) for row in made.left_out] == [
        ("before", "commission.currency", 1, ("O3",)),
        ("after", "commission.currency", 1, ("O3",)),
        ("after", "commission.over_committed", 1, ("O1",)),
    ]
    assert made.left_out[2].text_en.startswith("order O1, line 1")
    assert "未计入 1 单" in made.text("zh")


def test_of_the_orders_left_out_the_first_ten_are_named() -> None:
    """Twelve orders are refused for one reason: all are counted, ten are named."""
    made = simulate(OLD, plan_of(3, "100"), [sale(f"O{number}", "100.00") for number in range(1, 13)])
    [row] = made.left_out
    assert (row.orders, row.first) == (12, tuple(f"O{number}" for number in range(1, 11)))


def test_both_plans_begin_with_the_standing_that_is_handed_in() -> None:
    """Half of the cap of the month is used up already, under both plans."""
    cap = Bound(role=Role.LEADER, per="month", at_most=Money.cny("10.00"))
    old, new = (attrs.evolve(of, bounds=[cap]) for of in (OLD, NEW))
    standing = assess(old, *sale("O0", "62.50")).moved
    made = simulate(old, new, [sale("O1", "100.00")], standing=Standing(standing))
    assert rows(made.roles)[0] == ("leader", 500, 500)


def test_a_party_that_pays_in_more_than_it_gets_is_named() -> None:
    """Fairness: the platform bears what is promised too much, and nothing makes up for it."""
    borne = plan_of(3, "101".replace("101", "100"), "5", bearer=Role.PLATFORM, parties={Role.PLATFORM: "PF"})
    made = simulate(OLD, borne, SALES)
    assert rows(made.below_zero) == [("PF", 0, -800)]
    assert rows((made.shortfall,)) == [("shortfall", 0, 800)]
    assert "fairness: PF (-8.00) would pay in more than they get" in made.text()
    assert "公平提示：PF（-8.00）的净收入将低于零" in made.text("zh_CN")
    assert "nobody falls below zero" in simulate(OLD, NEW, SALES).text()


def test_tax_that_is_set_aside_comes_from_the_residual() -> None:
    """The store no longer sees to the tax itself: what it had of it stands apart."""
    order, credits_ = sale("O1", "113.00")
    sold = attrs.evolve(order.lines[0], tax=Money.cny("13.00"))
    made = simulate(
        OLD, attrs.evolve(OLD, version=2, tax=Tax.SET_ASIDE), [(attrs.evolve(order, lines=(sold,)), credits_)]
    )
    assert rows((made.tax, *made.losers)) == [("tax", 0, 1300), ("S1", 10_283, 8_983)]
    assert rows((made.total,)) == [("total", 11_300, 11_300)]
    assert [row.moved_minor for row in made.largest] == [1_300]  # From the store to the tax, once.
    assert "tax set aside: 0.00 → 13.00 (+13.00)" in made.text()


def test_the_text_says_it_all() -> None:
    """The comparison as a screen shows it."""
    assert simulate(OLD, NEW, SALES[:1]).text().splitlines() == [
        "basket v1 → basket v2",
        "1 of 1 orders compared, amounts in CNY",
        "1 gain 2.00 together",
        "2 lose 2.00 together",
        "0 unchanged",
        "by role:",
        "  leader: 8.00 → 10.00 (+2.00)",
        "  sponsor: 1.00 → 0.50 (-0.50)",
        "  store: 91.00 → 89.50 (-1.50)",
        "  residual: 91.00 → 89.50 (-1.50)",
        "by rule:",
        "  base: 8.00 → 10.00 (+2.00)",
        "  sponsor: 1.00 → 0.50 (-0.50)",
        "who gains, who loses:",
        "  L1: 8.00 → 10.00 (+2.00)",
        "  S1: 91.00 → 89.50 (-1.50)",
        "  L0: 1.00 → 0.50 (-0.50)",
        "orders with the greatest change:",
        "  O1: 2.00",
        "fairness: nobody falls below zero",
    ]
    same = simulate(OLD, OLD, SALES)
    assert "nobody is paid differently" in str(same)
    assert "各方收入均无变化" in same.text("zh")
    assert repr(same) == "Simulation(<basket v1 to basket v1: 3 orders, 0 gain, 0 lose>)"


def test_the_text_is_chinese_to_the_last_colon() -> None:
    """Roles are called as the trade calls them, rules by their titles, and no colon or bracket is ASCII."""
    rule = attrs.evolve(OLD.rules[0], title="基础佣金")
    text = simulate(
        OLD, attrs.evolve(NEW, rules=(attrs.evolve(NEW.rules[0], title="基础佣金"),)), SALES
    ).text("zh")
    assert rule.title == "基础佣金"
    assert "  团长：12.80 → 16.00（+3.20）" in text.splitlines()
    assert "  base“基础佣金”：12.80 → 16.00（+3.20）" in text.splitlines()
    assert "按角色：" in text.splitlines()
    assert not re.search("[:(),]", text)


def test_titles_of_rules_stand_beside_their_ids() -> None:
    """In English, too, and on the page; the data keeps the bare id."""
    titled = attrs.evolve(NEW, rules=(attrs.evolve(NEW.rules[0], title="Basket share"), NEW.rules[1]))
    made = simulate(OLD, titled, SALES)
    assert "  base “Basket share”: 12.80 → 16.00 (+3.20)" in made.text()
    assert "base “Basket share”" in made.html()
    assert made.rules[0].name == "base"


def test_nothing_compared_is_said_with_the_reason() -> None:
    """Where one plan refuses every order there are no tables and no word of fairness; without orders there is none."""
    made = simulate(OLD, plan_of(3, "100"), SALES)
    assert (
        made.text().splitlines()[1] == "nothing was compared: of 3 orders none was assessed under both plans"
    )
    assert "left out under the second plan: 3 (commission.over_committed), first O1" in made.text()
    assert "没有可比较的：共 3 单" in made.text("zh")
    assert "<table" not in made.html()
    for unsaid in ("fairness", "by role", "nobody"):
        assert unsaid not in made.text()
    assert simulate(OLD, NEW, []).text().splitlines()[1:] == ["nothing was compared: there are no orders"]


def test_long_lists_are_cut_and_say_so() -> None:
    """Of many winners the first ten are named on a screen."""
    many = [sale(f"O{number}", "10.00", leader=f"L{number:03}") for number in range(1, 31)]
    text = simulate(OLD, NEW, many).text()
    assert "30 gain 6.00 together" in text
    assert "and 20 more" in text
    page = simulate(OLD, NEW, many).html()
    assert page.count("<rect") == 12 + 2


def test_plain_data_goes_into_json() -> None:
    """Whole minor units and words, nothing else."""
    data = json.loads(json.dumps(simulate(OLD, plan_of(3, "100"), SALES).data()))
    assert data["assessed"] == 0
    assert data["left_out"][0]["text"]["zh"].startswith("订单 O1")
    data = simulate(OLD, NEW, SALES).data()
    assert data["parties"][0] == {
        "name": "L1",
        "before_minor": 800,
        "after_minor": 1000,
        "difference_minor": 200,
    }
    assert data["currency"] == "CNY"
    assert [row["name"] for row in json.loads(json.dumps(data["rules"]))]
    assert list(data) == [
        "before", "after", "currency", "read", "assessed", "left_out", "parties", "roles", "rules",
        "residual", "tax", "shortfall", "below_zero", "largest",
    ]  # fmt: skip


class _Tags(HTMLParser):
    """The tags of a fragment, checked to be closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.open.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_the_fragment_is_whole_and_harmless(locale: str) -> None:
    """Every tag is closed, nothing is fetched or run, and what parties are called is text."""
    evil = [sale("O<b>", "100.00", leader="<script>alert(1)<"), sale("O2", "10.00", leader='"&x')]
    page = simulate(OLD, NEW, evil).html(locale)
    tags = _Tags()
    tags.feed(page)
    assert tags.open == []
    assert tags.seen == {"section", "h2", "h3", "p", "strong", "table", "thead", "tbody", "tr", "th", "td"} | {
        "svg", "title", "rect", "text", "line",
    }  # fmt: skip
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.findall(r"https?://(?!www\.w3\.org/2000/svg)|url\(|@import|<style|javascript:", page)
    assert f'lang="{locale}"' in page


def test_bars_go_both_ways_from_zero_and_stay_inside() -> None:
    """The length of a bar is its value's part of the room; losses go left, gains go right."""
    chart = bar_chart([Bar("a", 300, "+3"), Bar("b", -100, "-1"), Bar("c", 0, "0")], title="t")
    found = [(int(x), int(width)) for x, width in re.findall(r'<rect x="(\d+)" y="\d+" width="(\d+)"', chart)]
    (gain, long), (loss, short), (none, least) = found
    assert (loss + short, none, least) == (gain, gain, 1)
    assert abs(long - 3 * short) <= 3
    assert all(x in range(640) and x + width <= 640 for x, width in found)
    assert bar_chart([], title="none").startswith("<svg")
    assert "…" in bar_chart([Bar("x" * 40, 1, "1")], title="t").split("<rect")[0]
    assert "…" in bar_chart([Bar("团长" * 7, 1, "1")], title="t").split("<rect")[0]


def test_versions_of_a_plan_are_told_by_name() -> None:
    """Two versions in a row against a new one: each order by the version that was in force."""
    first = plan_of(1, "8", effective=Window.parse("2026-01-01T00:00:00Z/2026-03-01T00:00:00Z"))
    second = plan_of(2, "9", effective=Window.parse("2026-03-01T00:00:00Z/.."))
    made = simulate(Plans((first, second)), NEW, SALES[:1])
    assert (made.before, made.after) == ("basket v1-v2", "basket v2")
    assert rows(made.winners) == [("L1", 900, 1000)]


def test_two_currencies_are_no_comparison() -> None:
    """A plan in yuan and one in dollars have no difference."""
    dollars = attrs.evolve(OLD, currency="USD")
    with pytest.raises(InvalidPlanError, match="different currencies"):
        simulate(OLD, dollars, SALES)


def test_the_stream_is_read_once_and_in_step() -> None:
    """Two orders on, an order is let go: a stream of any length fits."""
    read: list[weakref.ref[Order]] = []

    def stream() -> Iterator[Sale]:
        for number in range(100):
            order, credits_ = sale(f"O{number}", "1.00")
            read.append(weakref.ref(order))
            assert sum(known() is not None for known in read) < 4
            yield order, credits_
            del order, credits_

    assert simulate(OLD, NEW, stream()).read == len(read) == 100


def test_standing_is_given_to_both() -> None:
    """Totals of the open period count under both plans alike."""
    given = Standing()
    run = assess_all(OLD, SALES, standing=given)
    list(run)
    assert simulate(OLD, NEW, SALES, standing=run.standing).winners == simulate(OLD, NEW, SALES).winners


def test_money_of_the_simulation() -> None:
    """Minor units are shown in the currency of the plans."""
    made: Simulation = simulate(OLD, NEW, [])
    assert made.money(150) == Money.cny("1.50")
    assert (made.parties, made.read) == ((), 0)
    assert all(set(texts) == {"en", "zh"} for texts in WORDS.values())
