"""Forging: a hundred thousand tokens that nobody signed, none accepted; and no token in two spellings."""

import base64
import hashlib
import hmac
import string
from collections import Counter
from collections.abc import Callable
from random import Random
from urllib.parse import quote

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution.codes import InvalidTokenError, ShareToken, SigningKey, read_token, sign
from communekit.attribution.codes.token_bytes import to_bytes
from tests.attribution.codes.made import NOON, at, ring, secret, token, tokens

LETTERS = string.ascii_letters + string.digits + "-_"
TRIES = 100_000

KEYS = ring(
    SigningKey("k1", secret(1), at(-5000), retired_at=at(-100)),
    SigningKey("k2", secret(2), at(-1000)),
    SigningKey("k3", secret(3), at(-500), retired_at=at(-400), accepts_until=at(-300)),
)

SIGNED = tuple(
    sign(made, KEYS)
    for made in (
        token(-50),
        token(-50, owner="L2"),
        token(-50, campaign="spring", store="S1"),
        token(-2000, 5000),
        token(-10, owner="团长"),
        token(-10, role="host", session="live-7", share="k-9"),
        token(-10, purpose="poster"),
        token(-10, audience="hillside"),
    )
)
GENUINE = frozenset(SIGNED)

NOON_BYTES = b"\x00\xedN\xa8\xc0"


def raw(text: str) -> bytes:
    """Return the bytes of a token."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def spelled(content: bytes) -> str:
    """Return bytes as a token is spelled."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def is_accepted(text: object) -> bool:
    """Whether a text is read as a token for the purpose and audience of the tests; nothing but `InvalidTokenError` stops it."""
    try:
        read_token(text, KEYS, at=NOON, purpose="share", audience="riverside")  # type: ignore[arg-type]  # what anybody may send
    except InvalidTokenError:
        return False
    return True


def bits(random: Random, text: str) -> str:
    """Flip some bits."""
    content = bytearray(raw(text))
    for _ in range(random.randint(1, 3)):
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    return spelled(bytes(content))


def letters(random: Random, text: str) -> str:
    """Replace a letter, leave one out, put one in, or swap two."""
    one = random.randrange(len(text))
    return random.choice(
        (
            text[:one] + random.choice(LETTERS) + text[one + 1 :],
            text[:one] + text[one + 1 :],
            text[:one] + random.choice(LETTERS) + text[one:],
            text[:one] + text[one + 1 : one + 2] + text[one] + text[one + 2 :],
        )
    )


def cut(random: Random, text: str) -> str:
    """Cut it short, at either end, as text or as bytes."""
    content = raw(text)
    size = random.randrange(len(content))
    return random.choice(
        (text[: random.randrange(len(text))], spelled(content[:size]), spelled(content[size + 1 :]))
    )


def extended(random: Random, text: str) -> str:
    """Put something behind it, before it, or between content and signature."""
    more, content = random.randbytes(random.randint(1, 20)), raw(text)
    return random.choice(
        (
            spelled(content + more),
            spelled(more + content),
            spelled(content[:-16] + more + content[-16:]),
            text + text,
        )
    )


def mixed(random: Random, text: str) -> str:
    """Take the signature, or any other piece, from another token."""
    one, other = raw(text), raw(random.choice(SIGNED))
    at_one, at_other = random.choice(
        ((len(one) - 16, len(other) - 16), (random.randrange(len(one)), random.randrange(len(other))))
    )
    return spelled(one[:at_one] + other[at_other:])


def rekeyed(random: Random, text: str) -> str:
    """Name another key, known, retired or unknown."""
    content = raw(text)
    other = random.choice((b"k1", b"k2", b"k3", b"k4", b"", b"k" * 127))
    return spelled(content[:1] + bytes([len(other)]) + other + content[2 + content[1] :])


def resaid(random: Random, text: str) -> str:
    """Say something else under the old signature: another owner, a longer life."""
    said = token(
        -50, random.choice((1000, 10**6)), owner=random.choice(("L1", "L9", "thief")), campaign="spring"
    )
    return spelled(to_bytes(said, random.choice(("k1", "k2", "k3"))) + raw(text)[-16:])


