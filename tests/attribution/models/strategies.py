"""Random journeys: few channels, short paths, so that paths repeat and everything happens."""

from hypothesis import strategies as st

from communekit.attribution.models import Journeys

Row = tuple[tuple[str, ...], tuple[int, ...], bool, int]
Groups = dict[tuple[str, ...], tuple[int, int, int]]

CHANNELS = ("share", "leader", "store > qr", "store", "直播", "")
"""Texts that a separator, a prefix or an empty one would trip over."""

HALF_LIFE = 24
"""Of the time decay in these tests, in hours."""


def paths(
    *, least: int = 0, longest: int = 5, channels: tuple[str, ...] = CHANNELS[:4]
) -> st.SearchStrategy[tuple[str, ...]]:
    """Draw what was touched, oldest first."""
    return st.lists(st.sampled_from(channels), min_size=least, max_size=longest).map(tuple)


@st.composite
def rows(draw: st.DrawFn, *, least: int = 0) -> Row:
    """Draw one journey: hours before the end that never rise, a value only where it converted."""
    path = draw(paths(least=least, channels=CHANNELS))
    hours = sorted(draw(st.lists(st.integers(0, 200), min_size=len(path), max_size=len(path))), reverse=True)
    converted = draw(st.booleans())
    return path, tuple(hours), converted, draw(st.integers(0, 10_000)) if converted else 0


def many_rows(*, least: int = 0) -> st.SearchStrategy[list[Row]]:
    """Draw many journeys."""
    return st.lists(rows(least=least), min_size=1, max_size=14)


def groups(*, least: int = 0, channels: tuple[str, ...] = CHANNELS[:4]) -> st.SearchStrategy[Groups]:
    """Draw counts by path."""
    counts = (
        st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 9_999))
        .filter(lambda drawn: drawn[0] + drawn[1] > 0)
        .map(lambda drawn: (drawn[0], drawn[1], drawn[2] if drawn[0] else 0))
    )
    return st.dictionaries(paths(least=least, channels=channels), counts, min_size=1, max_size=6)


def journeys(*, least: int = 0, channels: tuple[str, ...] = CHANNELS[:4]) -> st.SearchStrategy[Journeys]:
    """Draw journeys of which at least one converts."""
    return (
        groups(least=least, channels=channels)
        .map(Journeys.grouped)
        .filter(lambda drawn: drawn.touched.conversions > 0)
    )
