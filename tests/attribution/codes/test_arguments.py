"""What is handed in by mistake is refused with its type, in both languages; never by a bare error of Python."""

from typing import Any

import pytest

from communekit.attribution.codes import (
    InvalidCodeArgumentError,
    InvalidCodeError,
    InvalidKeyError,
    InvalidPosterError,
    InvalidShareTokenError,
    IssuedCode,
    Keyring,
    ShareCodes,
    UnknownCodeError,
    find_code,
    older_value,
    poster_svg,
    qr_png,
    read_token,
    sign,
    touch_of,
    touch_of_code,
)
from communekit.errors import CommunekitError
from communekit.period import Window, instant, instant_text
from tests.attribution.codes.made import at, ring, token
from tests.refused import Refusal, check_refusal


def other(value: object) -> Any:
    """Hand in what the types forbid."""
    return value


CODE = "7K3M9P2X0"
ALWAYS = Window.parse("2026-03-01T00:00:00Z/..")
ISSUED = IssuedCode(CODE, "L1", ALWAYS)
EARLY = instant("2020-01-01T00:00:00Z")


def wrong(part: str, given: object, wanted: str) -> CommunekitError:
    """Return what it is refused with."""
    return InvalidCodeArgumentError(part, given, wanted)


REFUSALS: tuple[Refusal, ...] = (
    (lambda: IssuedCode(CODE, "L1", other("2026-03-01/2026-06-01")), wrong("window", "2026-03-01/2026-06-01", "Window")),
    (lambda: ShareCodes(other({CODE: ISSUED})), wrong("issued", {CODE: ISSUED}, "[IssuedCode, …]")),
    (lambda: ShareCodes(other([CODE])), wrong("issued", CODE, "IssuedCode")),
    (lambda: ShareCodes(other(CODE)), wrong("issued", CODE, "[IssuedCode, …]")),
    (lambda: ShareCodes().with_code(other(CODE)), wrong("issued", CODE, "IssuedCode")),
    (lambda: find_code(CODE, other({CODE: "L1"}.get), at=at(1)), wrong("lookup", "L1", "IssuedCode")),
    (
        lambda: read_token("abc", other(None), at=at(1), purpose="share", audience="riverside"),
        wrong("keyring", None, "Keyring"),
    ),
    (lambda: sign(token(), other("k1")), wrong("keyring", "k1", "Keyring")),
    (lambda: sign(other("t"), ring()), InvalidShareTokenError("str", "not_a_token")),
    (lambda: touch_of(other("abc"), "t-1", at=at(1), by="V7"), wrong("token", "abc", "ShareToken")),
    (lambda: touch_of_code(other(CODE), "t-1", at=at(1), by="V7"), wrong("issued", CODE, "IssuedCode")),
    (lambda: poster_svg(other("poster")), wrong("poster", "poster", "Poster")),
    (lambda: older_value("a.b", secret=other("secret")), wrong("secret", "secret", "bytes")),
    (lambda: Keyring([]), InvalidKeyError((), "none")),
    (lambda: Keyring(other(None)), InvalidKeyError("NoneType", "not_a_key")),
    (lambda: Keyring(other({"k1": b"x"})), InvalidKeyError("dict", "not_a_key")),
    (lambda: ring().signer(EARLY), InvalidKeyError(instant_text(EARLY), "none_signs")),
    (lambda: qr_png(""), InvalidPosterError("", "no_link")),
)  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS)
def test_what_is_refused(refusal: Refusal) -> None:
    """With its data, and in both languages."""
    check_refusal(refusal)


def test_sentences_have_no_holes_and_one_word_for_codes() -> None:
    """What customers read calls the code 口令, as the poster does; an empty value is shown as such."""
    assert InvalidCodeError("", "length").text("en") == "'' is no code: it is too short or too long"
    assert InvalidCodeError("", "length").text("zh") == "'' 不是有效的口令：长度不符"
    assert UnknownCodeError("abc").text("zh") == "口令 abc 无效"
    assert wrong("window", "always", "Window").text("zh") == "参数 window 应为 Window，而不是 always"
    assert (
        InvalidPosterError("", "no_link")
        .text("en")
        .startswith("'' on a poster: a link is a text of visible ASCII")
    )


def test_a_key_that_signs_later_does_not_sign_now() -> None:
    """The refusal says at which instant no key signs."""
    with pytest.raises(InvalidKeyError, match="2020-01-01") as caught:
        ring().signer(EARLY)
    assert caught.value.problem == "none_signs"
