"""Steps of a campaign (团购步骤): what a host tells of a group buy, by the campaign that it is about."""

from datetime import datetime

import attrs

from communekit.groupbuy.campaign import CampaignCommand, Publish
from communekit.ids import identifier

from .errors import NotAFactError


def _campaign_id(text: str) -> str:
    return identifier(text, what="campaign id")


@attrs.frozen
class CampaignStep:
    """What somebody asks of a campaign, or what happened to it (团购步骤): published, joined, paid, cut off.

    Unlike other facts, the steps of one campaign count in the order in which they are told: the last seat goes to whoever
    was told first. What is told before the terms of the campaign, and money before the joining that it pays for, waits. One
    that is refused is refused for good under its key; who tries again tells it under another.

    Args:
        campaign: Its id.
        command: What is asked.

    Errors: `InvalidIdError`; `NotAFactError` for what is no command, and for terms of another campaign.
    """

    campaign: str = attrs.field(converter=_campaign_id)
    command: CampaignCommand

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.command, CampaignCommand):
            raise NotAFactError(type(self.command).__name__)
        if isinstance(self.command, Publish) and self.command.campaign.id != self.campaign:
            raise NotAFactError(f"Publish of {self.command.campaign.id}")

    @property
    def at(self) -> datetime:
        """When it was asked."""
        return self.command.at


__all__ = ["CampaignStep"]
