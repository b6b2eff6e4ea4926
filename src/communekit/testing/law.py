"""Laws (规律): what always holds, by a name that never changes, and how a check says which law it is about.

All laws are in `law_table`; `runner` runs the checks of a contract and says which laws were broken.
"""

from collections.abc import Callable
from typing import Final, TypeVar

import attrs

from communekit.errors import language_of

from .errors import UnknownLawError
from .law_table import TABLE

CARRIED: Final = "communekit_laws"
"""The attribute under which a check carries its laws; the pytest plugin reads it."""

Check = TypeVar("Check", bound=Callable[..., object])


@attrs.frozen
class Law:
    """One law (规律): its slug, for ever, and what it says in English and in Chinese."""

    slug: str
    en: str
    zh: str

    def text(self, locale: str = "en") -> str:
        """Return what it says in a language: "zh", "zh_CN", or English for any other."""
        return self.zh if language_of(locale) == "zh" else self.en


LAWS: Final = {slug: Law(slug, en, zh) for slug, en, zh in TABLE}
"""The laws that a check can be about, by slug."""


def law(*slugs: str) -> Callable[[Check], Check]:
    """Say which laws a check is about (标注规律): one as a rule, so that what fails names what is broken.

    Stands above `@given`, if there is one; the check stays what it was.

    Raises:
        UnknownLawError: There is no such law.

    >>> @law("conservation")
    ... def test_conservation():
    ...     assert 2 - 2 == 0
    >>> laws_of(test_conservation)
    ('conservation',)
    """
    for slug in slugs:
        if slug not in LAWS:
            raise UnknownLawError(slug)

    def carry(check: Check) -> Check:
        setattr(check, CARRIED, slugs)
        return check

    return carry


def laws_of(check: object) -> tuple[str, ...]:
    """Return the slugs of the laws that a check is about; none where nobody said."""
    slugs: tuple[str, ...] = getattr(check, CARRIED, ())
    return slugs


__all__ = ["CARRIED", "LAWS", "Law", "law", "laws_of"]
