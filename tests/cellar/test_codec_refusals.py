"""What a codec refuses, and what it says about it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

import attrs
import pytest

from communekit.codec import (
    Codec,
    DocumentTooLargeError,
    InvalidDocumentError,
    UnknownKeyError,
)
from communekit.errors import CommunekitError

from .agreement import (
    CODEC,
    HOOKS,
    RULE,
    WORDS,
    Always,
    Cash,
    Condition,
    Equals,
    NoRoleError,
    Not,
    Odd,
    Slice,
)

MISSING = object()

# Field, what stands there, problem, place.
BAD_FIELDS: list[tuple[str, Any, str, str]] = [
    ("id", MISSING, "missing_key", ""),
    ("id", 7, "not_text", "id"),
    ("id", None, "not_text", "id"),
    ("type", MISSING, "missing_key", ""),
    ("version", MISSING, "missing_key", ""),
    ("version", "1", "not_a_whole_number", "version"),
    ("version", True, "not_a_whole_number", "version"),
    ("type", "test.unheard_of", "not_a_choice", "type"),
    ("type", ["test.rule"], "not_a_choice", "type"),
    ("mode", "most", "not_a_choice", "mode"),
    ("mode", 1, "not_a_choice", "mode"),
    ("rounding", "up", "not_a_choice", "rounding"),
    ("rounding", 0, "not_a_choice", "rounding"),
    ("level", True, "not_a_choice", "level"),
    ("level", 3, "not_a_choice", "level"),
    ("per", "month", "not_a_choice", "per"),
    ("points", True, "not_a_whole_number", "points"),
    ("points", "1", "not_a_whole_number", "points"),
    ("points", Decimal(1), "not_a_whole_number", "points"),
    ("open", 1, "not_a_boolean", "open"),
    ("open", "true", "not_a_boolean", "open"),
    ("count", -1, "refused", ""),
    ("share", 0.5, "not_plain", "share"),
    ("share", True, "not_a_fraction", "share"),
    ("share", "0.5", "not_a_fraction", "share"),
    ("share", "1/0", "not_a_fraction", "share"),
    ("share", "1 / 3", "not_a_fraction", "share"),
    ("share", "٣", "not_a_fraction", "share"),
    ("share", "1_0", "not_a_fraction", "share"),
    ("share", "01", "not_a_fraction", "share"),
    ("share", "1/3\n", "not_a_fraction", "share"),
    ("share", "9" * 5_000, "not_a_fraction", "share"),
    ("rate", True, "not_a_decimal", "rate"),
    ("rate", "NaN", "not_a_decimal", "rate"),
    ("rate", "1e5", "not_a_decimal", "rate"),
    ("rate", "+1", "not_a_decimal", "rate"),
    ("rate", "1" * 5_000, "not_a_decimal", "rate"),
    ("rate", Decimal("NaN"), "not_finite", "rate"),
    ("cap", "x CNY", "refused", "cap"),
    ("cap", 7, "refused", "cap"),
    ("since", "2026-03-01T08:00:00", "not_an_instant", "since"),
    ("since", "2026-03-01", "not_an_instant", "since"),
    ("since", "2026-W01-1T00:00:00Z", "not_an_instant", "since"),
    ("since", "2026-03-01T24:00:00Z", "not_an_instant", "since"),
    ("since", "2026-03-01T23:59:60Z", "not_an_instant", "since"),
    ("since", "2026-02-30T00:00:00Z", "not_an_instant", "since"),
    ("since", "2026-03-01 00:00:00Z", "not_an_instant", "since"),
    ("since", datetime(2026, 3, 1), "not_an_instant", "since"),  # noqa: DTZ001 (naive on purpose)
    ("since", date(2026, 3, 1), "not_an_instant", "since"),
    ("until", "2026-3-1", "not_a_date", "until"),
    ("until", "2026-02-30", "not_a_date", "until"),
    ("until", datetime(2026, 3, 1, tzinfo=UTC), "not_a_date", "until"),
    ("slices", {}, "not_a_list", "slices"),
    ("slices", "abc", "not_a_list", "slices"),
    ("slices", [{"start": "1"}, {"kept": True}], "missing_key", "slices[1]"),
    ("slices", [[]], "not_a_table", "slices[0]"),
    ("tags", ["a", "a"], "element_twice", "tags"),
    ("tags", ["a", 1], "not_text", "tags[1]"),
    ("pair", [1], "wrong_length", "pair"),
    ("pair", [1, "a", 2], "wrong_length", "pair"),
    ("pair", ["a", 1], "not_a_whole_number", "pair[0]"),
    ("about", [], "not_a_table", "about"),
    ("about", {"a": {"b": 1}}, "missing_key", "about.a"),
    ("when", 5, "not_a_table", "when"),
    ("when", {}, "missing_key", "when"),
    ("when", {"type": "test.cash", "value": "1 CNY"}, "not_a_choice", "when.type"),
    ("when", {"type": "test.all", "of": [{"type": "test.not"}]}, "missing_key", "when.of[0]"),
    ("when", {"type": "test.equals", "key": "a", "value": {"type": "fraction", "value": "x"}}, "not_a_fraction",
     "when.value.value"),
    ("when", {"type": "test.equals", "key": "a", "value": {"type": "fraction"}}, "missing_key", "when.value"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "given", "problem", "where"),
    BAD_FIELDS,
    ids=lambda value: "MISSING" if value is MISSING else ascii(value)[:40],
)
def test_wrong_fields_are_refused(field: str, given: Any, problem: str, where: str) -> None:
    """Nothing is taken for another kind, and the refusal says where, in both languages."""
    document = CODEC.dump(RULE)
    document[field] = given
    if given is MISSING:
        del document[field]
    with pytest.raises(InvalidDocumentError) as caught:
        CODEC.load(document)
    assert (caught.value.problem, caught.value.where) == (problem, where)
    assert caught.value.text("en").startswith(f"{where}: " if where else "")
    assert caught.value.text("zh").startswith(f"{where}：" if where else "")


@pytest.mark.parametrize(
    ("document", "key", "where", "suggestion"),
    [
        ({"shares": "1/3"}, "shares", "", "share"),
        ({"unheard_of": 1}, "unheard_of", "", ""),
        ({"x" * 50_000: 1}, "x" * 50_000, "", ""),
        ({"slices": [{"start": "1", "_kept": True}]}, "_kept", "slices[0]", "kept"),
        ({"slices": [{"start": "1", "doubled": "2"}]}, "doubled", "slices[0]", ""),
        ({"when": {"type": "test.always", "of": []}}, "of", "when", ""),
        (
            {
                "when": {
                    "type": "test.equals",
                    "key": "a",
                    "value": {"type": "fraction", "value": "1", "unit": 1},
                }
            },
            "unit",
            "when.value",
            "",
        ),
        ({"slices": [{"type": "test.slice", "start": "1"}]}, "type", "slices[0]", ""),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_unknown_keys_are_refused(document: dict[str, Any], key: str, where: str, suggestion: str) -> None:
    """A misspelt key is an error that proposes the right one."""
    with pytest.raises(UnknownKeyError) as caught:
        CODEC.load({**CODEC.dump(RULE), **document})
    refused = caught.value
    assert (refused.code, refused.key) == ("codec.unknown_key", key)
    assert (refused.where, refused.suggestion) == (where, suggestion)
    assert ("did you mean" in refused.text("en")) is bool(suggestion)
    assert ("是否想写" in refused.text("zh")) is bool(suggestion)


def test_unknown_key_message_reads_well() -> None:
    """The key, what is known, what may have been meant."""
    with pytest.raises(UnknownKeyError) as caught:
        CODEC.load({**CODEC.dump(RULE), "slices": [{"strat": "1"}]})
    assert str(caught.value) == "slices[0]: unknown key strat, did you mean start? Known are start, kept"
    assert caught.value.text("zh_CN") == "slices[0]：未知的键 strat，是否想写 start？可用的键有 start, kept"


@pytest.mark.parametrize(
    ("field", "given", "note"), [("pays", "Leader", "at pays"), ("about", {"A": 1}, "at about.A")]
)
def test_refusals_of_the_rooms_pass_with_a_note(field: str, given: Any, note: str) -> None:
    """A room's own error keeps its class and code; a note says where in the document."""
    with pytest.raises(NoRoleError) as caught:
        CODEC.load({**CODEC.dump(RULE), field: given})
    assert caught.value.__notes__ == [note]


