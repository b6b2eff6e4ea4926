"""Lives of campaigns (团购状态): each folded from its stream, and remembered so that only what is new is read."""

from collections.abc import Iterable, Iterator
from typing import Final

from communekit.groupbuy.campaign import CAMPAIGN_LIFE, CampaignEvent, CampaignState
from communekit.lifecycle import fold
from communekit.storage import Recorded, UnitOfWork, place

from .happening import CampaignMoved, read_happening

KEPT_MAX: Final = 64
"""So many campaigns are remembered; others are read again."""


class CampaignLives:
    """What was read of campaigns so far (团购状态), by their streams. What is remembered was kept for good before."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, CampaignState]] = {}

    def read(self, unit: UnitOfWork, campaign: str) -> CampaignState:
        """Return a campaign as it stands before anything else of a unit of work is written to it."""
        stream = stream_of_campaign(campaign)
        version, state = self._known.get(stream, (0, CAMPAIGN_LIFE.initial))
        fresh = list(unit.events.load(stream, version=version))
        state = fold(CAMPAIGN_LIFE.evolve, state, _events(fresh))
        self._known.pop(stream, None)
        self._known[stream] = (version + len(fresh), state)
        for oldest in list(self._known)[:-KEPT_MAX]:
            self._known.pop(oldest, None)
        return state


def stream_of_campaign(campaign: str) -> str:
    """Return the stream of a campaign."""
    return place("campaign", campaign)


def _events(recorded: Iterable[Recorded]) -> Iterator[CampaignEvent]:
    for one in recorded:
        happening = read_happening(one.event.data)
        if isinstance(happening, CampaignMoved):
            yield from happening.events


__all__ = ["CampaignLives", "stream_of_campaign"]
