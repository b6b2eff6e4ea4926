"""What lint finds in a plan: its form, its order and its languages; each finding stands in a file of its area."""

import json
import string

import pytest

from communekit.commission import (
    Base,
    Bound,
    Rule,
    assess,
    leader,
    line,
)
from communekit.commission.lint import Severity, lint
from communekit.commission.lint.texts import TEXTS, WORDS
from communekit.orders import Credits, Line, Order
from communekit.parties import Role
from tests.commission.linted import (
    BASE,
    FRESH,
    GROWERS,
    VEG,
    WINDOW,
    cny,
    codes,
    only,
    paid,
    percent,
    plan_of,
    volume,
)


def test_a_sound_plan_has_no_findings() -> None:
    """A plan of shares with a window, within what there is, gives an empty tuple."""
    sound = plan_of(
        BASE,
        paid("fresh", when=line.category.under("fresh"), replaces="base"),
        GROWERS,
        paid("sponsor", Role.SPONSOR, "10", base=Base.of_rule("base")),
        bounds=[Bound(role=Role.LEADER, per="order", at_most=cny("50.00"))],
    )
    assert lint(sound, limit=percent("80")) == ()


def test_a_plan_without_a_window_is_noted() -> None:
    """Nothing says from when on such a plan was promised."""
    assert codes(plan_of(BASE, effective=None)) == ["no_window"]


def test_findings_are_in_order_of_severity_and_plain() -> None:
    """Errors come first, and the data of a finding goes into JSON as it is."""
    plan = plan_of(
        FRESH, VEG, paid("dead", when=line.paid >= 10), paid("all", Role.SUPPLIER, "99"), effective=None
    )
    found = lint(plan)
    places = [list(Severity).index(finding.severity) for finding in found]
    assert places == sorted(places)
    assert {0, 1, 2} == set(places)
    json.dumps([dict(finding.data) for finding in found])
    assert found == lint(plan)
    assert len({hash(finding) for finding in found}) <= len(found)


def test_a_finding_on_one_line() -> None:
    """Severity, code, place and sentence, in either language."""
    (found,) = lint(plan_of(BASE, effective=None))
    assert str(found).startswith("note lint.no_window (plan): plan basket v1 has no effective window")
    assert found.line("zh").startswith("提示 lint.no_window (plan): 方案 basket v1")


def test_what_a_plan_says_is_shown_safely() -> None:
    """A long condition is cut, control characters do not reach the screen."""
    odd = plan_of(paid("odd", when=(line.paid >= 1) & (leader.note == "x\x1b[2J" + "y" * 500)))
    for finding in lint(odd):
        assert finding.text().isprintable()
        assert len(finding.text()) < 600


def names(template: str) -> set[str]:
    """Return the data that a sentence names."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_every_finding_speaks_both_languages(code: str) -> None:
    """A code has a sentence in English and in Chinese that name the same data, but for the titles of laws."""
    english, chinese = TEXTS[code]["en"], TEXTS[code]["zh"]
    titles = {"title", "article", "title_zh", "article_zh"}
    assert names(english) - titles == names(chinese) - titles
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
    assert english.isascii()


def test_every_word_has_both_languages() -> None:
    """Reasons and checks are said in the language of the sentence."""
    assert all(set(texts) == {"en", "zh"} for texts in WORDS.values())


@pytest.mark.parametrize("amount", ["99.99", "100.00"])
def test_the_engine_confirms_a_falling_table(amount: str) -> None:
    """The witness of a finding is what the engine pays."""
    plan = plan_of(Rule("steps", Role.LEADER, volume("10", "5")))
    found = only(plan, "earning_more_pays_less")
    sold = Order("O1", "S1", (Line.of("1", "apples", amount),), WINDOW.start, WINDOW.start)
    earned = assess(plan, sold, Credits.single(leader="L1")).earned(Role.LEADER).text
    assert earned == found.data["before" if amount == "99.99" else "after"]
