"""What holds for all ids and names."""

import unicodedata
from collections.abc import Callable

from hypothesis import example, given
from hypothesis import strategies as st

from communekit.errors import CommunekitError
from communekit.ids import InvalidIdError, derived_id, distinct, identifier, name_text

anything = st.text(st.characters())  # lone surrogates too
parts = st.lists(st.one_of(st.text(), st.integers()), min_size=1, max_size=5)


@st.composite
def fit_ids(draw: st.DrawFn) -> str:
    """Return a fit id from letters of several alphabets, digits and marks of the trade."""
    letters = st.sampled_from("aAbBzZ019-_.: 团长éабвΑΒ")
    text = draw(st.text(letters, min_size=1, max_size=20)).strip()
    while ".." in text:
        text = text.replace("..", ".")
    return text if text.strip(". ") else "a"


@given(text=anything)
def test_identifier_never_repairs(text: str) -> None:
    """An id is returned as given or refused with a reason in both languages; nothing else escapes."""
    refused = refusal(identifier, text)
    assert refused is None or refused.text("en") != refused.text("zh")


@given(text=anything)
@example(text="\u2066")
def test_name_never_repairs(text: str) -> None:
    """A name is returned as given or refused with a reason in both languages; nothing else escapes."""
    refused = refusal(name_text, text)
    assert refused is None or refused.text("en") != refused.text("zh")


@given(text=fit_ids())
def test_identifier_is_idempotent(text: str) -> None:
    """What passed once passes again, is NFC, and can be written anywhere."""
    fit = identifier(identifier(text))
    assert unicodedata.is_normalized("NFC", fit)
    assert fit.encode()


@given(ids=st.lists(fit_ids(), max_size=6), data=st.data())
def test_distinctness_does_not_depend_on_order(ids: list[str], data: st.DataObject) -> None:
    """Whether ids clash is a fact about the set of them."""
    shuffled = data.draw(st.permutations(ids))
    assert clash(ids) == clash(shuffled)


@given(ids=st.lists(fit_ids(), min_size=1, max_size=6), data=st.data())
def test_an_id_in_another_case_always_clashes(ids: list[str], data: st.DataObject) -> None:
    """Whatever else is there, an id and the same in capitals cannot stand side by side."""
    chosen = data.draw(st.sampled_from(ids))
    assert clash([*ids, chosen.upper()])
    assert clash([*ids, chosen.casefold()])


@given(text=anything)
def test_distinct_looks_at_any_text(text: str) -> None:
    """One text alone is distinct, however strange; twice it is not."""
    assert not clash([text])
    assert clash([text, text])


@given(one=parts, other=parts)
def test_derived_ids_agree_exactly_when_their_parts_do(one: list[str | int], other: list[str | int]) -> None:
    """Same parts, same id; other parts, another id; and every derived id is a fit identifier."""
    same = [(type(part), part) for part in one] == [(type(part), part) for part in other]
    assert (derived_id(*one) == derived_id(*other)) is same
    assert len(identifier(derived_id(*one))) == 26


def refusal(check: Callable[[str], str], text: str) -> CommunekitError | None:
    """Return how a text is refused; if it is not, it comes back as it was."""
    try:
        assert check(text) == text
    except CommunekitError as refused:
        return refused
    return None


def clash(ids: list[str]) -> bool:
    """Say whether ids clash."""
    try:
        distinct(ids)
    except InvalidIdError:
        return True
    return False
