"""Accounts: how they are named, told apart and listed."""

import pytest

from communekit.ids import InvalidIdError, PartyId
from communekit.ledger import Account, InvalidWordError
from communekit.money import CNY, USD, UnknownCurrencyError
from tests.ledger.entries import POINTS, account


def test_an_account_is_its_party_bucket_and_commodity() -> None:
    """Accounts are compared by content, and each part tells them apart."""
    assert account() == account()
    assert hash(account()) == hash(account())
    assert len({account(), account("L2"), account(bucket="frozen"), account(commodity=USD)}) == 4


def test_an_account_prints_as_a_path_and_as_code() -> None:
    """People read party/bucket/commodity; the repr makes the account again."""
    points = account("M1", "points.active", POINTS)
    assert str(points) == "M1/points.active/POINTS"
    assert repr(account()) == 'Account("L1", "pending", Currency.of("CNY"))'


def test_accounts_are_listed_by_party_then_bucket_then_commodity() -> None:
    """The order of a list does not depend on who made it."""
    shuffled = [account("b", "x"), account("a", "y", USD), account("a", "x"), account("a", "y", CNY)]
    listed = sorted(shuffled, key=lambda each: each.sort_key)
    assert [str(each) for each in listed] == ["a/x/CNY", "a/y/CNY", "a/y/USD", "b/x/CNY"]


@pytest.mark.parametrize(
    "bucket", ["pending", "outside.payment", "fund.balance", "points.active", "courier_2.due", "a" * 60]
)
def test_a_host_brings_its_own_buckets(bucket: str) -> None:
    """The words are an open set: lower case, joined by dots."""
    assert account(bucket=bucket).bucket == bucket


@pytest.mark.parametrize(
    "bucket",
    [
        "",
        "Pending",
        "pending ",
        ".pending",
        "pending.",
        "a..b",
        "1st",
        "a-b",
        "待结算",
        "pending\n",
        "a" * 61,
        None,
    ],
)
def test_a_bucket_that_is_no_word_is_refused(bucket: str) -> None:
    """A misspelt form would be another account for ever."""
    with pytest.raises(InvalidWordError) as refused:
        account(bucket=bucket)
    assert refused.value.data() == {"what": "bucket", "word": bucket}
    assert "小写单词" in refused.value.text("zh")


@pytest.mark.parametrize("party", ["", "a/b", "..", " L1", "L1\u202e", None])
def test_a_party_that_is_no_id_is_refused(party: str) -> None:
    """Parties are opaque ids, safe to print between slashes."""
    with pytest.raises(InvalidIdError):
        account(party)


def test_a_commodity_may_be_given_by_its_code() -> None:
    """A code is enough for money; the host's own commodities are values, which know their digits."""
    assert Account(PartyId("L1"), "pending", "CNY") == account()


@pytest.mark.parametrize("code", ["cny", "POINTS", "", None])
def test_a_commodity_that_is_no_currency_is_refused(code: str) -> None:
    """35, 37: an unknown code is an error with a suggestion, not another account."""
    with pytest.raises(UnknownCurrencyError):
        Account(PartyId("L1"), "pending", code)
