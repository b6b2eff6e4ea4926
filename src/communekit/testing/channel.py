"""Strategies of payout channels (打款通道测试策略): their terms, fees and limits."""

from hypothesis import strategies as st

from communekit.ledger.payout import ChannelLimits, Fee, LeftOpen, PayoutTerms, Why

from .ground import counts, ids, roundings, shares, texts, words, yuan, zones


@st.composite
def fees(draw: st.DrawFn) -> Fee:
    """Draw what a payment costs."""
    least, most = sorted((draw(yuan(0, 500)), draw(yuan(0, 500))))
    ends = draw(
        st.sampled_from(({}, {"at_least": least}, {"at_most": most}, {"at_least": least, "at_most": most}))
    )
    return Fee(draw(yuan(0, 500)), draw(shares()), draw(roundings()), **ends)


def channel_limits() -> st.SearchStrategy[ChannelLimits]:
    """Draw what a channel lets through."""
    return st.builds(
        ChannelLimits,
        per_payment=st.none() | yuan(),
        per_day=st.none() | yuan(),
        payments_per_day=st.none() | counts(),
        zone=zones(),
    )


def left_open() -> st.SearchStrategy[LeftOpen]:
    """Draw what stays open, and why."""
    data = st.dictionaries(st.sampled_from(("threshold", "channel", "fee")), yuan() | texts(), max_size=2)
    return st.builds(LeftOpen, ids(), yuan(), st.sampled_from(Why), data)


def payout_terms() -> st.SearchStrategy[PayoutTerms]:
    """Draw under what terms a channel pays."""
    return st.builds(
        PayoutTerms, words(), yuan(), fee=fees(), limits=channel_limits(), second_person=st.booleans()
    )


__all__ = ["channel_limits", "fees", "left_open", "payout_terms"]
