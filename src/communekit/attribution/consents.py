"""Consents (同意): for which purpose a person's touches may be used, from when, and until when (个人信息保护法 art. 13-15).

Consent is informed, bound to a purpose and withdrawable. A touch is used only where consent stood when it happened
and has stood ever since; a withdrawal ends that, and consent given anew does not reach back.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, Self

import attrs

from communekit.ids import PartyId, identifier
from communekit.parties.party_id import party_id
from communekit.period import instant

from .errors import InvalidFactError
from .listed import asked, listed

PURPOSE: Final = "attribution"


def _purpose(text: str) -> str:
    return identifier(text, what="purpose")


@attrs.frozen(order=True)
class Consent:
    """A person, member or visitor, said yes or no to a purpose (同意或撤回).

    Args:
        at: When; it counts from this instant on.
        person: Under which id it was said.
        purpose: To what: "attribution" unless said otherwise.
        is_given: Yes; False for a withdrawal (撤回同意).

    Errors: `InvalidIdError`, `InvalidTimeError`, `InvalidFactError`.

    >>> Consent("2026-03-01T04:00Z", "V7").purpose
    'attribution'
    """

    at: datetime = attrs.field(converter=instant)
    person: PartyId = attrs.field(converter=party_id)
    purpose: str = attrs.field(default=PURPOSE, converter=_purpose)
    is_given: bool = attrs.field(default=True, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if type(self.is_given) is not bool:
            raise InvalidFactError("bool", self.is_given)


def _consents(given: Iterable[Consent]) -> tuple[Consent, ...]:
    told = set(listed(given, Consent, "consent", "list of consents"))
    # A withdrawal at the same instant comes last, and so prevails.
    return tuple(sorted(told, key=lambda fact: (fact.at, fact.person, fact.purpose, not fact.is_given)))


@attrs.frozen(hash=False)
class Consents:
    """What people said yes and no to (同意记录), told in any order. Who said nothing has not consented.

    Of a yes and a no at one instant the no stands.

    >>> said = Consents([Consent("2026-03-01T04:00Z", "M1"), Consent("2026-03-09T04:00Z", "M1", is_given=False)])
    >>> said.stood(["M1"], instant("2026-03-02T04:00Z"), instant("2026-03-08T04:00Z"))
    True
    >>> said.stood(["M1"], instant("2026-03-02T04:00Z"), instant("2026-03-09T04:00Z"))
    False
    """

    consents: tuple[Consent, ...] = attrs.field(default=(), converter=_consents)
    _of: dict[tuple[PartyId, str], list[Consent]] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        of: dict[tuple[PartyId, str], list[Consent]] = {}
        for consent in self.consents:
            of.setdefault((consent.person, consent.purpose), []).append(consent)
        object.__setattr__(self, "_of", of)

    def stood(
        self,
        ids: Iterable[str],
        since: datetime,
        until: datetime,
        *,
        purpose: str = PURPOSE,
        is_his: Callable[[PartyId, datetime], bool] = lambda _id, _at: True,
    ) -> bool:
        """Whether consent stood at one instant and without a break up to another, both included.

        Args:
            ids: The ids under which the person may have said it; what was said under any of them is his word.
            since: When the touch happened.
            until: When it is used.
            purpose: For what.
            is_his: Whether what was said under an id at an instant is the person's word; all of it unless said
                otherwise. On a shared device (共用设备) it is not.
        """
        first, last = instant(since), instant(until)
        said = [
            fact
            for id_ in dict.fromkeys(listed(ids, str, "id", "list of ids"))
            for fact in self._of.get((PartyId(id_), asked(purpose)), ())
        ]
        said = sorted(
            (fact for fact in said if is_his(fact.person, fact.at)),
            key=lambda fact: (fact.at, not fact.is_given),
        )
        stands = False
        for fact in said:
            if fact.at > last:
                break
            if fact.at > first and not stands:
                return False
            stands = fact.is_given
            if fact.at > first and not stands:
                return False
        return stands

    def without(self, *ids: str) -> Self:
        """Return the record without what was said under these ids (删除个人信息)."""
        gone = frozenset(ids)
        return attrs.evolve(self, consents=tuple(fact for fact in self.consents if fact.person not in gone))


__all__ = ["PURPOSE", "Consent", "Consents"]
