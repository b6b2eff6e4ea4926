"""JSON and TOML: what is refused at once, and what only looks as if it should be."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from communekit.codec import (
    DocumentTooLargeError,
    InvalidDocumentError,
    read_json,
    read_toml,
)

# Number in the catalogue of bad inputs, input, problem, place.
BAD_TOML: list[tuple[int, Any, str, str]] = [
    (69, "a.b.c.d.e.f.g.h.i = 1", "key_parts", "1:16"),
    (69, "a." * 8_000 + "a = 1", "key_parts", "1:16"),
    (69, "\".\" . a.b.c.d.e.f.g.'.'.h = 1", "key_parts", "1:20"),
    (69, "[" + "a." * 8 + "a]", "key_parts", "1:17"),
    (69, "x = 1\n[[" + "a." * 8 + "a]]", "key_parts", "2:18"),
    (69, "x = { y = 1, a.b.c.d.e.f.g.h.i = 1 }", "key_parts", "1:29"),
    (71, "a = " + "[" * 5_000 + "]" * 5_000, "depth", "1:37"),
    (71, "a = " + "{ a = " * 5_000, "depth", "1:197"),
    (71, "a.b.c.d.e.f.g.h = " + "[" * 32 + "]" * 32, "depth", "a.b.c.d.e.f.g.h" + "[0]" * 24),
    (73, "#" * 65_537, "bytes", ""),
    (73, "#" + "团" * 30_000, "bytes", ""),
    (73, b"#" * 65_537, "bytes", ""),
    (75, "a = 0x" + "f" * 100_000, "bytes", ""),
    (75, "a = 0x" + "f" * 60_000, "digits", "1:5"),
    (75, "a = 0x" + "f" * 190, "digits", "a"),
    (75, "a = -" + "9" * 60_000, "digits", "1:6"),
    (75, "a = [1, " + "9" * 5_000 + "]", "digits", "1:9"),
    (75, "a = 0." + "9" * 5_000, "digits", "1:7"),
    (75, "a = 1" + "0" * 100, "digits", "a"),
    (77, "[[rule]]\nshare = nan", "not_finite", "rule[0].share"),
    (77, "a = [1, -inf]", "not_finite", "a[1]"),
    (77, "a = 1e999", "digits", "a"),
    (77, "a = 1e-999", "digits", "a"),
    (77, "a = 1e99999999999999999999", "not_finite", ""),
    (0, "a = 1\na = 2", "said_twice", "2:6"),
    (0, "[a]\n[a]", "said_twice", "2:3"),
    (0, "a = { b = 1, b = 2 }", "said_twice", "1:19"),
    (0, "a = = 1", "syntax", "1:5"),
    (0, "a = 1\nb", "syntax", "2:2"),
    (0, "a = 07:32:00", "not_plain", "a"),
    (0, 'a = "' + "\\" * 60_001, "syntax", "1:60007"),
    (0, 'a = """' + '\\"' * 30_000, "syntax", "1:60008"),
    (61, 'a = "\ud800"', "surrogate", ""),
    (61, 'a = "\\ud800"', "syntax", "1:12"),
    (0, b'a = "\xff"', "encoding", ""),
    (0, None, "not_a_document", ""),
    (0, bytearray(b"a = 1"), "not_a_document", ""),
]

