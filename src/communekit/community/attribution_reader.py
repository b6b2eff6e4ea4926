"""What can be asked of bonds and attributions (锁客与归因查询)."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from communekit.attribution import Attribution, explain
from communekit.attribution.bonds import Bond, BondPolicy, Holding
from communekit.errors import language_of
from communekit.ids import PartyId

from .bond_lives import BondLives
from .desk import Desk
from .errors import InvalidTermsError, NotHereError
from .known import Known
from .reattributing import standing_attribution
from .terms import Terms

T = TypeVar("T")


class AttributionReader:
    """The questions about bonds and attributions that a community answers (锁客与归因查询)."""

    _terms: Terms

    def ask(self, work: Callable[[Desk], T]) -> T:
        """Return what work reads at a desk; see `CommunityReader.ask`."""
        raise NotImplementedError

    def bond_of(self, member: str, at: datetime, *, store: str | None = None) -> Bond | None:
        """Return the bond of a member that stood at an instant (当时的锁客关系), None where he was free.

        It is worked out from the facts that are known now, under the rules that the community was opened with.

        Args:
            member: Whose, under any of his accounts.
            at: The instant.
            store: In which store; needed where bonds are per store, of no matter otherwise.

        Raises:
            InvalidTermsError: The community has no rules of bonds.
            BondScopeError: Bonds are per store, and none is named.
        """
        return self._of_bonds(lambda known, lives: lives.as_of(_person(known, member), at, store=store))

    def bond_history(self, member: str, *, store: str | None = None) -> tuple[Holding, ...]:
        """Return who had a member from when until when (锁客记录), the oldest first; arguments and errors as in `bond_of`."""
        return self._of_bonds(lambda known, lives: lives.history(_person(known, member), store=store))

    def explain_bond(self, member: str, at: datetime, *, store: str | None = None, locale: str = "en") -> str:
        """Return in a sentence whose member somebody was at an instant, and why; arguments and errors as in `bond_of`."""
        bond = self.bond_of(member, at, store=store)
        if bond is None:
            return "未被任何团长锁定。" if language_of(locale) == "zh" else "not bound to any leader"
        return bond.why(_bonds(self._terms), locale=locale)

    def members_of(self, leader: str, at: datetime, *, store: str | None = None) -> tuple[PartyId, ...]:
        """Return whom a leader had at an instant (团长名下会员), by id.

        Args:
            leader: Whose members.
            at: The instant.
            store: Of which store; where bonds are per store, of any unless one is named.

        Raises:
            InvalidTermsError: The community has no rules of bonds.
        """
        return self._of_bonds(lambda _, lives: lives.members_of(leader, at, store=store))

    def attribution_of(self, order: str) -> Attribution | None:
        """Return who is credited with an order, by what, and why (归因结果); None where it was told with its credits.

        Raises:
            NotHereError: The order was not told yet.
        """

        def read(desk: Desk) -> Attribution | None:
            file = desk.order(order)
            if file.paid is None:
                raise NotHereError("order", order)
            return None if file.attribution is None else standing_attribution(desk, file)

        return self.ask(read)

    def explain_attribution(self, order: str, locale: str = "en", *, party: str | None = None) -> str:
        """Return in words why an order is credited as it is (为什么算给他), a sentence a line; see `attribution.explain`.

        Args:
            order: Which.
            locale: "zh" for Chinese, English otherwise.
            party: To whom it is told; everything where None.

        Raises:
            NotHereError: No such order, or it was told with its credits.
        """
        found = self.attribution_of(order)
        if found is None:
            raise NotHereError("attribution", order)
        return explain(found, locale, party=party, zone=self._terms.calendar.zone)

    def _of_bonds(self, work: Callable[[Known, BondLives], T]) -> T:
        policy = _bonds(self._terms)

        def read(desk: Desk) -> T:
            known = Known(desk)
            return work(known, BondLives(known, policy))

        return self.ask(read)


def _bonds(terms: Terms) -> BondPolicy:
    if terms.bonds is None:
        raise InvalidTermsError("bonds", None)
    return terms.bonds


def _person(known: Known, member: str) -> PartyId:
    return known.identities(member).account_of(member)


__all__ = ["AttributionReader"]
