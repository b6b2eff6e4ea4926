"""Laws of statements as text: figures end in one column, however wide the words before them are."""

from unicodedata import east_asian_width

from hypothesis import given
from hypothesis import strategies as st

from communekit.ledger.settlement.paper.text import WIDTH, _pair

WORDS = st.text("ab 团长佣金", min_size=1, max_size=20).filter(lambda word: word == word.strip())
FIGURES = st.integers(-(10**9), 10**9).map(lambda minor: f"{minor:,}")


def wide(text: str) -> int:
    """Return how many columns a text takes on a terminal."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


@given(name=WORDS, figure=FIGURES, dots=st.booleans())
def test_name_and_figure_fill_a_line(name: str, figure: str, *, dots: bool) -> None:
    """A name, a run of dots or blanks, and the figure at the right edge."""
    line = _pair(name, figure, dots=dots)
    assert wide(line) == WIDTH
    assert line.startswith(f"{name} ")
    assert line.endswith(f" {figure}")
    assert set(line[len(name) + 1 : -len(figure) - 1]) == {"." if dots else " "}


@given(figure=FIGURES)
def test_too_long_a_name_pushes_its_figure(figure: str) -> None:
    """Nothing is cut off."""
    name = "团" * WIDTH
    assert _pair(name, figure, dots=True) == f"{name} . {figure}"
