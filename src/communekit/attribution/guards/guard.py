"""Guards (防作弊规则): whoever looks at facts and answers with findings. A host adds its own with `OwnGuard`."""

from collections.abc import Callable, Iterable
from typing import Protocol

import attrs

from communekit.errors import Texts
from communekit.period import Duration

from .checked import guard_word
from .errors import InvalidGuardError
from .facts import Facts
from .finding import Finding
from .wording import names_texts, sentences, span_texts


class Guard(Protocol):
    """Looks at facts, and flags (防作弊规则). Same facts, same findings; unrelated facts change none of them."""

    @property
    def word(self) -> str:
        """The word under which a policy knows it; every finding carries it."""

    def __call__(self, facts: Facts, /) -> Iterable[Finding]:
        """Return what is found, in any order."""


@attrs.frozen
class OwnGuard:
    """A host's own guard (自定义规则): a word, and a function from facts to findings.

    >>> OwnGuard("courier", lambda facts: ())(Facts())
    ()
    """

    word: str = attrs.field(converter=guard_word)
    find: Callable[[Facts], Iterable[Finding]]

    def __attrs_post_init__(self) -> None:
        find: object = self.find
        if not callable(find):
            raise InvalidGuardError("find", find, "facts", "function(facts)")

    def __call__(self, facts: Facts, /) -> Iterable[Finding]:
        """Return what the function finds."""
        return self.find(facts)


def told(texts: Texts, *, window: Duration | None, parties: Iterable[str], **words: object) -> dict[str, str]:
    """Return the sentences of a finding, as `Finding` takes them."""
    span = {} if window is None else {"window": span_texts(window)}
    return sentences(texts, {**span, "parties": names_texts(parties), **words})


__all__ = ["Guard", "OwnGuard", "told"]