def test_note_names_elements_by_number() -> None:
    """Steps are joined as in a path."""
    when = {"type": "test.equals", "key": "a", "value": {"type": "test.role", "value": "A"}}
    with pytest.raises(NoRoleError) as caught:
        CODEC.load({**CODEC.dump(RULE), "when": {"type": "test.all", "of": [{"type": "test.always"}, when]}})
    assert caught.value.__notes__ == ["at when.of[1].value.value"]


@pytest.mark.parametrize(
    ("field", "given", "problem", "where"),
    [
        ("inexact", "0.5", "not_plain", "inexact"),
        ("inexact", Decimal("0.5"), "not_plain", "inexact"),
        ("folded", {"1": 2}, "not_a_choice", "folded.1"),
        ("named", Decimal("0.5"), "not_a_table", "named"),
    ],
)
def test_fields_at_the_edge_are_refused(field: str, given: Any, problem: str, where: str) -> None:
    """Floats are never read, and keys of mappings are text."""
    codec = Codec({"test.odd": Odd, "test.slice": Slice})
    document = {**codec.dump(Odd(None, None, {})), field: given}
    with pytest.raises(InvalidDocumentError) as caught:
        codec.load(document)
    assert (caught.value.problem, caught.value.where) == (problem, where)


@attrs.frozen
class Folder:
    """Keys that are told apart in a document, and fall together in the value."""

    words: Mapping[Cash, int]


