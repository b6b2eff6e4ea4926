"""Signed tokens: what goes in comes out, for whom it was meant, while it lasts."""

import base64
import hashlib
import hmac
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from communekit.attribution.codes import (
    InvalidShareTokenError,
    InvalidTokenError,
    ShareToken,
    SigningKey,
    read_token,
    sign,
)
from communekit.ids import InvalidIdError
from communekit.parties import InvalidRoleError
from communekit.period import InvalidTimeError, instant
from tests.attribution.codes.made import NOON, at, ring, token, tokens, words

RING = ring()


def read(text: str, seconds: int = 0, **said: object) -> ShareToken:
    """Read a text as the tests usually do."""
    asked: dict[str, object] = {"at": at(seconds), "purpose": "share", "audience": "riverside", **said}
    return read_token(text, RING, **asked)  # type: ignore[arg-type]  # what the tests ask


def problem_of(text: str, seconds: int = 0, **said: object) -> str | None:
    """Return why a text is refused, None where it is not."""
    try:
        read(text, seconds, **said)
    except InvalidTokenError as refused:
        return refused.problem
    return None


@given(tokens())
def test_round_trip(made: ShareToken) -> None:
    """What was signed is read back whole, with the same text each time, in the letters of an address."""
    text = sign(made, RING)
    assert text == sign(made, RING)
    assert text.isascii()
    assert not set(text) - set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert len(text) <= 1000
    back = read_token(text, RING, at=made.issued_at, purpose=made.purpose, audience=made.audience)
    assert back == made


@given(tokens(), words(), words())
def test_one_purpose_one_audience(made: ShareToken, purpose: str, audience: str) -> None:
    """Signed for one, it is refused for any other."""
    text = sign(made, RING)
    for asked in (
        {"purpose": purpose, "audience": made.audience},
        {"purpose": made.purpose, "audience": audience},
    ):
        refused = problem_of(text, 0, at=made.issued_at, **asked)
        field = "purpose" if asked["purpose"] != made.purpose else "audience"
        same = asked == {"purpose": made.purpose, "audience": made.audience}
        assert refused == (None if same else field)


@given(tokens(), tokens())
def test_different_tokens_have_different_texts(one: ShareToken, other: ShareToken) -> None:
    """No field runs into the next one."""
    assert (sign(one, RING) == sign(other, RING)) is (one == other)


def test_fields_do_not_run_into_each_other() -> None:
    """The same letters, divided otherwise, are other tokens."""
    parts: tuple[dict[str, Any], ...] = (
        {"purpose": "ab", "audience": "c"},
        {"purpose": "a", "audience": "bc"},
        {"store": "x"},
        {"session": "x"},
        {"share": "x"},
        {"content": "x"},
        {"campaign": "x"},
        {"owner": "x"},
        {"role": "x"},
        {},
    )
    assert len({sign(token(**said), RING) for said in parts}) == len(parts)


@pytest.mark.parametrize(
    ("seconds", "leeway", "problem"),
    [
        (-1, 0, "not_yet"),
        (0, 0, None),
        (999, 0, None),
        (1000, 0, "expired"),
        (-31, 30, "not_yet"),
        (-30, 30, None),
        (1029, 30, None),
        (1030, 30, "expired"),
        (-600, 600, None),
        (1599, 600, None),
        (1600, 600, "expired"),
    ],
)
def test_both_sides_of_issue_and_expiry(seconds: int, leeway: int, problem: str | None) -> None:
    """Accepted from its issue, up to its expiry and not including it; with leeway, so much on either side."""
    text = sign(token(0, 1000), RING)
    assert problem_of(text, seconds, leeway_seconds=leeway) == problem
    if problem is None and seconds > 0:
        assert (
            problem_of(text, 0, at=at(seconds + 1) - timedelta(microseconds=1), leeway_seconds=leeway) is None
        )


@pytest.mark.parametrize("leeway", [-1, 601, True, 1.0, "30", None])
def test_leeway_is_small_and_whole(leeway: int) -> None:
    """The clocks of two machines differ by minutes at most."""
    with pytest.raises(InvalidShareTokenError) as caught:
        read(sign(token(), RING), leeway_seconds=leeway)
    assert caught.value.problem == "leeway"


def test_times_are_kept_to_the_second() -> None:
    """Rounded down, both of them: what was signed is what is read."""
    made = ShareToken(
        "share",
        "riverside",
        "L1",
        instant("2026-03-01T12:00:00.999999Z"),
        instant("2026-03-01T12:00:01.000001Z"),
    )
    assert (made.issued_at, made.expires_at) == (NOON, at(1))
    assert read(sign(made, RING)) == made


