"""Keys: which one signs, whose signatures are accepted, and that no secret is ever shown."""

import traceback
from datetime import datetime, timedelta
from typing import Any

import attrs
import pytest

from communekit.attribution.codes import (
    InvalidKeyError,
    InvalidTokenError,
    Keyring,
    SigningKey,
    read_token,
    sign,
)
from tests.attribution.codes.made import NOON, at, ring, secret, token

INSTANT = timedelta(microseconds=1)


def problem_of(text: str, keys: Keyring, moment: datetime) -> str | None:
    """Return why a text is not accepted at a moment; None where it is."""
    try:
        read_token(text, keys, at=moment, purpose="share", audience="riverside")
    except InvalidTokenError as refused:
        return refused.problem
    return None


def test_one_signs_at_a_time() -> None:
    """The one that began last, up to the instant at which it is retired; both sides of each edge."""
    keys = ring(
        SigningKey("k1", secret(1), NOON),
        SigningKey("k2", secret(2), at(100), retired_at=at(300)),
        SigningKey("k3", secret(3), at(200), retired_at=at(250)),
    )
    signing = {
        seconds: keys.signer(at(seconds)).id for seconds in (0, 99, 100, 199, 200, 249, 250, 299, 300, 10**6)
    }
    assert list(signing.values()) == ["k1", "k1", "k2", "k2", "k3", "k3", "k2", "k2", "k1", "k1"]
    assert keys.signer(at(100) - INSTANT).id == "k1"
    with pytest.raises(InvalidKeyError) as caught:
        keys.signer(NOON - INSTANT)
    assert caught.value.problem == "none_signs"


def test_a_rotated_key_is_still_accepted() -> None:
    """What it signed before the next one took over lasts as long as it was to last."""
    first = SigningKey("k1", secret(1), NOON)
    text = sign(token(0, 1000), ring(first))
    both = ring(first, SigningKey("k2", secret(2), at(10)))
    assert problem_of(text, both, at(999)) is None
    assert problem_of(text, both, at(1000)) == "expired"
    assert problem_of(text, ring(both.keys[1]), at(5)) == "key"


def test_a_retired_key_is_accepted_until_its_day_and_signs_no_more() -> None:
    """Half-open on both edges, to the microsecond."""
    key = SigningKey("k1", secret(1), NOON, retired_at=at(100), accepts_until=at(200))
    signing = sign(token(99, 1000), ring(key))
    assert problem_of(signing, ring(key), at(200) - INSTANT) is None
    assert problem_of(signing, ring(key), at(200)) == "key"
    with pytest.raises(InvalidKeyError) as caught:
        sign(token(100, 1000), ring(key))
    assert caught.value.problem == "none_signs"


def test_what_a_key_signed_outside_its_time_is_refused() -> None:
    """A stolen key cannot sign after it was retired, nor before it began, whatever else it can."""
    stolen = ring(SigningKey("k1", secret(1), at(-1000)))
    retired = ring(SigningKey("k1", secret(1), NOON, retired_at=at(100)))
    for seconds, problem in (
        (-1, "key_window"),
        (0, None),
        (99, None),
        (100, "key_window"),
        (150, "key_window"),
    ):
        assert problem_of(sign(token(seconds, 1000), stolen), retired, at(150)) == problem


def test_a_key_can_be_withdrawn_at_once() -> None:
    """When it is stolen: retired and void on one instant."""
    key = SigningKey("k1", secret(1), NOON, retired_at=at(100), accepts_until=at(100))
    assert problem_of(sign(token(99, 1000), ring(key)), ring(key), at(100)) == "key"


def test_keys_of_one_id_are_told_apart_by_their_secrets() -> None:
    """An id names a key; it proves nothing."""
    text = sign(token(), ring(SigningKey("k1", secret(9), NOON)))
    assert problem_of(text, ring(), NOON) == "signature"


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"secret": "x" * 40}, "not_bytes"),
        ({"secret": None}, "not_bytes"),
        ({"secret": bytearray(range(32))}, "not_bytes"),
        ({"secret": bytes(range(31))}, "short"),
        ({"secret": b""}, "short"),
        ({"secret": b"x" * 64}, "plain"),
        ({"secret": b"abcdefg" * 9}, "plain"),
        ({"retired_at": NOON}, "times"),
        ({"retired_at": at(-1)}, "times"),
        ({"accepts_until": at(9)}, "times"),
        ({"retired_at": at(9), "accepts_until": at(8)}, "times"),
    ],
)
def test_what_is_no_safe_key(changed: dict[str, Any], problem: str) -> None:
    """It is refused, and nothing of the secret is told."""
    with pytest.raises(InvalidKeyError) as caught:
        attrs.evolve(SigningKey("k1", secret(1), NOON), **changed)
    assert caught.value.problem == problem
    assert caught.value.data() == {"key": "k1", "problem": problem}


def test_the_least_that_is_a_safe_key() -> None:
    """32 bytes, eight of them different; retired a second after it began, and accepted no longer."""
    SigningKey("k1", bytes(range(32)), NOON, retired_at=at(1), accepts_until=at(1))
    SigningKey("k1", b"abcdefgh" * 4, NOON)


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        (SigningKey("k1", secret(2), at(1)), "twice"),
        (SigningKey("k2", secret(1), at(1)), "same_secret"),
        (SigningKey("k2", secret(2), NOON), "same_start"),
        ("k2", "not_a_key"),
    ],
)
def test_what_is_no_ring(other: SigningKey, problem: str) -> None:
    """Which key signs, and which is meant, is never in doubt."""
    with pytest.raises(InvalidKeyError) as caught:
        ring(*ring().keys, other)
    assert caught.value.problem == problem


def test_no_secret_is_shown() -> None:
    """Neither by a key, a ring, nor an error, its text and its trace."""
    hidden = b"not-to-be-seen-" + bytes(range(32))
    keys = ring(SigningKey("k1", hidden, NOON))
    shown = [repr(keys), str(keys), f"{keys.keys[0]}"]
    for break_it in (
        lambda: ring(*keys.keys, SigningKey("k2", hidden, at(1))),
        lambda: read_token("AQJrMQ" + "A" * 60, keys, at=NOON, purpose="share", audience="riverside"),
        lambda: keys.signer(at(-1)),
        lambda: SigningKey("k1", hidden[:31], NOON),
    ):
        with pytest.raises((InvalidKeyError, InvalidTokenError)) as caught:
            break_it()
        shown += [
            repr(caught.value),
            str(caught.value.data()),
            "".join(traceback.format_exception(caught.value)),
        ]
    assert not [text for text in shown if "not-to-be-seen" in text or hidden.hex() in text]
