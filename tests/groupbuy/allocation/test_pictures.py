"""The pictures of the pages are what the library shares out."""

from pathlib import Path

import pytest

from tests.groupbuy.allocation.pictures import DOCS, drawn_pictures

PICTURES = dict(drawn_pictures())


@pytest.mark.parametrize("place", PICTURES, ids=lambda place: place.relative_to(DOCS).as_posix())
def test_picture_is_up_to_date(place: Path) -> None:
    """Else run `python -m tests.groupbuy.allocation.pictures`."""
    assert place.read_text("utf-8") == PICTURES[place]


def test_every_picture_is_shown() -> None:
    """In the page of its language."""
    for place in PICTURES:
        page = place.parents[1] / "allocation.md"
        assert f"(img/{place.name})" in page.read_text("utf-8")
