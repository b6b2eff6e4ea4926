"""Kinds of touches that a rule may name (触点类型用词): the usual ones, and those that the host declares by name.

A word that nobody declared is a slip of the pen: it would match nothing, and nobody would notice.
"""

from typing import Final

from communekit.parties import TouchKind

USUAL_KINDS: Final = (
    *(TouchKind.CODE, TouchKind.COUPON, TouchKind.LINK, TouchKind.QR, TouchKind.LIVE),
    *(TouchKind.CONTENT, TouchKind.SCAN, TouchKind.INVITATION, TouchKind.AD),
)
"""The kinds that every rule knows."""

SEEN: Final = "_view"
"""How the word of a kind ends where it stands for what was only seen (曝光)."""

SIGNALS: Final = ("code", "click", "bond", "self", "view")
"""What an order of precedence names beside kinds (归因优先级用词)."""

RESULTS: Final = ("organic", "visit")
"""Words of a result that no signal stands under."""


def known_kinds(own: tuple[TouchKind, ...]) -> tuple[TouchKind, ...]:
    """Return the kinds that a rule knows, each once: the usual ones, and the host's own."""
    return tuple(dict.fromkeys((*USUAL_KINDS, *own)))


def known_words(own: tuple[TouchKind, ...]) -> tuple[str, ...]:
    """Return the words that an order of precedence may name.

    >>> known_words((TouchKind("courier_card"),))[-2:]
    ('ad_view', 'courier_card_view')
    """
    kinds = known_kinds(own)
    words = (*SIGNALS, *map(str, kinds), *(f"{kind}{SEEN}" for kind in kinds))
    return tuple(dict.fromkeys(words))


def is_taken(kind: TouchKind) -> bool:
    """Whether a word cannot be a kind of the host's own: rules read it otherwise.

    >>> is_taken(TouchKind("bond")), is_taken(TouchKind("live_view")), is_taken(TouchKind("live"))
    (True, True, False)
    """
    return kind not in USUAL_KINDS and (kind in (*SIGNALS, *RESULTS) or kind.endswith(SEEN))


__all__ = ["RESULTS", "SEEN", "SIGNALS", "USUAL_KINDS", "is_taken", "known_kinds", "known_words"]
