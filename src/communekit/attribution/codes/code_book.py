"""A code book (口令簿): whose a code or a signed link is that somebody brought along; for a host who need not tell them apart."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import attrs

from communekit.ids import identifier
from communekit.parties import Touch

from .errors import InvalidCodeArgumentError, InvalidLinkError, InvalidTokenError, UnknownCodeError
from .keyring import Keyring
from .link import LINK_CHARACTERS_MAX, PARAMETER, token_of
from .share_codes import Lookup, ShareCodes, find_code
from .share_token import ShareToken
from .signature import read_token
from .touch import touch_of, touch_of_code

TOLD_CHARACTERS_MAX: Final = LINK_CHARACTERS_MAX
"""So long a code or link may be that is looked up."""

PURPOSES: Final = ("share", "poster")
"""What links are usually signed for that lead to an order."""


def _codes(given: ShareCodes | Lookup) -> ShareCodes | Lookup:
    if not isinstance(given, ShareCodes) and not callable(given):
        raise InvalidCodeArgumentError("codes", given, "ShareCodes, function(share_code)")
    return given


def _purposes(given: Iterable[str]) -> tuple[str, ...]:
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise InvalidCodeArgumentError("purposes", given, '["share", …]')
    return tuple(identifier(purpose, what="purpose") for purpose in given)


@attrs.frozen(kw_only=True)
class CodeBook:
    """Reads what somebody typed or followed (口令簿): a short code, a signed token, or a link with either in it.

    Args:
        codes: The codes that were given out, or the look-up of a table of yours.
        keyring: The keys of signed links; None where there are none.
        purposes: What a link may be signed for; one for anything else is refused.
        parameter: The parameter of a link in which code or token stands.

    Errors: `InvalidCodeArgumentError`, `InvalidIdError`.

    >>> from communekit.attribution.codes import IssuedCode
    >>> from communekit.period import Window, instant
    >>> book = CodeBook(codes=ShareCodes([IssuedCode("7K3M9P2X0", "L1", Window.parse("2026-03-01T00:00:00Z/.."))]))
    >>> noon = instant("2026-03-08T12:00:00Z")
    >>> told = "https://shop.example/p/7?t=7k3m9p2x0"
    >>> book.touch(told, "t-1", at=noon, by="M1", community="riverside", store="S1", order="O1").owner
    'L1'
    """

    codes: ShareCodes | Lookup = attrs.field(factory=ShareCodes, converter=_codes)
    keyring: Keyring | None = None
    purposes: tuple[str, ...] = attrs.field(default=PURPOSES, converter=_purposes)
    parameter: str = PARAMETER

    def __attrs_post_init__(self) -> None:
        if self.keyring is not None and not isinstance(self.keyring, Keyring):
            raise InvalidCodeArgumentError("keyring", self.keyring, "Keyring")
        try:
            token_of("?", parameter=self.parameter)
        except InvalidLinkError as refused:
            if refused.problem != "missing":
                raise

    def touch(
        self,
        told: str,
        id: str,  # noqa: A002 - the same word as the field of the touch
        *,
        at: datetime,
        by: str,
        community: str,
        store: str,
        order: str,
    ) -> Touch:
        """Return the touch that a code or link gives which came with an order (触点), tied to that order.

        Whatever is the matter with it, the refusal is one and the same: a slip, a code that was never given out, retired,
        of another store; a link that is forged, has expired, or was signed for others.

        Args:
            told: As it came.
            id: The id of the touch.
            at: When it was used.
            by: Who used it.
            community: In which community; a link may be signed for it, or for the store.
            store: In which store.
            order: With which order.

        Raises:
            UnknownCodeError: It is nobody's, here and now.
        """
        try:
            value = token_of(told, parameter=self.parameter) if "?" in told else told
        except InvalidLinkError:
            value = ""
        try:
            issued = find_code(value, self._lookup, at=at, store=store)
        except UnknownCodeError:
            issued = None
        if issued is not None:
            return touch_of_code(issued, id, at=at, by=by, order=order, store=store)
        token = self._token(value, at, (store, community))
        if token is None:
            raise UnknownCodeError(told)
        return attrs.evolve(touch_of(token, id, at=at, by=by), order=order)

    @property
    def _lookup(self) -> Lookup:
        return self.codes.lookup if isinstance(self.codes, ShareCodes) else self.codes

    def _token(self, text: str, at: datetime, audiences: Iterable[str]) -> ShareToken | None:
        """Return what a signed text says, None for whatever is the matter with it."""
        if self.keyring is None:
            return None
        for audience in dict.fromkeys(audiences):
            for purpose in self.purposes:
                try:
                    return read_token(text, self.keyring, at=at, purpose=purpose, audience=audience)
                except InvalidTokenError:
                    continue
        return None


__all__ = ["PURPOSES", "TOLD_CHARACTERS_MAX", "CodeBook"]
