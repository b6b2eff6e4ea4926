"""What holds for every value that a codec knows, and for everything that is not one."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from communekit.codec import (
    Codec,
    InvalidDocumentError,
    Upcaster,
    read_json,
    read_toml,
    write_json,
    write_toml,
)
from communekit.errors import CommunekitError

from .agreement import CODEC, HOOKS, SHORT, WORDS, Role, Rule, RuleId, rules
from .documents import documents, keys, moments, scalars


@given(rule=rules)
def test_round_trip(rule: Rule) -> None:
    """load(dump(x)) is x, with long and with short documents."""
    assert CODEC.load(CODEC.dump(rule), Rule) == rule
    assert SHORT.load(SHORT.dump(rule), Rule) == rule


@given(rule=rules)
def test_round_trip_through_text(rule: Rule) -> None:
    """A value survives JSON and TOML, and what is written again is the same."""
    document = CODEC.dump(rule)
    for read, write in ((read_json, write_json), (read_toml, write_toml)):
        text = write(document)
        again = CODEC.load(read(text), Rule)
        assert again == rule
        assert write(CODEC.dump(again)) == text


@given(rule=rules, data=st.data())
def test_dump_is_canonical(rule: Rule, data: st.DataObject) -> None:
    """Equal values give equal text, in whatever order their mappings and sets came together."""
    document = CODEC.dump(rule)
    shuffled = {key: document[key] for key in data.draw(st.permutations(list(document)))}
    shuffled["tags"] = data.draw(st.permutations(document["tags"]))
    shuffled["about"] = dict(reversed(document["about"].items()))
    assert write_json(CODEC.dump(CODEC.load(shuffled))) == write_json(document)


@given(rule=rules)
def test_load_leaves_the_document_alone(rule: Rule) -> None:
    """Reading changes nothing in what is read."""
    document = CODEC.dump(rule)
    text = write_json(document)
    CODEC.load(document)
    assert write_json(document) == text


@given(rule=rules, data=st.data())
def test_no_key_is_ignored(rule: Rule, data: st.DataObject) -> None:
    """A key more is refused, wherever it stands; a key too few is refused or has a default."""
    document = CODEC.dump(rule)
    tables = [document, document["when"], *document["slices"]]
    data.draw(st.sampled_from(tables))["unheard_of"] = 1
    assert refusal(CODEC, document).code == "codec.unknown_key"


@given(
    rule=rules,
    data=st.data(),
    junk=documents(st.one_of(scalars, moments, st.none(), st.floats(), st.binary())),
)
def test_nothing_raw_escapes(rule: Rule, data: st.DataObject, junk: Any) -> None:
    """A document with anything in the place of anything is loaded or refused, in both languages."""
    document = CODEC.dump(rule)
    where: Any = document
    key: Any = data.draw(st.sampled_from(list(where)))
    while isinstance(where[key], dict | list) and where[key] and data.draw(st.booleans()):
        where = where[key]
        key = data.draw(st.sampled_from(list(where) if isinstance(where, dict) else range(len(where))))
    where[key] = junk
    load_or_refuse(document)


@given(junk=documents(st.one_of(scalars, moments, st.none(), st.floats(), st.binary())))
def test_nothing_raw_escapes_from_junk(junk: Any) -> None:
    """Any data at all is loaded or refused."""
    load_or_refuse(junk)
    load_or_refuse({"type": "test.rule", "version": 1, "id": junk, "pays": junk})


@given(version=st.integers(1, 3), renamed=keys)
def test_upcasters_compose(version: int, renamed: str) -> None:
    """A document of any older version reads as what it has become, step by step."""
    steps: dict[int, Upcaster] = {
        1: lambda document: {"id": document.pop("code"), **document},
        2: lambda document: {"pays": document.pop("role").lower(), **document},
    }
    codec = Codec(WORDS, version=3, upcasters=steps, hooks=HOOKS)
    document: dict[str, Any] = {"type": "test.rule", "version": version}
    document["code" if version < 2 else "id"] = renamed
    document["role" if version < 3 else "pays"] = "LEADER" if version < 3 else "leader"
    before = write_json(document)
    assert codec.load(document, Rule) == Rule(RuleId(renamed), Role("leader"))
    assert write_json(document) == before


def load_or_refuse(document: Any) -> None:
    """Load; a refusal has its sentence in both languages, short and visible."""
    try:
        loaded = CODEC.load(document)
    except CommunekitError as refused:
        sentences = (refused.text("en"), refused.text("zh"))
    else:
        assert CODEC.load(CODEC.dump(loaded)) == loaded
        return
    assert all(sentence.isprintable() and len(sentence) < 1_000 for sentence in sentences)


def refusal(codec: Codec, document: Any) -> CommunekitError:
    """Return how a document is refused."""
    try:
        codec.load(document)
    except CommunekitError as refused:
        return refused
    return InvalidDocumentError("refused", "", "nothing", "it was loaded")
