"""Strategies of splits at the channel (分账测试策略)."""

from collections.abc import Mapping
from typing import Final

from hypothesis import strategies as st

from communekit.ledger.payout import (
    Receiver,
    SplitInstruction,
    SplitPayment,
    SplitProblem,
    SplitRefusal,
    SplitReturn,
    SplitTerms,
)

from .ground import counts, ids, instants, shares, texts, yuan


def split_payments() -> st.SearchStrategy[SplitPayment]:
    """Draw a payment of which a part may be split."""
    both = st.tuples(yuan(), yuan()).map(sorted)
    return st.builds(lambda order, pair: SplitPayment(order, pair[1], pair[0]), ids(), both)


def split_instructions() -> st.SearchStrategy[SplitInstruction]:
    """Draw a split to a receiver."""
    return st.builds(SplitInstruction, ids(), ids(), ids(), yuan(1), instants(), st.sampled_from(Receiver))


SPLITTING: Final[Mapping[type, st.SearchStrategy[object]]] = {
    SplitInstruction: split_instructions(),
    SplitPayment: split_payments(),
    SplitRefusal: st.builds(SplitRefusal, st.sampled_from(SplitProblem), yuan() | counts() | texts()),
    SplitReturn: st.builds(SplitReturn, split_instructions(), ids(), yuan(1), instants()),
    SplitTerms: st.builds(SplitTerms, cap=shares(), returns_max=counts(), return_days=counts(400)),
}

__all__ = ["SPLITTING", "split_instructions", "split_payments"]
