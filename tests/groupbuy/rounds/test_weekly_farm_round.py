"""The example of a farm's week: its page says what it prints."""

import runpy
from pathlib import Path

EXAMPLE = Path(__file__).parents[3] / "examples" / "weekly_farm_round"


def test_the_page_says_what_the_week_prints() -> None:
    """Line by line."""
    lines = "\n".join(runpy.run_path(str(EXAMPLE / "week.py"))["week"]())
    readme = (EXAMPLE / "README.md").read_text("utf-8")
    assert readme.split("```text\n")[1].split("\n```")[0] == lines


def test_the_week_adds_up() -> None:
    """Two sacks filled to the gram; the trays that leave the farm are what the stores get."""
    made = runpy.run_path(str(EXAMPLE / "week.py"))
    placed = made["standing_bookings"](
        made["ROUND"], made["standing"](), made["STOCK"], at="2026-03-08T12:00+08:00"
    )
    needed = made["ordered"](placed)
    assert dict(needed.cases) == {"eggs": 3, "milk": 1, "potatoes": 2}
    assert dict(needed.left_over) == {"milk": 4}
    assert dict(needed.of_store("east")) == {"eggs": 20, "milk": 2}
    assert dict(needed.of_store("west")) == {"eggs": 10, "potatoes": 10_000}
