"""Terms of a community (社区设定): what holds for everything in it, handed in when it is opened."""

from collections.abc import Callable, Iterable
from typing import Any, TypedDict, cast

import attrs

from communekit.attribution import SHARES, AttributionPolicy
from communekit.attribution.bonds import BondPolicy
from communekit.attribution.codes import CodeBook
from communekit.attribution.guards import GuardPolicy
from communekit.attribution.shares import LAST
from communekit.ids import PartyId, identifier
from communekit.ledger.claims import HoldPolicy
from communekit.ledger.payout import PayoutParties
from communekit.period import Calendar

from .errors import InvalidTermsError
from .handler import Handler


class GivenTerms(TypedDict, total=False):
    """What a community may be opened with (社区设定); see `Terms`, and `Community` for the words. None for the usual."""

    hold: HoldPolicy | None
    calendar: Calendar | None
    handlers: Iterable[Handler]
    around: PayoutParties | None
    attribution: AttributionPolicy | None
    bonds: BondPolicy | None
    asks_consent: bool
    codes: CodeBook | None
    guards: GuardPolicy | None


def _party(text: str) -> PartyId:
    return PartyId(identifier(text, what="community id"))


def _handlers(given: Iterable[Handler]) -> tuple[Handler, ...]:
    if callable(given) or isinstance(given, str):
        raise InvalidTermsError("handlers", given)
    return tuple(given)


def _is(kind: type) -> Callable[[object, "attrs.Attribute[Any]", Any], None]:
    def check(_: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
        if not isinstance(value, kind):
            raise InvalidTermsError(attribute.name, value)

    return check


def _callable(
    _: object, attribute: "attrs.Attribute[tuple[Handler, ...]]", value: tuple[Handler, ...]
) -> None:
    for handler in value:
        if not callable(handler):
            raise InvalidTermsError(attribute.name, handler)


def _attribution(_: object, attribute: "attrs.Attribute[Any]", value: object) -> None:
    if value is None or (isinstance(value, AttributionPolicy) and value.share in (LAST, *SHARES)):
        return
    raise InvalidTermsError(attribute.name, value)


@attrs.frozen(kw_only=True)
class Terms:
    """What holds for everything in a community (社区设定).

    Args:
        community: Its id, and the party that stands for the world outside in its book.
        hold: How long earnings are held; frozen on each order as it was when the order was told.
        calendar: Of its settlements, in its time zone.
        handlers: The host's own rules.
        around: Who earns the fees of payouts, and to whom withheld tax is owed; the community itself by default.
        attribution: The rule by which orders that are told without credits are attributed; None to attribute none.
        bonds: The rules by which members are bound to leaders; None where nobody is bound.
        asks_consent: Whether a touch counts only where its person has consented.
        codes: Whose the codes and signed links are that orders tell; None where they tell none.
        guards: Who looks for fraud before an order is credited, and what follows; None where nobody does.
    """

    community: PartyId = attrs.field(converter=_party)
    hold: HoldPolicy = attrs.field(factory=HoldPolicy, validator=_is(HoldPolicy))
    calendar: Calendar = attrs.field(
        factory=lambda: Calendar.monthly("Asia/Shanghai"), validator=_is(Calendar)
    )
    handlers: tuple[Handler, ...] = attrs.field(default=(), converter=_handlers, validator=_callable)

    around: PayoutParties = attrs.field(validator=_is(PayoutParties))
    attribution: AttributionPolicy | None = attrs.field(default=None, validator=_attribution)
    bonds: BondPolicy | None = attrs.field(default=None, validator=attrs.validators.optional(_is(BondPolicy)))
    asks_consent: bool = attrs.field(default=False, validator=_is(bool))
    codes: CodeBook | None = attrs.field(default=None, validator=attrs.validators.optional(_is(CodeBook)))
    guards: GuardPolicy | None = attrs.field(
        default=None, validator=attrs.validators.optional(_is(GuardPolicy))
    )

    @classmethod
    def of(cls, community: str, given: GivenTerms) -> "Terms":
        """Return the terms of a community; what is None, or not given, is as usual."""
        said = {name: value for name, value in given.items() if value is not None}
        of = _party(community)
        around = said.pop("around", None) or PayoutParties(community=of, fees=of, tax=of)
        known: dict[str, Any] = {"community": of, "around": around, **said}
        return cls(**known)

    @property
    def given(self) -> GivenTerms:
        """All of it but the community's id, as a community is opened with it."""
        fields = [field.name for field in attrs.fields(type(self)) if field.name != "community"]
        return cast(GivenTerms, {name: getattr(self, name) for name in fields})


__all__ = ["GivenTerms", "Terms"]
