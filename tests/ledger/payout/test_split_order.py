"""Splits and their returns: the channel's limits, both sides of each edge."""

from datetime import timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.ledger.payout import (
    InvalidPayoutError,
    Receiver,
    SplitInstruction,
    SplitPayment,
    SplitProblem,
    SplitRefusal,
    SplitReturn,
    SplitTerms,
    split_order,
    split_return,
)
from communekit.money import CNY, Money, Rate
from communekit.period import InvalidTimeError
from tests.ledger.payout.day import MARCH, anything, at, yuan

TERMS = SplitTerms()
PAYMENT = SplitPayment(anything("A1"), yuan("100.00"))


def split(amount: str, key: str = "1", **more: object) -> SplitInstruction:
    """Return a split of the order A1."""
    given = anything({"order": "A1", "receiver": "L1", "at": MARCH, **more})
    return SplitInstruction(key=key, amount=yuan(amount), **given)


def back(one: SplitInstruction, amount: str, key: str = "1", days: int = 10) -> SplitReturn:
    """Return a return so many days after the split."""
    return SplitReturn(one, key, yuan(amount), one.at + timedelta(days=days))


@pytest.mark.parametrize(
    ("paid", "fee", "cap", "most"),
    [
        ("100.00", "0", "30", "30.00"),  # WeChat Pay: 30 % by default
        ("100.00", "0.60", "30", "29.82"),  # the payment fee lowers it
        ("0.03", "0", "30", "0.00"),
        ("0.04", "0", "30", "0.01"),
        ("100.00", "0", "5", "5.00"),
    ],
)
def test_cap_and_payment_fee(paid: str, fee: str, cap: str, most: str) -> None:
    """What may be split is the cap of what is left after the fee; a fen more may not."""
    payment = SplitPayment(anything("A1"), yuan(paid), yuan(fee))
    terms = SplitTerms(cap=Rate.percent(cap))
    assert payment.splittable(terms) == yuan(most)
    over = split((yuan(most) + yuan("0.01")).text)
    assert split_order(payment, over, terms) == SplitRefusal(SplitProblem.ABOVE_CAP, yuan(most))
    if yuan(most):
        assert split_order(payment, split(most), terms) == split(most)


def test_splits_add_up() -> None:
    """cap_holds: the cap is for all splits of an order together; a split that comes again counts once."""
    first = split("20.00")
    assert split_order(PAYMENT, first, TERMS, earlier=[first, first]) is first
    assert split_order(PAYMENT, split("10.00", "2"), TERMS, earlier=[first, first]) == split("10.00", "2")
    refused = split_order(PAYMENT, split("10.01", "2"), TERMS, earlier=[first, split("1.00", order="B1")])
    assert refused == SplitRefusal(SplitProblem.ABOVE_CAP, yuan("10.00"))
    assert isinstance(refused, SplitRefusal)
    assert refused.text() == "at most 10.00 CNY can still be split"
    assert refused.text("zh") == "最多还可分账 10.00 CNY"


def test_split_conflict_and_other_order() -> None:
    """key_conflict: one key, one content."""
    with pytest.raises(InvalidPayoutError):
        split_order(PAYMENT, split("5.00"), TERMS, earlier=[split("6.00")])
    assert split_order(PAYMENT, split("1.00", order="B1"), TERMS) == SplitRefusal(
        SplitProblem.OTHER_ORDER, "A1"
    )


def test_returns_never_exceed_the_split() -> None:
    """8.88 split: 5.00 and 3.88 come back, and not a fen more (WeChat Pay)."""
    one = split("8.88")
    first, second = back(one, "5.00"), back(one, "3.88", "2", 20)
    assert split_return(first, TERMS) is first
    assert split_return(second, TERMS, earlier=[first]) is second
    third = split_return(back(one, "0.01", "3", 30), TERMS, earlier=[first, second, first])
    assert third == SplitRefusal(SplitProblem.ABOVE_SPLIT, yuan("0.00"))
    assert split_return(first, TERMS, earlier=[first, second]) is first
    with pytest.raises(InvalidPayoutError):
        split_return(back(one, "1.00"), TERMS, earlier=[first])


def test_returns_end_after_180_days() -> None:
    """The last moment is included."""
    one = split("8.88")
    last = back(one, "1.00", days=180)
    assert split_return(last, TERMS) is last
    late = attrs.evolve(last, at=last.at + timedelta(seconds=1))
    assert split_return(late, TERMS) == SplitRefusal(SplitProblem.TOO_LATE, 180)
    with pytest.raises(InvalidTimeError):
        split_return(back(one, "1.00", days=-1), TERMS)


def test_twenty_returns() -> None:
    """The twentieth is taken, the next is not; those of another split do not count."""
    one, other = split("8.88"), split("8.88", "2")
    earlier = [back(one, "0.01", str(number)) for number in range(19)] + [back(other, "0.01", "x")]
    last = back(one, "0.01", "19")
    assert split_return(last, TERMS, earlier=earlier) is last
    assert split_return(back(one, "0.01", "20"), TERMS, earlier=[*earlier, last]) == SplitRefusal(
        SplitProblem.TOO_MANY, 20
    )


def test_nothing_comes_back_from_a_wallet() -> None:
    """What went to a person's wallet is offset against later earnings."""
    refused = split_return(back(split("8.88", kind=Receiver.WALLET), "1.00"), TERMS)
    assert refused == SplitRefusal(SplitProblem.WALLET)
    assert isinstance(refused, SplitRefusal)
    assert "零钱" in refused.text("zh")


@given(
    amounts=st.lists(st.integers(1, 900), max_size=30),
    days=st.lists(st.integers(0, 200), min_size=30, max_size=30),
)
def test_clawback_bound(amounts: list[int], days: list[int]) -> None:
    """clawback_bound: whatever is asked for, no more comes back than was split, in 20 returns and 180 days."""
    one = split("8.88")
    taken: list[SplitReturn] = []
    for place, (minor, day) in enumerate(zip(amounts, days, strict=False)):
        asked = back(one, Money(minor, CNY).text, str(place), day)
        if isinstance(split_return(asked, TERMS, earlier=taken), SplitReturn):
            taken.append(asked)
    assert sum(each.amount.minor for each in taken) <= 888
    assert len(taken) <= 20
    assert all(each.at - one.at <= timedelta(days=180) for each in taken)


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: split("0"), "nothing"),
        (lambda: split("-1"), "not_below_zero"),
        (lambda: split("1", kind="wallet"), "unlike"),
        (lambda: back(split("1"), "0"), "nothing"),
        (lambda: SplitReturn(split("1"), "1", Money.of("1", "USD"), at(0)), "currency"),
        (lambda: SplitTerms(cap=anything(30)), "unlike"),
        (lambda: SplitTerms(returns_max=0), "not_a_count"),
        (lambda: SplitPayment(anything("A1"), yuan("1.00"), yuan("1.01")), "crossed"),
        (lambda: SplitPayment(anything("A1"), anything(1)), "not_an_amount"),
    ],
)
def test_what_cannot_be_a_split(make: object, problem: str) -> None:
    """Each is refused at birth."""
    with pytest.raises(InvalidPayoutError) as refused:
        anything(make)()
    assert refused.value.problem == problem
