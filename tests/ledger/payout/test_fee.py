"""Fees and limits: worked figures, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.ledger import InvalidWordError
from communekit.ledger.payout import ChannelLimits, Fee, InvalidPayoutError, PayoutTerms
from communekit.money import CNY, Money, Rate, Rounding
from communekit.period import InvalidTimeError
from tests.ledger.payout.day import anything, at, yuan


@pytest.mark.parametrize(
    ("gross", "fee", "rounding", "expected"),
    [
        ("1.50", "1", Rounding.HALF_UP, "0.02"),  # ruoyi-vue-pro: 1.5 fen becomes 2
        ("150.55", "0.6", Rounding.DOWN, "0.90"),  # CRMEB: 0.9033 is cut
        ("150.55", "0.6", Rounding.UP, "0.91"),
        ("0.49", "1", Rounding.HALF_UP, "0.00"),
        ("0.50", "1", Rounding.HALF_UP, "0.01"),
    ],
)
def test_share_is_rounded_as_named(gross: str, fee: str, rounding: Rounding, expected: str) -> None:
    """Figures of other systems, each by its own rounding."""
    assert Fee(yuan("0"), Rate.percent(fee), rounding).of(yuan(gross)) == yuan(expected)


@pytest.mark.parametrize(
    ("gross", "expected"), [("1.00", "0.50"), ("10.00", "0.50"), ("10.30", "0.51"), ("400.00", "5.00"), ("999.00", "5.00")]
)  # fmt: skip
def test_fee_keeps_within_its_bounds(gross: str, expected: str) -> None:
    """0.10 and 4 %, at least 0.50 and at most 5.00."""
    fee = Fee(yuan("0.10"), Rate.percent(4), Rounding.HALF_EVEN, at_least=yuan("0.50"), at_most=yuan("5.00"))
    assert fee.of(yuan(gross)) == yuan(expected)


@given(
    one=st.integers(0, 10**9),
    more=st.integers(0, 10**6),
    bps=st.integers(0, 10_000),
    mode=st.sampled_from(Rounding),
)
def test_monotone(one: int, more: int, bps: int, mode: Rounding) -> None:
    """monotone: more money never costs a smaller fee, whatever the rounding."""
    fee = Fee(yuan("0.10"), Rate.bps(bps), mode, at_most=yuan("50.00"))
    assert fee.of(Money(one, CNY)) <= fee.of(Money(one + more, CNY))


def test_no_fee_is_none() -> None:
    """Terms without a fee cost nothing."""
    assert PayoutTerms("bank", yuan("1.00")).fee.of(yuan("80.00")) == yuan("0")


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        (lambda: Fee(yuan("-0.01")), "not_below_zero"),
        (lambda: Fee(anything(5)), "not_an_amount"),
        (lambda: Fee(yuan("1"), anything("1%")), "unlike"),
        (lambda: Fee(yuan("1"), Rate.percent(1), anything("down")), "unlike"),
        (lambda: Fee(yuan("1"), at_least=Money.of("1", "USD")), "currency"),
        (lambda: Fee(yuan("1"), at_least=yuan("2"), at_most=yuan("1.99")), "crossed"),
        (lambda: PayoutTerms("bank", anything("10")), "not_an_amount"),
        (lambda: PayoutTerms("bank", yuan("-1")), "not_below_zero"),
        (lambda: PayoutTerms("bank", yuan("1"), fee=Fee.none("USD")), "currency"),
        (lambda: PayoutTerms("bank", yuan("1"), fee=anything(yuan("1"))), "unlike"),
        (lambda: PayoutTerms("bank", yuan("1"), limits=anything(yuan("1"))), "unlike"),
        (
            lambda: PayoutTerms("bank", yuan("1"), limits=ChannelLimits(per_day=Money.of("1", "USD"))),
            "currency",
        ),
        (lambda: ChannelLimits(payments_per_day=0), "not_a_count"),
        (lambda: ChannelLimits(per_payment=yuan("-1")), "not_below_zero"),
    ],
)
def test_terms_that_cannot_be(made: object, problem: str) -> None:
    """What does not fit together is refused at birth, in both languages."""
    with pytest.raises(InvalidPayoutError) as refused:
        made()  # type: ignore[operator]  # a table of makers
    assert refused.value.problem == problem
    assert InvalidPayoutError.problems[problem]["en"] in refused.value.text("en")
    assert InvalidPayoutError.problems[problem]["zh"] in refused.value.text("zh")


def test_words_and_zones_are_checked() -> None:
    """A channel is a word, a zone is one of the database."""
    with pytest.raises(InvalidWordError):
        PayoutTerms("Bank transfer", yuan("1"))
    with pytest.raises(InvalidTimeError):
        ChannelLimits(zone="Mars/Base")
    assert ChannelLimits(zone="UTC").day_of(at(0)).covers(at(21))
    assert not ChannelLimits().day_of(at(0)).covers(at(14))  # 10 March in Shanghai ends at 16:00 UTC.
    assert ChannelLimits().day_of(at(0)).covers(at(13))
