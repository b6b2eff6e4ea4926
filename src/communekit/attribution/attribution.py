"""Attributions (归因结果): who is credited with an order under a rule, by what, and why. Frozen on the order."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Self

import attrs

from communekit.ids import OrderId, PartyId
from communekit.orders import Credits
from communekit.parties import Role

from .errors import AttributionConflictError, InvalidFactError
from .listed import listed
from .trace import Traced

ORGANIC = "organic"
"""The word of an order to which nothing led (自然单)."""


@attrs.frozen
class Attribution:
    """Who is credited with an order under one rule (归因结果). Later facts make a new version, and move no old one.

    Args:
        id: Derived from the order, the rule, and what was credited by what: the same result has the same id.
        order: Which order.
        scheme: The id of the rule.
        policy_version: Its version.
        at: The moment of the order that counted.
        word: The word that won: "code", "click", "bond"; "visit" where nothing but a visit to the store led to it;
            "organic" for nobody.
        role: The role that the order is credited in.
        credits: Who is credited: per role and line the shares add up to 1.
        trace: Every signal that was looked at, kept or dropped, and why.
        digest: Of the rule and of all that bore on the result; what was dropped has no part in it.
        hold: Why the credits wait (待核), empty where they do not.
        version: From 1; each re-attribution makes the next.
        replaces: The id of the version before.
        is_recomputable: Whether the facts are there still; not so after erasure.
        rule: The digest of all that the rule said (规则摘要), so that one that was edited since is told; empty in records
            that were written before it was kept.
    """

    id: str
    order: OrderId
    scheme: str
    policy_version: int
    at: datetime
    word: str
    role: Role
    credits: Credits
    trace: tuple[Traced, ...] = attrs.field(repr=False)
    digest: str = attrs.field(repr=False)
    hold: str = ""
    version: int = 1
    replaces: str | None = None
    is_recomputable: bool = True
    rule: str = attrs.field(default="", repr=False)

    @property
    def is_organic(self) -> bool:
        """Whether nobody led to the order (自然单)."""
        return self.word == ORGANIC

    @property
    def leaders(self) -> tuple[PartyId, ...]:
        """Who is credited in the role of the rule, each once."""
        return tuple(dict.fromkeys(one.party for one in self.credits if one.role == self.role))

    def erased(self) -> Self:
        """Return the attribution after the buyer's data was erased (删除个人信息): the credits stay, the trace goes.

        What was booked stays booked. Without the facts it cannot be worked out anew, and says so.
        """
        kept = tuple(attrs.evolve(credit, why="") for credit in self.credits)
        return attrs.evolve(self, credits=Credits(kept), trace=(), is_recomputable=False)


@attrs.frozen(hash=False)
class Attributions:
    """The attributions of a community (归因簿): one per order and rule, with its versions, the newest last.

    Errors: `AttributionConflictError` "attributed", "not_current".
    """

    _of: dict[tuple[str, str], tuple[Attribution, ...]] = attrs.field(factory=dict, init=False)

    @classmethod
    def of(cls, attributions: Iterable[Attribution]) -> Self:
        """Return the book of attributions, each after the one that it replaces."""
        of: dict[tuple[str, str], tuple[Attribution, ...]] = {}
        for attribution in listed(attributions, Attribution, "attribution", "list of attributions"):
            _add(of, attribution)
        book = cls()
        object.__setattr__(book, "_of", of)
        return book

    def with_attribution(self, *attributions: Attribution) -> Self:
        """Return the book with further attributions; the same one again changes nothing, once erased it stays so.

        The book is made anew each time: hand in many at once rather than one after another.

        Errors: `AttributionConflictError` when an order is attributed already, or another version is replaced than
        the current one.
        """
        of = dict(self._of)
        for attribution in attributions:
            _add(of, attribution)
        book = type(self)()
        object.__setattr__(book, "_of", of)
        return book

    def current(self, order: str, scheme: str) -> Attribution | None:
        """Return the attribution of an order that stands under a rule, None where there is none."""
        versions = self.versions(order, scheme)
        return versions[-1] if versions else None

    def versions(self, order: str, scheme: str) -> tuple[Attribution, ...]:
        """Return all versions of an order's attribution under a rule, the oldest first."""
        return self._of.get((order, scheme), ())

    def __iter__(self) -> Iterator[Attribution]:
        """Yield the attributions that stand."""
        return (versions[-1] for versions in self._of.values())

    def __len__(self) -> int:
        return len(self._of)


def _add(of: dict[tuple[str, str], tuple[Attribution, ...]], attribution: Attribution) -> None:
    """Put an attribution after the one that it replaces."""
    if not isinstance(attribution, Attribution):
        raise InvalidFactError("attribution", attribution)
    key = (attribution.order, attribution.scheme)
    versions = of.get(key, ())
    for place, known in enumerate(versions):
        if known.id == attribution.id:
            if not attribution.is_recomputable:
                of[key] = (*versions[:place], attribution, *versions[place + 1 :])
            return
    current = versions[-1].id if versions else None
    if attribution.replaces != current:
        problem = "not_current" if attribution.replaces is not None else "attributed"
        raise AttributionConflictError(*key, problem)
    of[key] = (*versions, attribution)


__all__ = ["ORGANIC", "Attribution", "Attributions"]
