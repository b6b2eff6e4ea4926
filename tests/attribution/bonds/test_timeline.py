"""The picture of a member's bonds: what it shows, and that the pages show what it draws today."""

import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution.bonds import BondCommand, BondPolicy, Bonds, timeline
from communekit.parties import LeaderEvent, LeaderExited, Touch
from communekit.period import Duration, InvalidTimeError, Window, instant
from tests.attribution.bonds.strategies import PEOPLE, STORES, day, facts, lives, policies

DOCS = Path(__file__).parents[3] / "docs"
SVG = "{http://www.w3.org/2000/svg}"
SPAN = Window.parse("2026-02-20/2026-05-01", zone="Asia/Shanghai")


def of_the_page() -> Bonds:
    """Return the bonds of the example on the pages."""
    policy = BondPolicy(
        mode="last",
        protection=Duration.days(15),
        validity=Duration.days(30),
        on_exit="house",
        house="east_gate",
    )
    touches = [
        Touch("t-1", "2026-03-01T08:00+08:00", "link", "wang", "zhang"),
        Touch("t-2", "2026-03-10T20:00+08:00", "live", "wang", "li"),
        Touch("t-3", "2026-03-20T20:00+08:00", "live", "wang", "li"),
    ]
    return Bonds.of(policy, touches, leaders=[LeaderExited("li", instant("2026-04-10T00:00+08:00"))])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_shows_what_is_drawn(language: str) -> None:
    """The picture on the page is the one that the example draws."""
    drawn = timeline(of_the_page(), "wang", SPAN, locale=language)
    assert (DOCS / language / "img" / "bonds.svg").read_text("utf-8") == f"{drawn}\n"


def test_what_it_shows() -> None:
    """A bar per stretch, one protected and one not; a ring for what did not bind; names are escaped."""
    drawn = timeline(of_the_page(), "wang", SPAN, names={"zhang": "<b>张"})
    root = ET.fromstring(drawn)
    assert len(root.findall(f"{SVG}rect")) == 5
    assert [ring.findtext(f"{SVG}title") for ring in root.findall(f"{SVG}circle")] == [
        "2026-03-10 20:00 the bond is protected"
    ]
    texts = [text.text for text in root.findall(f"{SVG}text")]
    assert "<b>张" in texts
    assert "03-20 – 04-10 handed over" in texts


@given(
    policy=policies(),
    told=facts(size=8),
    leaders=lives(),
    start=st.integers(-5, 20),
    length=st.integers(1, 30),
)
def test_bars_are_what_was_held(
    policy: BondPolicy, told: list[BondCommand], leaders: list[LeaderEvent], start: int, length: int
) -> None:
    """Whatever happened, the picture is well-formed, nothing is drawn outside of it, and no two bars stand at one instant."""
    bonds, window = Bonds(policy, told, leaders=leaders), Window(day(start), day(start + length))
    for member in PEOPLE:
        root = ET.fromstring(timeline(bonds, member, window, store=STORES[1], locale="zh"))
        width, height = int(root.attrib["width"]), int(root.attrib["height"])
        bars = root.findall(f"{SVG}rect")
        for bar in bars:
            left, top = int(bar.attrib["x"]), int(bar.attrib["y"])
            assert 0 <= left < left + int(bar.attrib["width"]) <= width
            assert 0 <= top < top + int(bar.attrib["height"]) <= height
        spans = sorted((int(bar.attrib["x"]), int(bar.attrib["width"])) for bar in bars)
        assert all(left + wide <= right for (left, wide), (right, _) in pairwise(spans))
        held = bonds.history(member, store=STORES[1])
        assert bool(bars) == any(one.window.overlaps(window) for one in held)


def test_a_window_has_a_length() -> None:
    """An open window cannot be drawn, nor one of less than a second."""
    bonds = of_the_page()
    for window, problem in (
        (Window.parse("2026-03-01T00:00:00Z/.."), "open_window"),
        (Window.parse("2026-03-01T00:00:00Z/2026-03-01T00:00:00.5Z"), "empty_window"),
    ):
        with pytest.raises(InvalidTimeError) as caught:
            timeline(bonds, "wang", window)
        assert caught.value.problem == problem
