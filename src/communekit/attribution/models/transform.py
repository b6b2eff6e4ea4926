"""Transforms (路径预处理): paths changed before they count, each step named, in the order in which they are given.

No step loses a journey: those named "unless all" leave a path that would be empty as it is, and a journey whose
touches are all removed counts as without touches. Order matters: to keep the last two and then remove Direct is not
to remove Direct and then keep the last two.
"""

from collections.abc import Collection, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Protocol

import attrs

from .errors import InvalidJourneyError, InvalidModelError
from .intake import Read, Row
from .journey import Channel, Journey, Path

WholeAges = tuple[int, ...] | None


class Transform(Protocol):
    """One step: what a path becomes, and the ages that stay with its touches."""

    def change(self, path: Path, ages: WholeAges, unit: int) -> tuple[Path, WholeAges]:
        """Return the path and ages after the step; `unit` is how many microseconds the unit of ages has."""
        ...


def channels_of(given: object, model: str) -> frozenset[Channel]:
    """Return a set of channels; one text alone is one channel.

    Raises:
        InvalidModelError: Not a collection.
    """
    if isinstance(given, str):
        return frozenset((given,))
    if not isinstance(given, Collection) or isinstance(given, bytes):
        raise InvalidModelError(model, "channels", given)
    return frozenset(given)


def _count(given: int) -> int:
    if type(given) is not int or given < 1:
        raise InvalidModelError("keep_last", "count", given)
    return given


def _remove_channels(given: object) -> frozenset[Channel]:
    return channels_of(given, "remove")


def _picked(path: Path, ages: WholeAges, places: Sequence[int]) -> tuple[Path, WholeAges]:
    kept = tuple(path[place] for place in places)
    return kept, None if ages is None else tuple(ages[place] for place in places)


@attrs.frozen
class CollapseRepeats:
    """Of touches of one channel in a row the first one stays (合并连续重复).

    >>> apply(Journey(("a", "a", "Direct", "a")), CollapseRepeats()).channels
    ('a', 'Direct', 'a')
    """

    def change(self, path: Path, ages: WholeAges, unit: int) -> tuple[Path, WholeAges]:  # noqa: ARG002 - a step
        """Return the path without repeats."""
        places = [place for place, name in enumerate(path) if not place or name != path[place - 1]]
        return _picked(path, ages, places)


@attrs.frozen
class KeepLast:
    """The last so many touches stay (保留最近 N 个触点).

    >>> apply(Journey(("a", "Direct", "a", "Direct", "Direct")), KeepLast(2)).channels
    ('Direct', 'Direct')
    """

    touches: int = attrs.field(converter=_count)

    def change(self, path: Path, ages: WholeAges, unit: int) -> tuple[Path, WholeAges]:  # noqa: ARG002 - a step
        """Return the end of the path."""
        return path[-self.touches :], None if ages is None else ages[-self.touches :]


@attrs.frozen
class Remove:
    """All touches of these channels go (剔除渠道); a journey of nothing else is without touches, and still counted."""

    channels: frozenset[Channel] = attrs.field(converter=_remove_channels)

    def change(self, path: Path, ages: WholeAges, unit: int) -> tuple[Path, WholeAges]:  # noqa: ARG002 - a step
        """Return the path without these channels."""
        return _picked(path, ages, [place for place, name in enumerate(path) if name not in self.channels])


@attrs.frozen
class RemoveUnlessAll:
    """All touches of these channels go, unless there are no others (剔除直接访问，除非全是): GA4, Snowplow.

    >>> apply(Journey(("a", "Direct", "a", "Direct")), RemoveUnlessAll("Direct")).channels
    ('a', 'a')
    >>> apply(Journey(("Direct", "Direct")), RemoveUnlessAll("Direct")).channels
    ('Direct', 'Direct')
    """

    channels: frozenset[Channel] = attrs.field(converter=_remove_channels)

    def change(self, path: Path, ages: WholeAges, unit: int) -> tuple[Path, WholeAges]:  # noqa: ARG002 - a step
        """Return the path without these channels, or as it is where nothing else is on it."""
        places = [place for place, name in enumerate(path) if name not in self.channels]
        return _picked(path, ages, places) if places else (path, ages)


