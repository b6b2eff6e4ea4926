"""Laws of a code book: what people bring along is read as each way reads it by itself, and refused alike."""

from typing import Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution.codes import (
    CodeBook,
    InvalidCodeArgumentError,
    InvalidLinkError,
    IssuedCode,
    Keyring,
    ShareCodes,
    ShareToken,
    SigningKey,
    UnknownCodeError,
    code_for,
    share_link,
    sign,
    touch_of,
    touch_of_code,
)
from communekit.parties import Touch
from communekit.period import Window, instant

NOON: Final = instant("2026-03-08T12:00:00Z")
SPRING: Final = Window.parse("2026-03-01T00:00:00Z/2026-06-01T00:00:00Z")
RING: Final = Keyring([SigningKey("k1", bytes(range(32)), SPRING.start)])
STRANGER: Final = Keyring([SigningKey("k1", bytes(range(1, 33)), SPRING.start)])
ISSUED: Final = IssuedCode(code_for(247_390_116_829), "zhang", SPRING, campaign="spring")
ELSEWHERE: Final = IssuedCode(code_for(7), "li", SPRING, store="S2")
RETIRED: Final = IssuedCode(code_for(9), "li", SPRING, retired_from=NOON)
BOOK: Final = CodeBook(codes=ShareCodes([ISSUED, ELSEWHERE, RETIRED]), keyring=RING)
TOKEN: Final = ShareToken(
    "share", "riverside", "li", SPRING.start, instant("2026-04-01T00:00:00Z"), campaign="april"
)


def read(told: str, book: CodeBook = BOOK) -> Touch:
    """Return the touch that something gives."""
    return book.touch(told, "t-1", at=NOON, by="M1", community="riverside", store="S1", order="O1")


@given(spaces=st.lists(st.sampled_from(" -\u3000"), max_size=3), in_link=st.booleans(), lower=st.booleans())
def test_a_code_is_read_as_a_code_is(spaces: list[str], in_link: bool, lower: bool) -> None:
    """A code, however it is typed, and in a link too, gives the touch that `touch_of_code` gives, tied to the order."""
    typed = str(ISSUED.share_code).lower() if lower else str(ISSUED.share_code)
    told = (
        f"https://shop.example/p/7?t={typed}#top"
        if in_link
        else "".join((*spaces, typed[:4], *spaces, typed[4:]))
    )
    assert read(told) == touch_of_code(ISSUED, "t-1", at=NOON, by="M1", order="O1", store="S1")


@given(
    audience=st.sampled_from(("riverside", "S1")),
    purpose=st.sampled_from(("share", "poster")),
    in_link=st.booleans(),
)
def test_a_signed_link_is_read_as_a_link_is(audience: str, purpose: str, in_link: bool) -> None:
    """A token for the community or for the store, alone or in a link, gives the touch that `touch_of` gives, tied to the order."""
    token = attrs.evolve(TOKEN, audience=audience, purpose=purpose)
    text = sign(token, RING)
    told = share_link("https://shop.example/p/7", text) if in_link else text
    assert read(told) == attrs.evolve(touch_of(token, "t-1", at=NOON, by="M1"), order="O1")


UNKNOWN: Final = {
    "a slip": "76C-SK6-XYB",
    "never given out": str(code_for(11)),
    "for another store": str(ELSEWHERE.share_code),
    "retired": str(RETIRED.share_code),
    "no code": "sunshine",
    "nothing": " ",
    "a link without one": "https://shop.example/p/7?from=wx",
    "a link with two": "https://shop.example/p/7?t=1&t=2",
    "a broken link": "https://shop.example/p/7?t=%ZZ",
    "signed by a stranger": sign(TOKEN, STRANGER),
    "for another audience": sign(attrs.evolve(TOKEN, audience="S2"), RING),
    "for another purpose": sign(attrs.evolve(TOKEN, purpose="invite"), RING),
    "expired": sign(attrs.evolve(TOKEN, expires_at=NOON), RING),
}


@pytest.mark.parametrize("told", UNKNOWN.values(), ids=UNKNOWN)
def test_unknown_codes_are_refused_alike(told: str) -> None:
    """Whatever is the matter: one class, one sentence, with what was told in it and nothing else."""
    with pytest.raises(UnknownCodeError) as refused:
        read(told)
    error, plain = refused.value, UnknownCodeError(told)
    assert (error.data(), error.text("zh"), str(error)) == (plain.data(), plain.text("zh"), str(plain))
    assert (error.__cause__, error.__context__) == (None, None)


def test_edges() -> None:
    """A code counts at the first instant of its window, a token up to its last."""
    first = BOOK.touch(
        str(ISSUED.share_code), "t-1", at=SPRING.start, by="M1", community="c", store="S1", order="O1"
    )
    assert first.at == SPRING.start
    with pytest.raises(UnknownCodeError):
        BOOK.touch(
            str(ISSUED.share_code),
            "t-1",
            at=SPRING.end or NOON,
            by="M1",
            community="c",
            store="S1",
            order="O1",
        )
    with pytest.raises(UnknownCodeError):
        read(sign(TOKEN, RING), CodeBook())
    asked = CodeBook(codes=lambda code: ISSUED if code == ISSUED.share_code else None)
    assert read("76csk6yxb", asked).owner == "zhang"


def test_what_is_no_book() -> None:
    """What cannot be part of a code book is refused with what is wanted."""
    wrong = {"codes": "76CSK6YXB", "keyring": b"secret", "purposes": "share"}
    for part, given_ in wrong.items():
        with pytest.raises(InvalidCodeArgumentError) as refused:
            CodeBook(**{part: given_})  # type: ignore[arg-type]  # refused
        assert refused.value.part == part
    with pytest.raises(InvalidLinkError):
        CodeBook(parameter="t=")
