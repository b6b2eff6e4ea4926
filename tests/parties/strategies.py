"""Parties and ties to test with."""

from datetime import datetime, timedelta

from hypothesis import strategies as st

from communekit.parties import Role, Tie
from communekit.period import Window, instant

START = instant("2026-01-01T00:00:00Z")

PEOPLE = ("P0", "P1", "P2", "P3", "P4")
KINDS = (Role.LEADER, Role.SPONSOR, Role.HOST)


def day(number: int) -> datetime:
    """Return the start of a day of the test's year."""
    return START + timedelta(days=number)


def days() -> st.SearchStrategy[datetime]:
    """Starts of days: few, so that ties meet and overlap."""
    return st.integers(0, 20).map(day)


def windows() -> st.SearchStrategy[Window]:
    """Windows of whole days, some of them open."""
    return st.builds(
        lambda start, length: Window(day(start), None if length is None else day(start + length)),
        st.integers(0, 15),
        st.none() | st.integers(1, 8),
    )


def ties() -> st.SearchStrategy[Tie]:
    """Ties between few people."""
    return st.builds(Tie, st.sampled_from(KINDS), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), windows())
