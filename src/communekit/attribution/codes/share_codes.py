"""The codes that were given out (口令名录), and whose a code that was typed is."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Self

import attrs

from communekit.period import instant

from .errors import CodeTakenError, InvalidCodeError, UnknownCodeError
from .fitting import all_fitting, fitting
from .issued_code import IssuedCode
from .share_code import ShareCode

Lookup = Callable[[ShareCode], IssuedCode | None]
"""Finds a code where the host keeps it; None where it was never given out."""


def find_code(text: str, lookup: Lookup, *, at: datetime, store: str | None = None) -> IssuedCode:
    """Return whose a code is that somebody typed (口令识别).

    Every refusal is one and the same: for a slip, a code that was never given out, one that is retired, not valid yet
    or any more, or for another store. Whoever tries codes learns nothing of those that there are.

    Args:
        text: As it was typed.
        lookup: Finds the code where the host keeps it; asked only for what can be a code.
        at: When it is used.
        store: The store in which it is used; None for anywhere in the community.

    Raises:
        InvalidCodeArgumentError: The look-up gives something else than an issued code.
        UnknownCodeError: It is nobody's, here and now.

    >>> find_code("7k3-m9p-2x0", lambda code: None, at=instant("2026-03-01T00:00:00Z"))
    Traceback (most recent call last):
        ...
    communekit.attribution.codes.errors.UnknownCodeError: the code 7k3-m9p-2x0 is not valid
    """
    moment = instant(at)
    share_code = _code_or_none(text)
    found = None if share_code is None else lookup(share_code)
    if found is not None:
        fitting(found, IssuedCode, "lookup")
    if found is None or found.share_code != share_code or not found.is_valid(moment, store=store):
        raise UnknownCodeError(text)
    return found


def _code_or_none(text: str) -> ShareCode | None:
    """Return the code, so that no refusal below carries the reason of another along."""
    try:
        return ShareCode.parse(text)
    except InvalidCodeError:
        return None


def _in_order(given: Iterable[IssuedCode]) -> tuple[IssuedCode, ...]:
    return tuple(sorted(all_fitting(given, IssuedCode, "issued"), key=lambda issued: issued.share_code))


@attrs.frozen
class ShareCodes:
    """All codes that were given out (口令名录), retired ones too. In memory; for a table see `find_code`.

    Errors: `CodeTakenError` when one code stands there twice; `InvalidCodeArgumentError` for what is no issued code.

    >>> from communekit.period import Window
    >>> codes = ShareCodes([IssuedCode("7K3M9P2X0", "L1", Window.parse("2026-03-01T00:00:00Z/.."))])
    >>> codes.find("7k3 m9p 2xo", at=instant("2026-03-08T12:00:00Z")).owner
    'L1'
    """

    issued: tuple[IssuedCode, ...] = attrs.field(default=(), converter=_in_order)
    _by_code: dict[ShareCode, IssuedCode] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        by_code: dict[ShareCode, IssuedCode] = {}
        for issued in self.issued:
            if issued.share_code in by_code:
                raise CodeTakenError(issued.share_code)
            by_code[issued.share_code] = issued
        object.__setattr__(self, "_by_code", by_code)

    def __contains__(self, share_code: object) -> bool:
        """Whether a code was ever given out; what `free_code` asks."""
        return share_code in self._by_code

    def find(self, text: str, *, at: datetime, store: str | None = None) -> IssuedCode:
        """Return whose a code is that somebody typed, as `find_code` says.

        Errors: `UnknownCodeError`, the same for whatever is the matter.
        """
        return find_code(text, self.lookup, at=at, store=store)

    def lookup(self, share_code: ShareCode) -> IssuedCode | None:
        """Return what was given out under a code, valid or not; None where nothing was."""
        return self._by_code.get(share_code)

    def with_code(self, *issued: IssuedCode) -> Self:
        """Return these and further codes.

        Errors: `CodeTakenError`: a code was given out before, and be it retired since.
        """
        return attrs.evolve(self, issued=(*self.issued, *issued))

    def without(self, share_code: str, *, from_: datetime) -> Self:
        """Return the codes, one of them retired from an instant on (停用); it stays taken.

        Errors: `UnknownCodeError`: it was never given out.
        """
        if share_code not in self._by_code:
            raise UnknownCodeError(share_code)
        retired = self._by_code[ShareCode(share_code)].retired(from_)
        others = (issued for issued in self.issued if issued.share_code != share_code)
        return attrs.evolve(self, issued=(*others, retired))


__all__ = ["Lookup", "ShareCodes", "find_code"]
