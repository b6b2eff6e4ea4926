"""Passing time (推进时间): what is due happens, the earliest first: holds end, seats lapse, campaigns close."""

from datetime import datetime, timedelta
from typing import Final

from communekit.groupbuy.campaign import Advance
from communekit.ids import OrderId
from communekit.period import instant_text
from communekit.storage import place

from .campaign_step import CampaignStep
from .desk import Desk
from .outcome import Status
from .selling import release_due
from .telling import tell

_ORDER, _CAMPAIGN = "order/", "campaign/"

TRIED_AGAIN_AFTER: Final = timedelta(hours=1)
"""When what is due in a campaign is tried again that somebody, or something, refused."""


def pass_time(desk: Desk, until: datetime, most: int) -> tuple[int, tuple[OrderId, ...]]:
    """Let so many things happen at most that are due by a moment; return how many, and the orders whose hold ended.

    Each happens at its own moment. A campaign may have something due again afterwards: ask until nothing happens.
    """
    due = desk.unit.agenda.due(until, most)
    released = list[OrderId]()
    for each in due:
        if each.what.startswith(_CAMPAIGN):
            _advance(desk, each.what.removeprefix(_CAMPAIGN), each.at, until)
        else:
            released.append(OrderId(each.what.removeprefix(_ORDER)))
            release_due(desk, released[-1])
    return len(due), tuple(released)


def _advance(desk: Desk, campaign: str, at: datetime, until: datetime) -> None:
    """Let what is due in a campaign happen, under a key that nobody else tells; what is refused is tried again later."""
    key = place("campaign.due", campaign, instant_text(at), str(len(desk.unit.events)))
    outcome = tell(desk, CampaignStep(campaign, Advance(at)), key)
    if outcome.status is not Status.RECORDED:
        again = until + TRIED_AGAIN_AFTER if outcome.status is Status.REFUSED else None
        desk.unit.agenda.put(place("campaign", campaign), again)


__all__ = ["TRIED_AGAIN_AFTER", "pass_time"]