@attrs.frozen
class RemoveTailUnlessAll:
    """Touches of these channels at the end go, unless there are no others (剔除末尾直接访问，除非全是).

    >>> apply(Journey(("a", "Direct", "a", "Direct", "Direct")), RemoveTailUnlessAll("Direct")).channels
    ('a', 'Direct', 'a')
    """

    channels: frozenset[Channel] = attrs.field(converter=_remove_channels)

    def change(self, path: Path, ages: WholeAges, unit: int) -> tuple[Path, WholeAges]:  # noqa: ARG002 - a step
        """Return the path up to its last touch of another channel."""
        places = [place for place, name in enumerate(path) if name not in self.channels]
        return _picked(path, ages, range(places[-1] + 1)) if places else (path, ages)


def _span(given: object) -> timedelta:
    if not isinstance(given, timedelta) or given <= timedelta(0):
        raise InvalidModelError("overwrite_if_soon", "span", given)
    return given


def _passes(given: int) -> int:
    if type(given) is not int or given < 1:
        raise InvalidModelError("overwrite_if_soon", "count", given)
    return given


@attrs.frozen
class OverwriteIfSoon:
    """A touch of a channel that comes less than a span after the one before it takes that one's channel (短时覆盖).

    Each pass looks at the path as it was before the pass. It asks for ages.

    >>> visits = Journey(("Organic", "Direct", "Direct"), ages=(108_000, 72_000, 0))
    >>> apply(visits, OverwriteIfSoon("Direct", within=timedelta(hours=24))).channels
    ('Organic', 'Organic', 'Direct')
    """

    channel: Channel
    within: timedelta = attrs.field(kw_only=True, converter=_span)
    passes: int = attrs.field(default=1, kw_only=True, converter=_passes)

    def change(self, path: Path, ages: WholeAges, unit: int) -> tuple[Path, WholeAges]:
        """Return the path with what was overwritten."""
        if ages is None:
            if len(path) < 2 or self.channel not in path[1:]:
                return path, ages  # Nothing to overwrite, whatever the ages.
            raise InvalidModelError("overwrite_if_soon", "no_ages", path)
        within = self.within // timedelta(microseconds=1)
        soon = [True] + [(one - two) * unit < within for one, two in pairwise(ages)]
        for _ in range(min(self.passes, len(path))):
            path = tuple(
                path[place - 1] if place and name == self.channel and soon[place] else name
                for place, name in enumerate(path)
            )
        return path, ages


def changed(path: Path, ages: WholeAges, steps: Sequence[Transform], unit: int = 1) -> tuple[Path, WholeAges]:
    """Return a path and its ages after all steps."""
    for step in steps:
        path, ages = step.change(path, ages, unit)
    return path, ages


def changed_row(row: Row, steps: Sequence[Transform], unit: int, number: int) -> Row:
    """Return a row after all steps; its ages are checked, whether it converted or not.

    Raises:
        InvalidJourneyError: Names the row.
    """
    try:
        path, ages, converted, value = row
        Read.rows([(path, ages, True, 0)], unit)
    except InvalidJourneyError as refused:
        raise InvalidJourneyError(refused.problem, refused.value, number) from None
    except (TypeError, ValueError):
        raise InvalidJourneyError("row", row, number) from None
    return *changed(path, ages, steps, unit), converted, value


def apply(journey: Journey, *steps: Transform) -> Journey:
    """Return a journey after steps, one after the other; what came of it stays."""
    microsecond = timedelta(microseconds=1)
    given = None if journey.ages is None else tuple(age // microsecond for age in journey.ages)
    path, whole = changed(journey.channels, given, steps)
    ages = None if whole is None else tuple(timedelta(microseconds=age) for age in whole)
    return Journey(path, ages=ages, converted=journey.converted, value=journey.value)


__all__ = [
    "CollapseRepeats",
    "KeepLast",
    "OverwriteIfSoon",
    "Remove",
    "RemoveTailUnlessAll",
    "RemoveUnlessAll",
    "Transform",
    "apply",
    "changed",
    "changed_row",
    "channels_of",
]