def resigned(random: Random, text: str) -> str:
    """Sign the content with what an outsider has: no secret, a guessed one, another frame, another algorithm."""
    content, algorithm = raw(text)[:-16], random.choice((hashlib.sha256, hashlib.sha1, hashlib.md5))
    guessed = random.choice((b"", b"secret", b"k2", random.randbytes(32)))
    known = random.choice((guessed, b"\x00" * 32))
    return spelled(content + hmac.new(known, content, algorithm).digest()[:16].ljust(16, b"\0"))


def chance(random: Random, text: str) -> str:
    """Bytes by chance behind a fit beginning, or letters by chance."""
    return random.choice(
        (
            spelled(raw(text)[: 1 + random.randrange(8)] + random.randbytes(random.randint(17, 80))),
            "".join(random.choices(LETTERS, k=random.randint(0, 120))),
            spelled(random.randbytes(random.randint(0, 80))),
        )
    )


def respelled(random: Random, text: str) -> str:
    """Write the same bytes otherwise."""
    at_ = random.randrange(len(text))
    wide = chr(ord(text[at_]) + 0xFEE0)
    last = LETTERS.index(text[-1])
    return random.choice(
        (
            text + "=" * random.randint(1, 3),
            text + random.choice("\n\r\t \0\u200b\ufeff"),
            random.choice("\n\t \u00a0") + text,
            text[:at_] + random.choice(" \n-=.%") + text[at_:],
            text[:at_] + wide + text[at_ + 1 :],
            text[:at_] + f"%{ord(text[at_]):02X}" + text[at_ + 1 :],
            text.swapcase(),
            text.upper(),
            text[:at_] + "+" + text[at_ + 1 :],
            text[:-1] + LETTERS[(last + random.randint(1, 63)) % 64],
            quote(text, safe="")[:-1] + f"%{ord(text[-1]):02x}",
            base64.b32encode(raw(text)).decode(),
            raw(text).hex(),
            f'"{text}"',
        )
    )


FORGERS: tuple[Callable[[Random, str], str], ...] = (
    bits, letters, cut, extended, mixed, rekeyed, resaid, resigned, chance, respelled,
)  # fmt: skip


def test_a_hundred_thousand_forged_tokens() -> None:
    """Random and mutated ones of ten sorts, seeded; none is accepted, and the ones they were made from all are."""
    random = Random(20260301)
    assert [is_accepted(text) for text in SIGNED] == [True] * 6 + [False] * 2
    tried: Counter[str] = Counter()
    accepted: list[tuple[str, str]] = []
    while tried.total() < TRIES:
        forger = random.choice(FORGERS)
        forged = forger(random, random.choice(SIGNED))
        if forged not in GENUINE:
            tried[forger.__name__] += 1
            if is_accepted(forged):
                accepted.append((forger.__name__, forged))
    assert accepted == []
    assert min(tried[forger.__name__] for forger in FORGERS) > TRIES // 20


@pytest.mark.parametrize("text", SIGNED[:6])
def test_every_single_bit_counts(text: str) -> None:
    """Exhaustively: each bit of each byte, and each letter for each other one."""
    content = raw(text)
    for place in range(len(content) * 8):
        changed = bytearray(content)
        changed[place // 8] ^= 1 << place % 8
        assert not is_accepted(spelled(bytes(changed)))
    for place in range(len(text)):
        for letter in LETTERS:
            if letter != text[place]:
                assert not is_accepted(text[:place] + letter + text[place + 1 :])


@pytest.mark.parametrize("size", range(3))
def test_one_spelling(size: int) -> None:
    """Of the 64 last letters that a decoder may read as the same bytes, one is accepted; no padding, no space, no escape."""
    text = sign(token(-50, owner="L" + "1" * size), KEYS)
    assert is_accepted(text)
    same = [text[:-1] + letter for letter in LETTERS if raw(text[:-1] + letter) == raw(text)]
    assert len(same) == {0: 1, 2: 16, 3: 4}[len(text) % 4]
    assert [is_accepted(other) for other in same].count(True) == 1
    for other in (
        f"{text}=",
        f"{text}==",
        f" {text}",
        f"{text}\n",
        f"{text}\0",
        text.replace("-", "+").replace("_", "/") + "=",
        quote(text[:1]) + text[1:] + "%",
    ):
        assert other == text or not is_accepted(other)


@pytest.mark.parametrize("text", [None, 7, b"", SIGNED[0].encode(), [SIGNED[0]], True, object()])
def test_what_is_not_text_is_refused(text: object) -> None:
    """And breaks nothing."""
    assert not is_accepted(text)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x01",
        b"\x01" * 16,
        b"\x01" * 17,
        b"\x01" + b"\xff" * 60,
        b"\x01\x80" + b"\x00" * 60,
        b"\x01\x02\xff\xfe" + b"\x00" * 60,
        b"\x01\x7f" + b"k" * 60,
    ],
)
def test_bytes_that_begin_like_a_token_and_are_none(content: bytes) -> None:
    """Too few, lengths without end, overlong ones, broken UTF-8, a text that leads beyond the end."""
    assert not is_accepted(spelled(content))


