"""Locale text (本地化文本): amounts as people of a language and country write them, by Babel's data.

For screens and forms, in digits 0 to 9 everywhere. What programs store and exchange is plain decimal text:
see `decimal_text`.
"""

import copy
import re
from collections.abc import Mapping
from decimal import Context, Decimal, localcontext
from functools import lru_cache

from babel.core import Locale
from babel.core import UnknownLocaleError as BabelUnknownLocaleError
from babel.numbers import NumberPattern, get_currency_symbol

from .currency import Currency
from .errors import InvalidAmountError, UnknownLocaleError

_NAME = re.compile(r"[A-Za-z]{2,3}(?:[_-][A-Za-z0-9]{2,8}){0,3}", re.ASCII)
_UNSEEN = dict.fromkeys(map(ord, "\u200e\u200f\u061c"))  # Marks of direction, which Babel writes.
_ALIKE = str.maketrans("\u00a0\u202f\u2019\u2212\uffe5", "  '-¥")  # Spaces, apostrophe, minus, wide yen sign.
_PRECISE = Context(prec=60)  # The host may have set any precision for itself.
_ALSO_WRITTEN = {"CNY": ("¥", "元"), "JPY": ("¥", "円")}

CHARACTERS_MAX = 80


def amount_text(minor: int, currency: Currency, locale: str) -> str:
    """Return minor units as people write them in a locale, with the currency's sign or the commodity's code.

    Raises:
        UnknownLocaleError: No such locale.

    >>> amount_text(123450, Currency.of("CNY"), "zh_CN")
    '¥1,234.50'
    """
    of_locale = _locale(locale)
    pattern = copy.copy(_pattern(of_locale, is_iso=currency.is_iso))
    pattern.frac_prec = (currency.digits, currency.digits)
    with localcontext(_PRECISE):
        number = Decimal(minor).scaleb(-currency.digits)
        if currency.is_iso:
            return str(pattern.apply(number, of_locale, currency=currency.code, currency_digits=False))
        return f"{pattern.apply(number, of_locale)}\u00a0{currency.code}"


def read_amount(text: str, currency: Currency, locale: str) -> str:
    """Return as plain decimal text what people wrote in a locale, with or without the currency's sign.

    Groups of thousands may be left out, but not misplaced.

    Raises:
        InvalidAmountError: Not an amount as this locale writes it.
        UnknownLocaleError: No such locale.

    >>> read_amount("-1.234,50 €", Currency.of("EUR"), "de")
    '-1234.50'
    """
    number_form, signs = _form(locale, currency)
    if not _is_readable(text):
        raise InvalidAmountError("locale_form", text)
    rest, minus_before = _without_minus(_plain(text))
    for sign in signs:
        if rest.startswith(sign) or rest.endswith(sign):
            rest = (rest.removeprefix(sign) if rest.startswith(sign) else rest.removesuffix(sign)).strip()
            break
    rest, minus_after = _without_minus(rest)
    found = number_form.fullmatch(rest)
    if found is None or (minus_before and minus_after):
        raise InvalidAmountError("locale_form", text)
    whole = "".join(filter(str.isdigit, found["whole"]))
    minus = "-" if minus_before or minus_after else ""
    return f"{minus}{whole}.{found['fraction']}" if found["fraction"] else minus + whole


@lru_cache(maxsize=64)
def _locale(name: object) -> Locale:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise UnknownLocaleError(name)
    try:
        return Locale.parse(name.replace("-", "_"))
    except (BabelUnknownLocaleError, ValueError):
        raise UnknownLocaleError(name) from None


def _pattern(locale: Locale, *, is_iso: bool) -> NumberPattern:
    pattern: NumberPattern = locale.currency_formats["standard"] if is_iso else locale.decimal_formats[None]
    return pattern


@lru_cache(maxsize=256)
def _form(locale: str, currency: Currency) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Return how a locale writes a number, and the signs for a currency, longest first."""
    of_locale = _locale(locale)
    symbols = of_locale.number_symbols["latn"]
    signs = [currency.code]
    if currency.is_iso:
        signs += [get_currency_symbol(currency.code, of_locale), *_ALSO_WRITTEN.get(currency.code, ())]
    group, point = _either(symbols, "group", "currencyGroup"), _either(symbols, "decimal", "currencyDecimal")
    last, others = _pattern(of_locale, is_iso=currency.is_iso).grouping
    grouped = rf"[1-9][0-9]{{0,{others - 1}}}(?:{group}[0-9]{{{others}}})*{group}[0-9]{{{last}}}"
    number = re.compile(rf"(?P<whole>0|[1-9][0-9]*|{grouped})(?:{point}(?P<fraction>[0-9]+))?", re.ASCII)
    return number, tuple(sorted(map(_plain, signs), key=len, reverse=True))


def _either(symbols: Mapping[str, str], usual: str, with_money: str) -> str:
    """Return a pattern for a symbol, in a few countries another one beside money (de_AT, fr_CH)."""
    written = {symbols[usual], symbols.get(with_money, symbols[usual])}
    return (
        f"[{''.join(sorted(re.escape(symbol.translate(_UNSEEN).translate(_ALIKE)) for symbol in written))}]"
    )


def _is_readable(text: object) -> bool:
    return isinstance(text, str) and len(text) <= CHARACTERS_MAX


def _plain(text: str) -> str:
    return text.translate(_UNSEEN).translate(_ALIKE).strip()


def _without_minus(text: str) -> tuple[str, bool]:
    """Return a text without a minus sign at one of its ends, and whether there was one."""
    if text.startswith("-"):
        return text[1:].strip(), True
    return (text[:-1].strip(), True) if text.endswith("-") else (text, False)


__all__ = ["amount_text", "read_amount"]
