"""Stores (实体店): where the goods are, and who answers for them."""

from datetime import datetime
from typing import ClassVar

import attrs

from communekit.ids import PartyId
from communekit.period import InvalidTimeError, Window, instant

from .errors import InvalidPartyError
from .party_id import party_id, party_id_or_none
from .role import Role


@attrs.frozen
class Store:
    """A physical store (实体店), the trust centre (信任中心) of its leaders and members.

    Args:
        id: Unique in the community.
        brand: The brand it belongs to; None for a store on its own.
        guarantor: Who answers for quality (质量担保); the store itself unless said otherwise.
        neighbourhood: Where it is.
        trading: From its opening until it closes for good; None where that is not kept.

    Errors: `InvalidIdError`, `InvalidPartyError`.

    >>> Store("S1", brand="B1").liable
    ('S1', 'B1')
    """

    role: ClassVar[Role] = Role.STORE
    id: PartyId = attrs.field(converter=party_id)
    brand: PartyId | None = attrs.field(default=None, kw_only=True, converter=party_id_or_none)
    guarantor: PartyId = attrs.field(
        default=attrs.Factory(lambda store: store.id, takes_self=True), kw_only=True, converter=party_id
    )
    neighbourhood: PartyId | None = attrs.field(default=None, kw_only=True, converter=party_id_or_none)
    trading: Window | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.trading, Window | None):
            raise InvalidPartyError("trading window", self.trading, "kind")

    @property
    def liable(self) -> tuple[PartyId, ...]:
        """Who answers for the quality of what it sells, in order: guarantor, store, brand; each once.

        Never the leader: a shortage or a spoilt delivery is not taken out of a leader's pay.
        """
        parties = (self.guarantor, self.id, self.brand)
        return tuple(dict.fromkeys(party for party in parties if party is not None))

    def check_trading(self, at: datetime) -> None:
        """Refuse a time at which the store was not trading.

        Errors: `InvalidTimeError` "before_opening", "after_closing".
        """
        moment = instant(at)
        if self.trading is None or self.trading.covers(moment):
            return
        raise InvalidTimeError("before_opening" if moment < self.trading.start else "after_closing", moment)


__all__ = ["Store"]