@given(st.text(max_size=200) | st.text(LETTERS, max_size=1100))
def test_any_text_is_refused(text: str) -> None:
    """Surrogates, digits of other scripts, long ones: refused with the one error."""
    assert not is_accepted(text)


@given(st.binary(max_size=200))
def test_any_bytes_with_a_right_beginning_are_refused(content: bytes) -> None:
    """Lengths that lead beyond the end, overlong lengths, broken UTF-8: refused with the one error."""
    assert not is_accepted(spelled(b"\x01\x02k2" + content))


@given(tokens(), st.data())
def test_signed_content_of_another_form_is_refused(made: ShareToken, data: st.DataObject) -> None:
    """Even who has the key writes a token in one form: overlong lengths and unknown ends are not read."""
    from communekit.attribution.codes import signature  # noqa: PLC0415 - the seal itself, which no host has

    key, content = KEYS.keys[1], to_bytes(attrs.evolve(made, purpose="share", audience="riverside"), "k2")
    place = data.draw(st.integers(4, len(content)))
    odd = content[:place] + data.draw(st.binary(min_size=1, max_size=3)) + content[place + 1 :]
    overlong = content[:4] + b"\x85\x00" + content[5:]
    for changed in (odd, overlong, content + b"\x00", content[:-1]):
        if len(changed) < 700:
            text = spelled(changed + signature._mac(changed, key))
            if changed == odd:
                try:
                    back = read_token(text, KEYS, at=made.issued_at, purpose="share", audience="riverside")
                except InvalidTokenError:
                    continue
                assert to_bytes(back, "k2") == odd
            else:
                with pytest.raises(InvalidTokenError) as caught:
                    read_token(text, KEYS, at=made.issued_at, purpose="share", audience="riverside")
                assert caught.value.problem == "content"


@pytest.mark.parametrize(
    ("owner", "issued", "lifetime"),
    [
        (b"a/b", NOON_BYTES, b"\x01"),
        (b"", NOON_BYTES, b"\x01"),
        (b"L1", NOON_BYTES, b"\x00"),
        (b"L1", b"\xff\xff\xff\xff\xff", b"\x01"),
        (b"L1", b"\x02\x55\x55\x55\x55", b"\x01"),
        (b"L1", NOON_BYTES, b"\xff\xff\xff\xff\x0f"),
    ],
)
def test_what_is_signed_and_no_token_is_refused(owner: bytes, issued: bytes, lifetime: bytes) -> None:
    """Ids that are none, years that are none, a life that is none: by a faulty signer, and refused all the same."""
    from communekit.attribution.codes import signature  # noqa: PLC0415 - the seal itself, which no host has

    content = (
        b"\x01\x02k2\x05share\x09riverside" + bytes([len(owner)]) + owner + b"\x00" * 6 + issued + lifetime
    )
    text = spelled(content + signature._mac(content, KEYS.keys[1]))
    with pytest.raises(InvalidTokenError) as caught:
        read_token(text, KEYS, at=NOON, purpose="share", audience="riverside")
    assert caught.value.problem == "content"
    sound = b"\x01\x02k2\x05share\x09riverside\x02L1" + b"\x00" * 6 + NOON_BYTES + b"\x01"
    assert is_accepted(spelled(sound + signature._mac(sound, KEYS.keys[1])))
