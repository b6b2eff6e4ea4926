"""The runner names what is broken, and says when a contract is written wrongly rather than broken."""

from typing import ClassVar, NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from communekit.testing import LAWS, BookStoreContract, UnknownLawError, broken_laws, law, laws_of
from communekit.testing.runner import checks_of


class Ends:
    """Checks that end in every way there is."""

    @law("conservation")
    def test_holds(self) -> None:
        """Holds."""

    @law("range", "round_trip")
    def test_fails(self) -> None:
        """Fails, and carries two laws."""
        raise AssertionError

    @law("log_order")
    def test_crashes(self) -> None:
        """Crashes in its own way."""
        raise ZeroDivisionError

    @law("key_conflict")
    def test_misses_a_refusal(self) -> None:
        """Expects a refusal that does not come; what pytest raises then is no `Exception`."""
        with pytest.raises(LookupError):
            pass

    @law("erasure")
    def test_is_skipped(self) -> None:
        """Has nothing to look at."""
        pytest.skip("nothing there")

    def test_carries_nothing(self) -> None:
        """Is about no law."""
        raise AssertionError


def test_every_end_of_a_check_has_its_meaning() -> None:
    """What fails or crashes is broken; what is skipped, or about no law, is not."""
    assert broken_laws(Ends()) == {"range", "round_trip", "log_order", "key_conflict"}


class Draws:
    """A check that draws, under settings of its own."""

    drawn: ClassVar[list[int]] = []

    @law("exact_split")
    @settings(max_examples=300)
    @given(st.integers(0, 10**9))
    def test_draws(self, number: int) -> None:
        """Note what was drawn."""
        self.drawn.append(number)


def drawn(examples: int) -> list[int]:
    """Return what a run draws."""
    Draws.drawn.clear()
    assert broken_laws(Draws(), examples=examples) == frozenset()
    return list(Draws.drawn)


def test_few_examples_are_drawn_and_always_the_same() -> None:
    """As many as asked for, whatever the check's own settings, and the same in every run."""
    assert drawn(7) == drawn(7)
    assert 0 < len(drawn(7)) <= 7 < len(drawn(20))


def test_a_check_keeps_its_own_settings() -> None:
    """Under pytest it draws as it always did, also after the runner stopped half way."""
    before = Draws.test_draws._hypothesis_internal_use_settings  # type: ignore[attr-defined]  # as the runner sees it
    drawn(3)
    assert Draws.test_draws._hypothesis_internal_use_settings is before  # type: ignore[attr-defined]  # likewise
    assert before.max_examples == 300


def test_one_example_in_many_is_enough_to_break_a_law() -> None:
    """The first example that fails ends the check."""

    class Rare:
        @law("range")
        @given(st.integers())
        def test_is_small(self, number: int) -> None:
            assert abs(number) < 100

    assert broken_laws(Rare()) == {"range"}


def test_what_is_written_wrongly_is_not_called_broken() -> None:
    """Checks that wait for fixtures, contracts without a subject, strategies that cannot be: they are raised."""

    class Waits:
        @law("range")
        def test_waits(self, tmp_path: object) -> None:
            """Needs a fixture."""

    class Wrong:
        @law("range")
        @given(st.integers(5, 1))
        def test_draws_nothing(self, number: int) -> None:
            """Cannot draw."""

    with pytest.raises(TypeError, match="tmp_path"):
        broken_laws(Waits())
    with pytest.raises(InvalidArgument):
        broken_laws(Wrong())
    with pytest.raises(NotImplementedError):
        broken_laws(BookStoreContract())


def test_laws_may_stand_on_either_side_of_given() -> None:
    """`@law` above `@given`, as it should be, or below it."""

    class Either:
        @given(st.booleans())
        @law("half_open")
        def test_below(self, held: bool) -> None:
            """Carries its law from inside."""
            assert held

    assert broken_laws(Either()) == {"half_open"}


def test_subclasses_add_and_take_away() -> None:
    """A contract inherits checks; one that does not apply is set to None."""

    class Fewer(Ends):
        test_fails: ClassVar[None] = None  # type: ignore[assignment]  # it does not apply

        @law("range")
        def test_more(self) -> None:
            """One of its own."""

    assert broken_laws(Fewer()) == {"log_order", "key_conflict"}
    assert [slugs for slugs, _ in checks_of(Fewer())].count(("range",)) == 1


def test_an_unknown_law_is_refused() -> None:
    """A slug that is misspelt is said when the check is written, in both languages."""

    def never() -> NoReturn:
        raise AssertionError

    with pytest.raises(UnknownLawError) as refused:
        law("conversation")(never)
    assert refused.value.slug == "conversation"
    assert laws_of(never) == ()


def test_every_law_is_told_in_both_languages() -> None:
    """One sentence each, and no two alike."""
    for each in LAWS.values():
        assert each.text("en").endswith(".")
        assert each.text("zh_CN").endswith("。")
    assert len({each.en for each in LAWS.values()}) == len({each.zh for each in LAWS.values()}) == len(LAWS)
