"""Amounts as people write them."""

from decimal import localcontext
from typing import Any

import pytest
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from communekit.money import CNY, Currency, InvalidAmountError, Money, UnknownLocaleError
from tests.money.strategies import CURRENCIES, amounts, refusal, speaks

LOCALES = sorted(locale_identifiers())


@pytest.mark.parametrize(
    ("amount", "locale", "text"),
    [
        (Money.cny("1234.50"), "zh_CN", "¥1,234.50"),
        (Money.cny("-1234.50"), "zh-Hans-CN", "-¥1,234.50"),
        (Money.of("1234.50", "EUR"), "de", "1.234,50\u00a0€"),
        (Money.of("1234.50", "EUR"), "fr", "1\u202f234,50\u00a0€"),
        (Money.of("1234567", "JPY"), "en_US", "¥1,234,567"),
        (Money.of("1234567.50", "INR"), "hi", "₹12,34,567.50"),
        (Money.of("1.234", "KWD"), "en", "KWD1.234"),
        (Money.of("1.50", "ALL"), "en", "ALL1.50"),
        (Money(1250, Currency.commodity("POINTS")), "en", "1,250\u00a0POINTS"),
        (Money(1250, Currency.commodity("HOURS", digits=2)), "de", "12,50\u00a0HOURS"),
    ],
)
def test_writes_as_the_locale_does(amount: Money, locale: str, text: str) -> None:
    """Groups, points and signs are those of the language and country; the digits those of the currency."""
    assert amount.format(locale) == text
    assert Money.parse(text, amount.currency, locale) == amount


@pytest.mark.parametrize(
    ("text", "locale", "plain"),
    [
        ("1234.5", "zh_CN", "1234.50"),
        ("￥1,234.50", "zh_CN", "1234.50"),
        ("12元", "zh_CN", "12.00"),
        ("CNY 12.00", "en", "12.00"),
        ("12.00 CNY", "en", "12.00"),
        (" -12 ", "en", "-12.00"),
        ("−12", "en", "-12.00"),
        ("12-", "en", "-12.00"),
        ("1.234", "de", "1234.00"),
        ("1 234,50", "fr", "1234.50"),
        ("1.234,50", "de_AT", "1234.50"),
        ("12.50", "fr_CH", "12.50"),
        ("12,50", "fr_CH", "12.50"),
    ],
)
def test_reads_what_people_write(text: str, locale: str, plain: str) -> None:
    """Groups and signs may be left out, and stand where people put them."""
    assert Money.parse(text, "CNY", locale) == Money.cny(plain)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "¥", "-", "1,23", "1,2345", "12,34,567", ",123", "007", "1.2.3", "--5", "-5-", "¥¥5", "$5", "１２", "٥", "1e5",
     "NaN", "5 5", "5" * 81, "1,000\u00a0000", None, 5, b"5"],
)  # fmt: skip
def test_other_text_is_refused(text: Any) -> None:
    """Misplaced groups, foreign signs and digits are not guessed at."""
    with pytest.raises(InvalidAmountError) as refused:
        Money.parse(text, "CNY", "en")
    assert refused.value.problem == "locale_form"


def test_of_two_separators_each_is_one_character() -> None:
    """In the west of Switzerland amounts have a point and other numbers a comma; both are read, nothing else is."""
    assert Money.parse("1 234.50", "CHF", "fr_CH") == Money.parse("1 234,50", "CHF", "fr_CH")
    for letter in "X|]":
        with pytest.raises(InvalidAmountError):
            Money.parse(f"1 234{letter}50", "CHF", "fr_CH")


def test_eighty_characters_are_read() -> None:
    """The edge of what is looked at: blanks around an amount, one too many for a form."""
    assert Money.parse("5" + " " * 79, "CNY", "en") == Money.cny("5")
    with pytest.raises(InvalidAmountError):
        Money.parse("5" + " " * 80, "CNY", "en")


def test_excess_digits_are_refused() -> None:
    """A form field does not round either."""
    with pytest.raises(InvalidAmountError) as refused:
        Money.parse("1.005", "CNY", "en")
    assert refused.value.problem == "digits"


@pytest.mark.parametrize(
    "locale", ["", "xx", "zz_ZZ", "english", "../../etc/passwd", "en\x00", "e" * 5_000, None, 5, "zh_"]
)
def test_unknown_locale_is_refused(locale: Any) -> None:
    """A locale is a name that Babel knows, never a path."""
    for call in (lambda: Money.cny("1").format(locale), lambda: Money.parse("1", "CNY", locale)):
        refused = refusal(call)
        assert isinstance(refused, UnknownLocaleError)
        assert speaks(refused)


@pytest.mark.parametrize("currency", CURRENCIES, ids=str)
def test_every_locale_reads_what_it_writes(currency: Currency) -> None:
    """In each of Babel's locales an amount, below zero too, is read back from its text."""
    for amount in (Money(0, currency), Money(-123_456_789, currency), Money(10**15, currency)):
        for locale in LOCALES:
            assert Money.parse(amount.format(locale), currency, locale) == amount, locale


@given(amount=amounts(), locale=st.sampled_from(LOCALES))
def test_round_trip(amount: Money, locale: str) -> None:
    """Any amount is read back from its text in any locale."""
    assert Money.parse(amount.format(locale), amount.currency, locale) == amount


@given(
    text=st.text("0123456789., -¥元'\u00a0", max_size=20) | st.text(max_size=90),
    locale=st.sampled_from(LOCALES),
)
def test_any_text_is_an_amount_or_refused(text: str, locale: str) -> None:
    """No text brings another error than that of amounts, and no digit is dropped or added."""
    refused = refusal(lambda: Money.parse(text, CNY, locale))
    if refused is None:
        read = Money.parse(text, CNY, locale)
        written = "".join(character for character in text if character in "0123456789")
        assert written.strip("0") == str(abs(read.minor)).strip("0")
    else:
        assert speaks(refused)


def test_the_hosts_decimal_context_does_not_matter() -> None:
    """A host that reckons with few digits still sees every digit of its amounts."""
    with localcontext() as context:
        context.prec = 3
        assert Money.cny("1234567.89").format("en") == "CN¥1,234,567.89"
        assert Money.parse("CN¥1,234,567.89", "CNY", "en") == Money.cny("1234567.89")
