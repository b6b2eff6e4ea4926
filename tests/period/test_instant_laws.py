"""Laws of instants."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from communekit.period import InvalidTimeError, instant, instant_text, parse_instant
from tests.period.strategies import instants, places_and_instants


@given(at=instants())
def test_round_trip(at: datetime) -> None:
    """What is written is read back the same."""
    assert parse_instant(instant_text(at)) == at


@given(drawn=places_and_instants())
def test_an_instant_is_the_same_in_every_zone(drawn: tuple[ZoneInfo, datetime]) -> None:
    """Seen in another zone, folds included, an instant stays itself."""
    place, at = drawn
    assert instant(at.astimezone(place)) == at
    assert hash(instant(at.astimezone(place))) == hash(at)


@given(text=st.text(max_size=50) | st.from_regex(r"[0-9TZ:.+-]{0,45}", fullmatch=True))
def test_any_text_is_an_instant_or_refused(text: str) -> None:
    """No text brings another error than the one of the area."""
    try:
        at = parse_instant(text)
    except InvalidTimeError:
        return
    assert instant(instant_text(at)) == at
