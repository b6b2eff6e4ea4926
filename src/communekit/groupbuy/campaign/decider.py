"""The life of a campaign (活动生命周期).

Draft > open > (filling) > undecided while payments pend > formed | expired | cancelled > closed. Teams of a fixed size
have this life each, in one campaign. What is decided is decided for ever.
"""

from communekit.lifecycle import Decider

from .command import CampaignCommand
from .decide import decide
from .event import CampaignEvent
from .evolve import evolve
from .state import CampaignState, Draft

CAMPAIGN_LIFE: Decider[CampaignCommand, CampaignEvent, CampaignState] = Decider(decide, evolve, Draft())
"""The life of a campaign, for a store of events or of states.

>>> from datetime import timedelta
>>> from communekit.money import Money
>>> from communekit.period import Window, instant
>>> from communekit.groupbuy.campaign import Campaign, Item, Join, Pay, Publish, Teams
>>> terms = Campaign("C1", [Item("eggs", Money.cny("12.90"))],
...     Window.parse("2026-03-01T00:00:00Z/2026-03-08T00:00:00Z"), Teams(2, timedelta(hours=24)))
>>> at = instant("2026-03-01T09:00:00Z")
>>> state = CAMPAIGN_LIFE.initial
>>> for command in (
...     Publish(terms, at),
...     Join("s1", "li", {"eggs": 1}, at), Pay("p1", "s1", Money.cny("12.90"), at),
...     Join("s2", "wang", {"eggs": 2}, at, group="s1"), Pay("p2", "s2", Money.cny("25.80"), at),
... ):
...     events, state = CAMPAIGN_LIFE.handle(command, state)
>>> state.group("s1").state, state.seat("s2").state
(<GroupState.FORMED: 'formed'>, <SeatState.CONFIRMED: 'confirmed'>)
"""

__all__ = ["CAMPAIGN_LIFE"]
