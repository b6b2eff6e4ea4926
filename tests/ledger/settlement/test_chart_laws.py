"""Laws of drawings: a bar is as long as its amount, each step hangs where the one before ended, nothing leaves the frame."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from communekit.ledger.settlement.paper.chart import WIDTH, Pillar, Stop, pillars, waterfall

NUMBER = r'"(-?[0-9]+)"'
RECT = re.compile(rf"<rect x={NUMBER} y={NUMBER} width={NUMBER} height={NUMBER}")
LINK = re.compile(rf'<line x1={NUMBER} x2={NUMBER} y1={NUMBER} y2={NUMBER} class="link"')
ZERO = re.compile(rf'y1={NUMBER} y2={NUMBER} class="zero"')
FRAME = re.compile(r'viewBox="0 0 ([0-9]+) ([0-9]+)"')
TOP, HEIGHT, FOOT = 26, 230, 30
MINORS = st.integers(-(10**9), 10**9)


def numbers(pattern: re.Pattern[str], drawing: str) -> list[tuple[int, ...]]:
    """Return the figures of each thing that is drawn."""
    return [tuple(map(int, found)) for found in pattern.findall(drawing)]


@given(opening=MINORS, steps=st.lists(MINORS, max_size=6))
def test_steps_hang_where_the_one_before_ended(opening: int, steps: list[int]) -> None:
    """From the opening balance through each step to the closing one, to scale, within the frame."""
    closing = opening + sum(steps)
    stops = [Stop("opening", opening, "o", "balance", is_balance=True)]
    stops += [Stop("step", minor, "s", "earned") for minor in steps]
    stops.append(Stop("closing", closing, "c", "balance", is_balance=True))
    drawing = waterfall(stops)
    levels = [opening]
    for minor in steps:
        levels.append(levels[-1] + minor)
    highest, lowest = max(0, *levels), min(0, *levels)
    scale = highest - lowest or 1

    def y(minor: int) -> int:
        return TOP + (highest - minor) * HEIGHT // scale

    spans = [(0, opening), *pairwise(levels), (0, closing)]
    bars, links = numbers(RECT, drawing), numbers(LINK, drawing)
    assert [(top, height) for _, top, _, height in bars] == [
        (y(max(span)), max(y(min(span)) - y(max(span)), 2)) for span in spans
    ]
    assert [(one, other) for _, _, one, other in links] == [(y(level),) * 2 for level in levels]
    assert numbers(ZERO, drawing) == [(y(0), y(0))]
    assert numbers(FRAME, drawing) == [(WIDTH, TOP + HEIGHT + FOOT)]
    for (before, after), (start, end, _, _) in zip(pairwise(bars), links, strict=True):
        left, _, width, _ = before
        assert 0 <= left < start < end == after[0]
        assert start == left + 2 * (width // 2)
        assert 0 < width <= 120
    for before, after in pairwise(bars):
        assert before[0] + before[2] <= after[0]
    assert bars[-1][0] + bars[-1][2] <= WIDTH


@given(
    rows=st.lists(st.tuples(st.integers(0, 10**9), st.integers(-(10**9), 0)), min_size=1, max_size=40),
)
def test_columns_are_as_long_as_their_amounts(rows: list[tuple[int, int]]) -> None:
    """What was added stands on the line, what was taken hangs under it; at most thirteen are named."""
    drawing = pillars(
        [Pillar(f"m{at}", up, down, "told") for at, (up, down) in enumerate(rows)], top_text="top"
    )
    highest, lowest = max(up for up, _ in rows), min(down for _, down in rows)
    scale = highest - lowest or 1
    zero = TOP + highest * HEIGHT // scale
    bars = numbers(RECT, drawing)
    expected = []
    for up, down in rows:
        if up:
            expected.append((zero - up * HEIGHT // scale, max(up * HEIGHT // scale, 1)))
        if down:
            expected.append((zero, max(-down * HEIGHT // scale, 1)))
    assert [(top, height) for _, top, _, height in bars] == expected
    assert numbers(ZERO, drawing) == [(zero, zero)]
    assert all(left >= 0 and 2 <= width <= 84 and left + width <= WIDTH for left, _, width, _ in bars)
    every = -(-len(rows) // 13)
    assert re.findall(r'class="axis">(m[0-9]+)<', drawing) == [f"m{at}" for at in range(0, len(rows), every)]


def test_no_periods_are_an_empty_frame() -> None:
    """Nothing to show is shown as nothing, with its line."""
    drawing = pillars([], top_text="0")
    assert not numbers(RECT, drawing)
    assert numbers(ZERO, drawing) == [(TOP, TOP)]
