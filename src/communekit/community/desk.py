"""The desk (工作台): where one unit of work of a community is done, and what it leads to is kept together."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from communekit.commission import Assessment
from communekit.errors import CommunekitError
from communekit.groupbuy.campaign import CampaignState
from communekit.ids import EntryId
from communekit.ledger import Entry
from communekit.ledger.claims import Claim, Claims
from communekit.storage import Event, Message, Recorded, UnitOfWork, place

from .adopted import Adopted
from .campaign_lives import CampaignLives
from .errors import HandlerFailedError, InvalidTermsError, NoPlanError, VetoError
from .fact import Fact
from .handler import Handler
from .happening import KINDS, Happening, read_happening, write_happening
from .order_file import OrderFile, evolve
from .terms import Terms


class Desk:
    """One unit of work of a community (工作台): reads what is kept, and keeps what follows.

    Args:
        unit: What is read and written.
        terms: Of the community.
        plans: The versions of its plan.
        late_at: The moment at which entries of a closed period are booked.
        lives: What was read of campaigns before.
    """

    def __init__(
        self,
        unit: UnitOfWork,
        terms: Terms,
        plans: Adopted | None,
        late_at: datetime | None = None,
        *,
        lives: CampaignLives | None = None,
    ) -> None:
        self.unit = unit
        self.terms = terms
        self.plans = plans
        self.late_at = late_at
        self.posted: list[Entry] = []
        self.follows: list[Fact] = []
        """What is to be told once the fact that led to it is kept."""
        self._lives = CampaignLives() if lives is None else lives
        self._loaded: dict[str, CampaignState] = {}
        self._campaigns: dict[str, CampaignState] = {}
        self._files: dict[str, OrderFile] = {}
        self._assessments: dict[str, Assessment] = {}

    def post(self, entries: Iterable[Entry]) -> None:
        """Post entries; those that are new are remembered."""
        self.posted.extend(self.unit.book.post(*entries, late_at=self.late_at))

    def claim(self, claim_id: str) -> Claim:
        """Return a claim as it stands, from the entries about it.

        Raises:
            ClaimError: "unknown".
        """
        return Claims().read(self.unit.book.about(claim_id))[EntryId(claim_id)]

    def claims(self, claim_ids: Sequence[str]) -> list[Claim]:
        """Return claims as they stand, as `claim` does, in one reading; those that are not there are passed over."""
        found = Claims().read(self.unit.book.about(*claim_ids))
        return [found[id_] for id_ in claim_ids if id_ in found]

    def order(self, order: str) -> OrderFile:
        """Return the file of an order; an empty one where nothing was told of it."""
        stream = place("order", order)
        if stream not in self._files:
            self._files[stream] = OrderFile.of(order, self.happenings(stream))
        return self._files[stream]

    def campaign(self, campaign: str) -> CampaignState:
        """Return a campaign as it stands; a draft where it was not published."""
        if (
            campaign not in self._loaded
        ):  # Once, before anything is written: what is remembered is kept for good.
            self._loaded[campaign] = self._lives.read(self.unit, campaign)
        return self._campaigns.get(campaign, self._loaded[campaign])

    def moved_on(self, campaign: str, state: CampaignState) -> None:
        """Remember how a campaign stands, while this unit of work lasts."""
        self._campaigns[campaign] = state

    def assessment(self, order: str) -> Assessment:
        """Return how an order was shared out, as it was recorded."""
        if order not in self._assessments:
            self._assessments[order] = self.order(order).assessment(self.plan_versions)
        return self._assessments[order]

    def assessed(self, assessment: Assessment) -> None:
        """Remember how an order was shared out, while this unit of work lasts."""
        self._assessments[assessment.order.id] = assessment

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Begin a part of which nothing stays if it raises: neither of what was written nor of what the desk knows."""
        posted, plans, follows = len(self.posted), self.plans, len(self.follows)
        campaigns = dict(self._campaigns)
        files, assessments = dict(self._files), dict(self._assessments)
        try:
            with self.unit.attempt():
                yield
        except BaseException:
            del self.posted[posted:], self.follows[follows:]
            self._campaigns = campaigns
            self.plans, self._files, self._assessments = plans, files, assessments
            raise

    @property
    def plan_versions(self) -> Adopted:
        """The versions of the plan.

        Raises:
            NoPlanError: There is none.
        """
        if self.plans is None:
            raise NoPlanError(self.terms.community)
        return self.plans

    def happenings(self, stream: str) -> Sequence[Happening]:
        """Return what happened in a stream, the oldest first."""
        return [read_happening(one.event.data) for one in self.unit.events.load(stream)]

    def keep(
        self, stream: str, key: str, happening: Happening, at: datetime, tags: Iterable[str] = ()
    ) -> None:
        """Append an event under a key, and what the host's own rules add to it."""
        event = Event(KINDS[type(happening)], at, write_happening(happening), tags)
        for recorded in self.unit.events.append(stream, [event], key=key).events:
            if stream in self._files:
                self._files[stream] = evolve(self._files[stream], happening)
            self._handle(happening, recorded)

    def _handle(self, happening: Happening, recorded: Recorded) -> None:
        for handler in self.terms.handlers:
            for made in _made(handler, happening, recorded):
                if isinstance(made, Message):
                    self.unit.outbox.put(made)
                else:
                    self.post([made])


def _made(handler: Handler, happening: Happening, recorded: Recorded) -> list[Entry | Message]:
    """Return what a handler adds.

    Raises:
        VetoError: It says no.
        HandlerFailedError: It failed otherwise, or made something else.
    """
    try:
        made = list(handler(happening, recorded) or ())
    except VetoError:
        raise
    except CommunekitError as failed:
        raise HandlerFailedError(failed.text()) from failed
    for one in made:
        if not isinstance(one, Entry | Message):
            raise HandlerFailedError(InvalidTermsError("made", one).text())
    return made


__all__ = ["Desk"]
