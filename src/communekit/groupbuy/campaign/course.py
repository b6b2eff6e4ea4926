"""What follows from one command (推演): facts as they are told one after another, and the state after the last."""

from .event import CampaignEvent
from .evolve import evolve
from .state import Live


class Course:
    """Facts that follow from one command, and the campaign after them. Lives as long as one decision."""

    __slots__ = ("events", "state")

    def __init__(self, state: Live) -> None:
        self.state = state
        self.events: list[CampaignEvent] = []

    def tell(self, event: CampaignEvent) -> None:
        """Take a fact on."""
        after = evolve(self.state, event)
        if isinstance(after, Live):  # What is published stays so.
            self.state = after
            self.events.append(event)


__all__ = ["Course"]