def test_keys_that_fall_together_are_refused() -> None:
    """Two keys of a document that mean the same are not silently one."""
    codec = Codec({"test.folder": Folder}, hooks=HOOKS)
    document = codec.dump(Folder({Cash(1): 1}))
    assert codec.load(document) == Folder({Cash(1): 1})
    with pytest.raises(InvalidDocumentError, match="words: an element is there twice"):
        codec.load({**document, "words": {"1 CNY": 1, "01 CNY": 2}})


@attrs.frozen
class Loose:
    """A class whose fields do not keep what they promise."""

    one: Any = None
    two: Slice | None = None


@attrs.frozen
class Stranger(Condition):
    """A subclass without a word."""


@attrs.frozen
class WiderSlice(Slice):
    """A subclass where none is expected."""

    more: ClassVar[int] = 1


@pytest.mark.parametrize(
    ("value", "problem", "where"),
    [
        (object(), "no_word", ""),
        (7, "no_word", ""),
        (Stranger(), "no_word", ""),
        (Not(Stranger()), "no_word", "of"),
        (Loose(two=WiderSlice(Fraction(1))), "no_word", "two"),
        (Loose(one=0.5), "not_plain", "one"),
        (Loose(one={1: 2}), "not_text", "one"),
        (Equals("a", datetime(2026, 3, 1)), "not_an_instant", "value"),  # noqa: DTZ001 (naive on purpose)
        (Equals("a", Decimal("NaN")), "not_finite", "value"),
        (Equals("a", Decimal("1E+999999")), "digits", "value"),
        (Equals("a", Fraction(10**5_000, 3)), "digits", "value"),
        (Equals("a\ud800", 1), "surrogate", "key"),
        (Equals("a", 10**5_000), "digits", "value"),
    ],
    ids=lambda value: ascii(type(value).__name__),
)
def test_what_cannot_be_loaded_is_not_dumped(value: object, problem: str, where: str) -> None:
    """A value outside the words, or outside plain data, is refused when it is written."""
    codec = Codec({**WORDS, "test.loose": Loose}, hooks=HOOKS)
    with pytest.raises(InvalidDocumentError) as caught:
        codec.dump(value)
    assert (caught.value.problem, caught.value.where) == (problem, where)
    assert caught.value.text("zh") != caught.value.text("en")


@pytest.mark.parametrize("levels", [40, 5_000])
def test_deep_values_are_refused(levels: int) -> None:
    """A value nested beyond the limits is refused, however deep: no recursion error."""
    condition: Condition = Always()
    for _ in range(levels):
        condition = Not(condition)
    with pytest.raises(DocumentTooLargeError, match="nested more than 32 deep"):
        CODEC.dump(condition)


def test_room_errors_and_codec_errors_have_one_root() -> None:
    """One except clause catches whatever a document is refused for."""
    for document in (None, {}, {"type": "test.rule", "version": 1, "id": "x", "pays": "X"}):
        with pytest.raises(CommunekitError):
            CODEC.load(document)
