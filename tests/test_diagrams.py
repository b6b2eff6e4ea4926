"""The diagrams of the pages are those that are drawn here, shown where they belong; no page needs the network for one."""

import re
from pathlib import Path

import pytest

from communekit.orders.pickup import Collected, NoShow, PartlyCollected, Ready, Waiting
from tests.diagrams import DOCS, PICKUP, drawn_diagrams

DRAWN = dict(drawn_diagrams())


@pytest.mark.parametrize("place", DRAWN, ids=lambda place: place.relative_to(DOCS).as_posix())
def test_diagram_is_up_to_date(place: Path) -> None:
    """Else run `python -m tests.diagrams`."""
    assert place.read_text("utf-8") == DRAWN[place]
    page = place.parents[1] / f"{place.stem.partition('-')[0]}.md"
    assert f"(img/{place.name})" in page.read_text("utf-8")


@pytest.mark.parametrize(
    "page", sorted(DOCS.glob("*/*.md")), ids=lambda page: page.relative_to(DOCS).as_posix()
)
def test_no_page_fetches_its_pictures(page: Path) -> None:
    """Diagrams that a browser draws by a script from elsewhere are blank without a network."""
    assert not re.search(r"```mermaid|!\[[^]]*\]\(https?:", page.read_text("utf-8"))


def test_every_state_of_a_pick_up_is_drawn() -> None:
    """By its word, closed included."""
    said = {box.said[0].replace(" ", "_").replace("-", "_") for box in PICKUP.boxes}
    assert said >= {state.word for state in (Waiting, Ready, PartlyCollected, Collected, NoShow)}
    assert "closed" in said
