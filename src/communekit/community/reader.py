"""What can be asked of a community (社区查询): orders, balances, workings, statements as they stand, what can be paid."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar, Unpack

from communekit.commission import Explanation, explain
from communekit.errors import CommunekitError
from communekit.groupbuy.campaign import Live
from communekit.ledger import Account
from communekit.ledger.payout import (
    Due,
    Instruction,
    LeftOpen,
    Payables,
    Payee,
    PayoutTerms,
    Used,
    Withhold,
    WithholdOf,
    draft,
    due,
    no_tax,
)
from communekit.ledger.settlement import Statement
from communekit.money import Currency, Money
from communekit.parties import Directory, Tie
from communekit.period import Period
from communekit.storage import Storage, UnitOfWork

from . import paying, settling, telling
from .adopted import Adopted
from .attribution_reader import AttributionReader
from .campaign_lives import CampaignLives
from .desk import Desk
from .directory import directory_of
from .errors import NotHereError
from .fact import PLANS, Fact, Listed
from .guard_reader import GuardReader
from .happening import FactRefused, PlanAdopted, read_happening
from .order_file import OrderFile
from .terms import GivenTerms, Terms

T = TypeVar("T")


class CommunityReader(AttributionReader, GuardReader):
    """A community that is asked and not changed (社区查询); see `Community` for the arguments."""

    def __init__(self, storage: Storage, **given: Unpack[GivenTerms]) -> None:
        self._storage = storage
        self._terms = Terms.of(storage.community, given)
        self._plans: tuple[int, Adopted | None] = (0, None)
        self._lives: CampaignLives | None = CampaignLives()

    @property
    def id(self) -> str:
        """Its id."""
        return self._storage.community

    @property
    def storage(self) -> Storage:
        """Where it is kept: for the host's own messages, projections and readers."""
        return self._storage

    def order(self, order: str) -> OrderFile:
        """Return everything that happened to an order (订单档案).

        Raises:
            NotHereError: It was not told yet.
        """
        file = self.ask(lambda desk: desk.order(order))
        if file.paid is None:
            raise NotHereError("order", order)
        return file

    def orders(self) -> Sequence[OrderFile]:
        """Return the files of all orders, in the order in which they were told."""
        return self.ask(lambda desk: list(settling.orders(desk)))

    def campaign(self, campaign: str) -> Live:
        """Return how a campaign stands (团购状态): its terms, seats, groups and what is due next.

        Raises:
            NotHereError: It was not published.
        """
        found = self.ask(lambda desk: desk.campaign(campaign))
        if not isinstance(found, Live):
            raise NotHereError("campaign", campaign)
        return found

    def explain(
        self, order: str, *, refund: str | None = None, party: str | None = None, locale: str = "en"
    ) -> Explanation:
        """Return the working of every amount of an order, or of a refund of it (说明); see `commission.explain`.

        Raises:
            NotHereError: No such order or refund.
        """
        file = self.order(order)
        return self.ask(lambda desk: explained(desk, file, refund, party, locale))

    def balance(self, party: str, bucket: str = "available", currency: str | Currency | None = None) -> Money:
        """Return what a party has in a bucket (余额), in the plan's currency where no other is named."""
        return self.ask(
            lambda desk: desk.unit.book.balance(
                Account(
                    party,
                    bucket,
                    desk.plan_versions.versions[0].currency if currency is None else currency,
                )
            )
        )

    def directory(self) -> Directory:
        """Return the parties and ties that were told (名录); of a party told twice, as it was told last.

        What speaks of somebody who was not told yet, or cannot stand beside the others, is not in it: see `unlisted`.
        """
        return self.ask(lambda desk: directory_of(desk)[0])

    def unlisted(self) -> tuple[tuple[Listed | Tie, CommunekitError], ...]:
        """Return the parties and ties that the directory leaves out (未列入), each with the reason."""
        return self.ask(lambda desk: directory_of(desk)[1])

    def waiting(self) -> tuple[Fact, ...]:
        """Return the facts that wait (待处理): for an order that was not told yet, or an order for a plan."""
        return self.ask(lambda desk: tuple(telling.waiting(desk)))

    def refused(self) -> tuple[FactRefused, ...]:
        """Return the refusals that are kept (已拒绝), with what stood in the way."""
        return self.ask(lambda desk: tuple(telling.refused(desk)))

    def statements(self, period: Period | str) -> tuple[Statement, ...]:
        """Return the statements of a period as it stands (试结), and close nothing."""
        whole = self.period(period)
        return self.ask(lambda desk: settling.preview(desk, whole))

    def period(self, period: Period | str) -> Period:
        """Return a period of the community's calendar by its label."""
        if isinstance(period, Period):
            return period
        return self._terms.calendar.period_at(self._terms.calendar.window_of(period).start)

    def draft(
        self,
        party: str,
        terms: PayoutTerms,
        payee: Payee | None,
        *,
        used: Used | None = None,
        withhold: Withhold = no_tax,
    ) -> Instruction | LeftOpen:
        """Return the payout that can be asked for now, or why none can (拟定提现); arguments as in `payout.draft`.

        What was drawn on the day is not looked up: it follows from `as_party(party).payouts()` with `Used.of`.
        """

        def read(desk: Desk) -> Instruction | LeftOpen:
            open_ = paying.payables_of(desk.unit, party)
            ended = paying.ended_of(desk.unit, party)
            return draft(open_, party, terms, payee, used=used, withhold=withhold, ended=ended)

        return self.ask(read)

    def due(
        self,
        terms: PayoutTerms,
        payees: Mapping[str, Payee],
        *,
        used: Mapping[str, Used] | None = None,
        withhold: WithholdOf | None = None,
    ) -> Due:
        """Return who can be paid now and what stays open (应付清单); arguments as in `payout.due`."""

        def read(desk: Desk) -> Due:
            open_ = Payables().read(desk.unit.book.since(0))
            ended = frozenset[str]().union(*(paying.ended_of(desk.unit, account.party) for account in open_))
            return due(open_, terms, payees, used=used, withhold=withhold or _no_tax, ended=ended)

        return self.ask(read)

    def ask(self, work: Callable[[Desk], T]) -> T:
        """Return what work reads at a desk (查询): for views, and for whoever asks what nobody foresaw; it may not write."""
        return self._storage.read(
            lambda unit: work(Desk(unit, self._terms, self._known(unit), lives=self._lives))
        )

    def _known(self, unit: UnitOfWork) -> Adopted | None:
        """Return the versions of the plan that are kept; those that were read before are not read again."""
        read, plans = self._plans
        fresh = list(unit.events.load(PLANS, version=read))
        if fresh:
            versions = [] if plans is None else list(plans.versions)
            for recorded in fresh:
                happening = read_happening(recorded.event.data)
                if isinstance(happening, PlanAdopted):
                    versions.append(happening.fact)
            plans = Adopted(tuple(versions)) if versions else None
            self._plans = (read + len(fresh), plans)
        return plans


def _no_tax(_: str, gross: Money) -> Money:
    return no_tax(gross)


def explained(desk: Desk, file: OrderFile, refund: str | None, party: str | None, locale: str) -> Explanation:
    """Return the working of an order, or of a refund of it.

    Raises:
        NotHereError: No such refund.
    """
    plans = desk.plan_versions
    if refund is None:
        return explain(file.assessment(plans), party=party, locale=locale)
    for number, reversal in enumerate(file.reversals(plans)):
        if reversal.refund.id == refund:
            return explain(reversal, party=party, locale=locale, earlier=file.refunds[:number])
    raise NotHereError("refund", refund)


__all__ = ["CommunityReader", "explained"]
