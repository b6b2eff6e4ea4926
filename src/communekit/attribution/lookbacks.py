"""Which window a touch has: by its channel, its kind, and whether it was seen or clicked (分渠道、分类型的归因窗口)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import attrs

from communekit.parties import Touch, TouchKind

from .errors import InvalidLookbackError
from .listed import listed
from .lookback import Lookback

DEFAULT: Final = Lookback.exact(timedelta(days=30))


def _lookback(given: Lookback) -> Lookback:
    if not isinstance(given, Lookback):
        raise InvalidLookbackError("kind", given)
    return given


def _kind_or_none(word: str | None) -> TouchKind | None:
    return None if word is None else TouchKind(word)


@attrs.frozen
class LookbackFor:
    """A window for certain touches: all that is named must be so; what is not named may be anything.

    Errors: `InvalidLookbackError`, `InvalidTouchError`.

    >>> LookbackFor(Lookback.exact(timedelta(hours=2)), kind="live").fits(Touch("t", "2026-03-01T04:00Z", "live", "V"))
    True
    """

    lookback: Lookback = attrs.field(converter=_lookback)
    channel: str | None = attrs.field(default=None, kw_only=True)
    kind: TouchKind | None = attrs.field(default=None, kw_only=True, converter=_kind_or_none)
    is_view: bool | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.channel is not None and not isinstance(self.channel, str):
            raise InvalidLookbackError("kind", self.channel)
        if self.is_view is not None and type(self.is_view) is not bool:
            raise InvalidLookbackError("kind", self.is_view)

    def fits(self, touch: Touch) -> bool:
        """Whether the window is for this touch."""
        return (
            self.channel in (None, touch.channel)
            and self.kind in (None, touch.kind)
            and self.is_view in (None, touch.is_view)
        )

    @property
    def rank(self) -> tuple[bool, bool, bool]:
        """How particular it is: a named channel before a named kind, that before seen or clicked."""
        return self.channel is not None, self.kind is not None, self.is_view is not None


def _particular_first(given: Iterable[LookbackFor]) -> tuple[LookbackFor, ...]:
    what = "lookback for certain touches"
    rules = listed(given, LookbackFor, what, "list of lookbacks for certain touches")
    return tuple(
        sorted(
            rules,
            key=lambda rule: (
                *(not named for named in rule.rank),
                rule.channel or "",
                rule.kind or "",
                rule.is_view is True,
            ),
        )
    )


@attrs.frozen
class Lookbacks:
    """The windows of a rule (归因窗口): the most particular that fits a touch is its window.

    One that names the channel goes before one that does not; among those, one that names the kind; among those, one
    that names seen or clicked; at last the default. A touch may carry a lifetime of its own (see `Touches`): then
    both must cover the order, so that the smaller wins.

    Args:
        default: For every touch that no other fits; 30 times 24 hours unless said otherwise.
        others: In any order; no two for the same channel, kind and view.

    Errors: `InvalidLookbackError` "twice", "kind".

    >>> windows = Lookbacks(Lookback.exact(timedelta(days=7)), [
    ...     LookbackFor(Lookback.exact(timedelta(hours=24)), is_view=True)])
    >>> windows.of(Touch("t", "2026-03-01T04:00Z", "ad", "V", is_view=True)).text
    'PT24H'
    """

    default: Lookback = attrs.field(default=DEFAULT, converter=_lookback)
    others: tuple[LookbackFor, ...] = attrs.field(default=(), converter=_particular_first)

    def __attrs_post_init__(self) -> None:
        # What names nothing would be a second default.
        seen: set[tuple[str | None, str | None, bool | None]] = {(None, None, None)}
        for rule in self.others:
            what = (rule.channel, rule.kind, rule.is_view)
            if what in seen:
                raise InvalidLookbackError("twice", rule.lookback.text)
            seen.add(what)

    def of(self, touch: Touch) -> Lookback:
        """Return the window of a touch."""
        return next((rule.lookback for rule in self.others if rule.fits(touch)), self.default)

    def covers(self, touch: Touch, ordered_at: datetime, lifetime: Lookback | None = None) -> bool:
        """Whether a touch counts for an order at an instant, within its window and its lifetime."""
        return self.of(touch).covers(touch.at, ordered_at) and (
            lifetime is None or lifetime.covers(touch.at, ordered_at)
        )

    def missed_by(self, touch: Touch, ordered_at: datetime, lifetime: Lookback | None = None) -> timedelta:
        """Return how long after the end of the smaller of both an order came; nothing for one in time."""
        missed = self.of(touch).missed_by(touch.at, ordered_at)
        return missed if lifetime is None else max(missed, lifetime.missed_by(touch.at, ordered_at))


__all__ = ["LookbackFor", "Lookbacks"]
