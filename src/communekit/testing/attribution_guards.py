"""Strategies of guards, what they are told, and what they find (防作弊测试策略)."""

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from communekit.attribution.guards import (
    Answer,
    ClickFlooding,
    ClickInjection,
    CodeAttempt,
    CodeStuffing,
    Decision,
    DuplicateAccounts,
    Finding,
    LateCode,
    Mark,
    MarkKind,
    NewBond,
    NewDevices,
    Pace,
    Per,
    Purchase,
    Ring,
    SelfDealing,
    Severity,
    SharedMark,
    Typist,
    Velocity,
)
from communekit.period import Duration

from .ground import counts, ids, instants, texts, windows
from .parties import touch_kinds

_MAYBE: Final = st.none() | ids()
_SPAN: Final = st.integers(1, 10**6).map(Duration.seconds)
_WORD: Final = st.sampled_from(("own_word", "another"))
_BPS: Final = st.integers(1, 10_000)
_IDS: Final = st.lists(ids(), max_size=2)


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """Draw what a guard saw."""
    limit = draw(st.integers(0, 20))
    return Finding(
        guard=draw(_WORD),
        key=draw(ids()),
        counted=limit + draw(st.integers(0, 100)),
        limit=limit,
        window=draw(st.none() | _SPAN),
        first_at=draw(instants()),
        parties=draw(_IDS),
        touches=draw(_IDS),
        orders=draw(_IDS),
        bonds=draw(_IDS),
        attempts=draw(_IDS),
        witnesses=draw(_IDS),
        severity=draw(st.sampled_from(Severity)),
        en=draw(texts()),
        zh=draw(texts()),
    )


GUARDS: Final[Mapping[type, st.SearchStrategy[object]]] = {
    ClickFlooding: st.builds(
        ClickFlooding,
        per=st.sampled_from(Per),
        limit=counts(),
        window=_SPAN,
        rate_bps=st.none() | _BPS,
        lookback=_SPAN,
        word=_WORD,
    ),
    ClickInjection: st.builds(
        ClickInjection, within=_SPAN, kinds=st.frozensets(touch_kinds(), min_size=1, max_size=2), word=_WORD
    ),
    CodeAttempt: st.builds(CodeAttempt, ids(), instants(), ids(), st.booleans()),
    CodeStuffing: st.builds(
        CodeStuffing, per=st.sampled_from(Typist), limit=counts(), window=_SPAN, word=_WORD
    ),
    Decision: st.builds(Decision, ids(), st.sampled_from(Answer), ids(), instants(), texts()),
    DuplicateAccounts: st.builds(
        DuplicateAccounts, kind=st.sampled_from(MarkKind), limit=st.integers(2, 9), word=_WORD
    ),
    Finding: findings(),
    LateCode: st.builds(LateCode, within=_SPAN, lookback=_SPAN, word=_WORD),
    Mark: st.builds(Mark, ids(), st.sampled_from(MarkKind), ids(), windows()),
    NewBond: st.builds(NewBond, ids(), instants(), ids(), ids()),
    NewDevices: st.builds(
        NewDevices,
        limit=counts(),
        share_bps=_BPS,
        window=_SPAN,
        new_for=_SPAN,
        lookback=_SPAN,
        word=_WORD,
    ),
    Purchase: st.builds(Purchase, ids(), instants(), ids(), leader=_MAYBE),
    Ring: st.builds(
        Ring, persons_max=st.integers(2, 12), times=counts(), window=_SPAN, lookback=_SPAN, word=_WORD
    ),
    SelfDealing: st.builds(SelfDealing, lookback=_SPAN, word=_WORD),
    SharedMark: st.builds(
        SharedMark, kind=st.sampled_from(MarkKind), limit=counts(), window=_SPAN, lookback=_SPAN, word=_WORD
    ),
    Velocity: st.builds(
        Velocity, of=st.sampled_from(Pace), limit=counts(), window=_SPAN, lookback=_SPAN, word=_WORD
    ),
}

__all__ = ["GUARDS", "findings"]
