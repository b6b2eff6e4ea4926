"""The pictures of the pages show what campaigns do: every state, every step, and every price."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from communekit.groupbuy.campaign import CAMPAIGN_LIFE, GroupState, Live, Phase, SeatState, Together
from communekit.groupbuy.campaign.state import CampaignState
from tests.groupbuy.campaign_reading.pictures import (
    DOCS,
    GROUP,
    GROUP_STEPS,
    SEAT,
    SEAT_STEPS,
    drawn_pictures,
)
from tests.groupbuy.campaign_reading.scenes import SCENES, played

PICTURES = dict(drawn_pictures())


@pytest.mark.parametrize("place", PICTURES, ids=lambda place: place.relative_to(DOCS).as_posix())
def test_picture_is_up_to_date(place: Path) -> None:
    """Else run `python -m tests.groupbuy.campaign_reading.pictures`."""
    assert place.read_text("utf-8") == PICTURES[place]


def test_every_picture_is_shown() -> None:
    """In the page of its name and language."""
    for place in PICTURES:
        page = place.parents[1] / f"{place.stem}.md"
        assert f"(img/{place.name})" in page.read_text("utf-8")


def test_every_state_is_drawn() -> None:
    """And no other."""
    assert set(GROUP) == {phase.value for phase in Phase} >= {state.value for state in GroupState}
    assert set(SEAT) == {state.value for state in SeatState}


def states() -> Iterator[tuple[CampaignState, CampaignState]]:
    """Yield the campaign before and after each fact of each scene."""
    for scene in SCENES.values():
        for state, events, _ in played(scene):
            before = state
            for event in events:
                after = CAMPAIGN_LIFE.evolve(before, event)
                yield before, after
                before = after


def test_steps_of_campaigns_and_teams_are_those_drawn() -> None:
    """The scenes take every step that is drawn, and no other."""
    taken = set()
    for before, after in states():
        assert isinstance(after, Live)
        if isinstance(after.campaign.forming, Together):
            taken.add((before.phase.value, after.phase.value))
        elif isinstance(before, Live):
            for name, group in before.groups.items():
                taken.add((group.state.value, after.group(name).state.value))
    drawn = {(start, end) for start, end, *_ in GROUP_STEPS}
    assert {(start, end) for start, end in taken if start != end} == drawn


def test_steps_of_seats_are_those_drawn() -> None:
    """The scenes take every step that is drawn, and no other."""
    taken = set()
    for before, after in states():
        if isinstance(after, Live):
            for seat in after.list():
                known = before.seats.get(seat.id) if isinstance(before, Live) else None
                taken.add(("" if known is None else known.state.value, seat.state.value))
    drawn = {(start, end) for start, end, *_ in SEAT_STEPS}
    assert {(start, end) for start, end in taken if start != end} == drawn