BAD_JSON: list[tuple[int, Any, str, str]] = [
    (73, " " * 65_537, "bytes", ""),
    (75, "9" * 60_000, "digits", ""),
    (75, "[1, 1" + "0" * 100 + "]", "digits", "[1]"),
    (87, '{"a": 1, "a": 2}', "duplicate_key", ""),
    (87, '[{"a": {"\\u0061": 1, "a": 1}}]', "duplicate_key", ""),
    (87, "{" + ",".join(f'"{at}":1' for at in range(6_000)) + ',"0":1}', "duplicate_key", ""),
    (89, "NaN", "not_finite", ""),
    (89, '{"a": [-Infinity]}', "not_finite", "a[0]"),
    (89, "1e999", "digits", ""),
    (89, "1e99999999999999999999", "not_finite", ""),
    (91, "[" * 100_000, "bytes", ""),
    (91, "[" * 33 + "]" * 33, "depth", "1:33"),
    (91, "[" * 60_000, "depth", "1:33"),
    (91, '{"a":' * 10_000, "depth", "1:161"),
    (0, "[" + "1," * 10_001 + "1]", "keys", ""),
    (61, '"\\ud800"', "surrogate", ""),
    (61, '{"\\udfff": 1}', "surrogate", ""),
    (61, '"\ud800"', "surrogate", ""),
    (0, "", "syntax", "1:1"),
    (0, '{"a":\n01}', "syntax", "2:2"),
    (0, '"a\x00"', "syntax", "1:3"),
    (0, "[1,]", "syntax", "1:4"),
    (0, "'a'", "syntax", "1:1"),
    (0, '"' * 60_001, "syntax", "1:3"),
    (0, '"' + '\\"' * 30_000, "syntax", "1:1"),
    (0, '"a"'.encode("utf-16"), "encoding", ""),
    (0, 7, "not_a_document", ""),
]


def shown(value: object) -> str:
    """Return an input as a test id."""
    return str(getattr(value, "__name__", ascii(value)))[:40]


@pytest.mark.parametrize(
    ("read", "number", "document", "problem", "where"),
    [(read_toml, *row) for row in BAD_TOML] + [(read_json, *row) for row in BAD_JSON],
    ids=shown,
)
def test_bad_documents_are_refused_at_once(
    read: Callable[[Any], Any], number: int, document: Any, problem: str, where: str
) -> None:
    """Every bad document of the catalogue is refused quickly, says where and why, in both languages."""
    began = time.process_time()
    with pytest.raises(InvalidDocumentError) as caught:
        read(document)
    assert time.process_time() - began < 0.2, number
    refused = caught.value
    assert refused.problem == problem
    if problem in {
        "syntax",
        "said_twice",
    }:  # The column is the parser's own and differs between versions of Python.
        where = refused.where
        assert re.fullmatch(r"\d+:\d+", where)
    assert refused.where == where
    too_large = problem in {"bytes", "depth", "keys", "key_parts", "digits"}
    assert isinstance(refused, DocumentTooLargeError) is too_large
    assert refused.code == ("codec.too_large" if too_large else "codec.invalid_document")
    for locale, colon in (("en", ": "), ("zh", "：")):
        sentence = refused.text(locale)
        assert sentence.startswith(f"{where}{colon}" if where else "")
        assert sentence.isprintable()
        assert len(sentence) < 300


@pytest.mark.parametrize(
    "document",
    [
        "a.b.c.d.e.f.g.h = 1",
        'a = "b.c.d.e.f.g.h.i.j.k"',
        "a = 1 # b.c.d.e.f.g.h.i.j.k" + "[" * 100,
        "a = '" + "[" * 100 + "'",
        'a = """\n' + "{" * 100 + '\\""""',
        "a = '''" + "[" * 100 + "'''''",
        'a = ["' + "[" * 40 + "\", '" + "[" * 40 + "']",
        '"a.b.c.d.e.f.g.h.i.j" = 1',
        "a = [" + "1.5, " * 100 + "]",
        "a = [" + "[], " * 100 + "]",
        "a = 1_000",
        "[a]\r\nb = 1\r\n",
        "a = [\n  1, # one\n  2,\n]",
        "a" + "1" * 300 + " = 1",
        "a = " + "9" * 100,
        "a = 0." + "0" * 98 + "1",
        b"\xef\xbb\xbfa = 1",
        "\ufeffa = 1",
        "#" * 65_536,
    ],
    ids=shown,
)
def test_first_look_lets_good_toml_pass(document: str | bytes) -> None:
    """Brackets and dots in strings and comments are not structure; the limits themselves are within."""
    assert read_toml(document) is not None
