"""What the tests of money draw from: amounts up to the limit, weights, bounds, rates."""

from collections.abc import Callable
from fractions import Fraction

from hypothesis import strategies as st

from communekit.errors import CommunekitError
from communekit.money import CNY, EUR, JPY, MINOR_MAX, USD, Currency, Factor, Money, Rate, Rounding

POINTS = Currency.commodity("POINTS")
HOURS = Currency.commodity("HOURS", digits=2)
CURRENCIES = (CNY, USD, EUR, JPY, Currency.of("KWD"), POINTS, HOURS)


def minors(smallest: int = -MINOR_MAX, largest: int = MINOR_MAX) -> st.SearchStrategy[int]:
    """Minor units: small ones often, where odd units show, and up to the limit."""
    return st.integers(max(smallest, -200), min(largest, 200)) | st.integers(smallest, largest)


def currencies() -> st.SearchStrategy[Currency]:
    """Currencies of 0, 2 and 3 digits, and commodities."""
    return st.sampled_from(CURRENCIES)


@st.composite
def amounts(draw: st.DrawFn, smallest: int = -MINOR_MAX, largest: int = MINOR_MAX) -> Money:
    """Amounts of any currency."""
    return Money(draw(minors(smallest, largest)), draw(currencies()))


def weights(parties_max: int = 8) -> st.SearchStrategy[list[int]]:
    """Weights, some of them zero or equal, not all zero."""
    weight = st.integers(0, 5) | st.integers(0, 10**18)
    return st.lists(weight, min_size=1, max_size=parties_max).filter(any)


def named_weights(parties_max: int = 8) -> st.SearchStrategy[dict[str, int]]:
    """Weights by party, not all zero."""
    weight = st.integers(0, 5) | st.integers(0, 10**18)
    names = st.text("abcdXYZ019", min_size=1, max_size=3)
    return st.dictionaries(names, weight, min_size=1, max_size=parties_max).filter(
        lambda by_party: any(by_party.values())
    )


def shares() -> st.SearchStrategy[Fraction]:
    """Exact shares from 0 to 1."""
    return st.fractions(0, 1, max_denominator=10**6) | st.sampled_from([Fraction(0), Fraction(1)])


def rates() -> st.SearchStrategy[Rate]:
    """Rates from 0% to 100%."""
    return shares().map(Rate)


def factors() -> st.SearchStrategy[Factor]:
    """Multipliers up to 10^12."""
    return st.fractions(0, 10**12, max_denominator=10**6).map(Factor)


def roundings() -> st.SearchStrategy[Rounding]:
    """Every mode."""
    return st.sampled_from(Rounding)


def refusal(call: Callable[[], object]) -> CommunekitError | None:
    """Return the error that a call is refused with, None when it is not; any other error passes through."""
    try:
        call()
    except CommunekitError as refused:
        return refused
    return None


def speaks(refused: CommunekitError) -> bool:
    """Say whether an error has a sentence in each language, with nothing invisible in it."""
    sentences = [refused.text("en"), refused.text("zh_CN")]
    return all(sentence.isprintable() for sentence in sentences) and len(set(sentences)) == 2
