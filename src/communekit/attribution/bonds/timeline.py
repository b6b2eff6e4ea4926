"""A member's bonds as a picture (锁客时间轴): SVG, whole pixels, no script, no font from elsewhere, everything escaped."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from html import escape
from types import MappingProxyType
from typing import Final

import attrs

from communekit.errors import Texts, language_of
from communekit.ids import PartyId
from communekit.period import Calendar, InvalidTimeError, Window

from .bonds import Bonds
from .errors import InvalidBondFactError
from .event import BondDeclined
from .handed_in import fitting
from .holding import Holding
from .said import moment_said

WIDTH: Final = 720
LABEL: Final = 110
MARGIN: Final = 20
ROW: Final = 40
TOP: Final = 30
BAR: Final = 16
COLOURS: Final = ("#1b7837", "#2166ac", "#b35806", "#762a83", "#01665e", "#8c510a")

_TITLE: Final[Texts] = {"en": "bonds of {member}", "zh": "会员 {member} 的锁客时间轴"}
_LEGEND: Final[Texts] = {
    "en": "dark: protected · light: may be taken over · ring: an offer that did not bind",
    "zh": "深色：他人不可抢客　浅色：可抢客　圆圈：未锁定的触点",
}
_SECOND: Final = timedelta(seconds=1)


@attrs.frozen
class _Scale:
    """Where an instant stands in the picture."""

    start: datetime
    end: datetime

    def at(self, moment: datetime) -> int:
        room = WIDTH - LABEL - MARGIN
        inside = min(max(moment, self.start), self.end)
        return LABEL + room * ((inside - self.start) // _SECOND) // ((self.end - self.start) // _SECOND)


def timeline(
    bonds: Bonds,
    member: str,
    window: Window,
    *,
    store: str | None = None,
    locale: str = "en",
    names: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Return who had a member during a window as an SVG element (锁客时间轴): a row per leader, the oldest first.

    Dark is the protection, light the rest of a bond; a ring is an offer that did not bind, and says why when pointed at.

    Args:
        bonds: The book.
        member: Whose bonds.
        window: From when until when; of a second at least, with an end. Months are marked by the policy's zone.
        store: In which store; see `Bonds.as_of`.
        locale: "zh" for Chinese, English otherwise.
        names: What to call leaders; their ids unless said otherwise.

    Errors: `InvalidTimeError` "open_window", "empty_window"; `BondScopeError`; `InvalidBondFactError`.
    """
    fitting(bonds, Bonds, "bonds")
    fitting(window, Window, "window")
    if not isinstance(names, Mapping):
        raise InvalidBondFactError("names", names, '{"leader": "name", …}')
    if window.end is None or window.length < _SECOND:
        raise InvalidTimeError("open_window" if window.end is None else "empty_window", window.text)
    held = [one for one in bonds.history(member, store=store) if one.window.overlaps(window)]
    refused = [
        event
        for event in bonds.events(member, store=store)
        if isinstance(event, BondDeclined) and event.leader is not None and window.covers(event.at)
    ]
    spoken = [(one.bond.bound_at, one.bond.leader) for one in held]
    spoken += [(event.at, event.leader) for event in refused if event.leader is not None]
    leaders = tuple(dict.fromkeys(leader for _, leader in sorted(spoken)))
    picture = _Picture(bonds, _Scale(window.start, window.end), leaders, language_of(locale))
    foot = TOP + ROW * max(len(leaders), 1)
    height = foot + 20
    title = escape(_TITLE[picture.language].format(member=member))
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"',
            f' height="{height}" font-family="system-ui, sans-serif" font-size="12" fill="currentColor">',
            f"<title>{title}</title>",
            *picture.months(foot),
            *picture.labels(names),
            *(part for one in held for part in picture.bar(one)),
            *(picture.ring(event) for event in refused),
            f'<text x="{LABEL}" y="{foot + 12}" font-size="10" fill-opacity="0.7">{_LEGEND[picture.language]}</text>',
            "</svg>",
        )
    )


@attrs.frozen
class _Picture:
    """What all parts of a picture share."""

    bonds: Bonds
    scale: _Scale
    leaders: Sequence[PartyId]
    language: str

    def months(self, foot: int) -> Iterator[str]:
        """Yield a line at each start of a month."""
        zone = self.bonds.policy.zone
        month = Calendar.of("month", zone).window_at(self.scale.start)
        while month.end is not None and month.end < self.scale.end:
            left, day = self.scale.at(month.end), month.end.astimezone(zone).date()
            yield (
                f'<line x1="{left}" y1="{TOP - 8}" x2="{left}" y2="{foot}" stroke="currentColor"'
                f' stroke-opacity="0.2"/><text x="{left}" y="{TOP - 14}" text-anchor="middle">{day}</text>'
            )
            month = Calendar.of("month", zone).window_at(month.end)

    def labels(self, names: Mapping[str, str]) -> Iterator[str]:
        """Yield the names of the leaders."""
        for place, leader in enumerate(self.leaders):
            yield f'<text x="4" y="{TOP + ROW * place + BAR - 3}">{escape(names.get(leader, leader))}</text>'

    def bar(self, one: Holding) -> Iterator[str]:
        """Yield the bar of a holding, its protection darker."""
        zone, bond = self.bonds.policy.zone, one.bond
        end = one.window.end or self.scale.end
        protected = (
            end if bond.protected_until is None else min(max(bond.protected_until, bond.bound_at), end)
        )
        told = escape(one.text(self.bonds.policy, locale=self.language))
        for start, until, opacity in ((bond.bound_at, protected, "0.9"), (protected, end, "0.4")):
            left, right = self.scale.at(start), self.scale.at(until)
            if left < right:
                yield (
                    f'<rect x="{left}" y="{self._top(bond.leader)}" width="{right - left}" height="{BAR}"'
                    f' fill="{self._colour(bond.leader)}" fill-opacity="{opacity}"><title>{told}</title></rect>'
                )
        span = f"{moment_said(bond.bound_at, zone)[5:10]} – "
        if one.window.end is not None:
            span += f"{moment_said(one.window.end, zone)[5:10]} {one.how_ended(locale=self.language)}"
        yield (
            f'<text x="{self.scale.at(bond.bound_at)}" y="{self._top(bond.leader) + BAR + 12}" font-size="10">'
            f"{escape(span)}</text>"
        )

    def ring(self, event: BondDeclined) -> str:
        """Return the mark of an offer that did not bind."""
        leader = PartyId(event.leader or "")
        said = f"{moment_said(event.at, self.bonds.policy.zone)} {event.text(self.language)}"
        return (
            f'<circle cx="{self.scale.at(event.at)}" cy="{self._top(leader) + BAR // 2}" r="5" fill="none"'
            f' stroke="{self._colour(leader)}" stroke-width="2"><title>{escape(said)}</title></circle>'
        )

    def _top(self, leader: PartyId) -> int:
        return TOP + ROW * self.leaders.index(leader)

    def _colour(self, leader: PartyId) -> str:
        return COLOURS[self.leaders.index(leader) % len(COLOURS)]


__all__ = ["timeline"]