@pytest.mark.parametrize(
    ("issued", "expires"),
    [("1900-01-01T00:00:00Z", "1900-01-01T00:00:01Z"), ("2199-12-31T23:59:58Z", "2199-12-31T23:59:59Z")],
)
def test_the_edges_of_the_years(issued: str, expires: str) -> None:
    """Every instant of the library can be signed."""
    made = ShareToken("share", "riverside", "L1", instant(issued), instant(expires))
    keys = ring(type(RING.keys[0])("k1", RING.keys[0].secret, instant("1900-01-01T00:00:00Z")))
    text = sign(made, keys)
    assert read_token(text, keys, at=made.issued_at, purpose="share", audience="riverside") == made


@pytest.mark.parametrize("lifetime", [0, -1, 10 * 366 * 86_400 + 1])
def test_a_token_lasts_a_second_to_ten_years(lifetime: int) -> None:
    """Never less, never for ever."""
    with pytest.raises(InvalidShareTokenError) as caught:
        token(0, lifetime)
    assert caught.value.problem == "expiry"
    assert token(0, 10 * 366 * 86_400).is_live(at(10 * 366 * 86_400 - 1))


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"purpose": ""}, InvalidIdError),
        ({"owner": "a/b"}, InvalidIdError),
        ({"audience": "x" * 129}, InvalidIdError),
        ({"store": ""}, InvalidIdError),
        ({"campaign": "\u200b"}, InvalidIdError),
        ({"role": "Leader"}, InvalidRoleError),
    ],
)
def test_what_is_no_token(said: dict[str, Any], error: type[Exception]) -> None:
    """It is refused before it is signed."""
    with pytest.raises(error):
        token(**said)


def test_what_cannot_be_signed() -> None:
    """Something else, and what would not fit into a link."""
    with pytest.raises(InvalidShareTokenError) as caught:
        sign("L1", RING)  # type: ignore[arg-type]  # what a host may hand in by mistake
    assert caught.value.problem == "not_a_token"
    long: dict[str, Any] = dict.fromkeys(("owner", "store", "campaign"), "界" * 128)
    with pytest.raises(InvalidShareTokenError) as caught:
        sign(token(**long), RING)
    assert caught.value.problem == "too_long"


def test_the_instant_is_checked() -> None:
    """A time without a zone is a mistake of the host's, not of the link."""
    with pytest.raises(InvalidTimeError):
        read("x", at=NOON.replace(tzinfo=None))


def test_refusals_look_alike_to_the_visitor() -> None:
    """One sentence in each language; the host's log has the word, and the key where it is one of ours."""
    text = sign(token(0, 1000), RING)
    tried = {
        "not_text": (None, {}),
        "spelling": ("", {}),
        "version": (base64.urlsafe_b64encode(b"\x02" * 30).decode(), {}),
        "key": (base64.urlsafe_b64encode(b"\x01\x02k9" + b"x" * 30).decode().rstrip("="), {}),
        "signature": (f"{text[:-2]}AA", {}),
        "purpose": (text, {"purpose": "poster"}),
        "audience": (text, {"audience": "hillside"}),
        "not_yet": (text, {"at": at(-1)}),
        "expired": (text, {"at": at(1000)}),
    }
    told = set()
    for problem, (given_text, said) in tried.items():
        with pytest.raises(InvalidTokenError) as caught:
            read(given_text, **said)  # type: ignore[arg-type]  # None for what is no text
        error = caught.value
        assert (error.problem, error.__context__) == (problem, None)
        assert error.key == ("" if problem in {"not_text", "spelling", "version", "key"} else "k1")
        assert error.reason("zh") != error.reason("en") != problem
        told.add((str(error), error.text("zh"), error.code))
    assert told == {
        ("this link is not valid, or not any more", "链接无效或已过期", "attribution.invalid_token")
    }


def test_a_typical_token_is_short() -> None:
    """For a leader, a store and a campaign: about a hundred letters; a JSON web token of the same says 250 and more."""
    bare = sign(token(owner="m-7f3a9c01"), RING)
    full = sign(token(owner="m-7f3a9c01", store="east_gate", campaign="spring26"), RING)
    assert (len(bare), len(full)) == (80, 103)


def test_the_form_that_was_promised() -> None:
    """Worked by hand from the description: what was handed out is read for as long as it lasts."""
    key = bytes(range(32))
    texts = (b"k1", b"share", b"riverside", b"L1", b"host", b"S1", b"", b"", b"", b"spring")
    issued = int((NOON - instant("1900-01-01T00:00:00Z")).total_seconds())
    lifetime = bytes([1000 % 128 + 128, 1000 // 128])
    content = (
        b"\x01" + b"".join(bytes([len(text)]) + text for text in texts) + issued.to_bytes(5, "big") + lifetime
    )
    length = len(content.hex())
    framed = f"s22:communekit.share_tokeni1:1s2:k1s{length}:{content.hex()}".encode()
    by_hand = content + hmac.new(key, framed, hashlib.sha256).digest()[:16]
    keys = ring(SigningKey("k1", key, NOON))
    text = sign(token(0, 1000, role="host", store="S1", campaign="spring"), keys)
    assert base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)) == by_hand
