"""What was used becomes a touch: what was issued is in it, and nothing of the visitor's choosing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution.codes import (
    InvalidTokenError,
    IssuedCode,
    ShareCodes,
    ShareToken,
    UnknownCodeError,
    read_token,
    share_link,
    sign,
    token_of,
    touch_of,
    touch_of_code,
)
from communekit.parties import Role, Touch, TouchKind
from communekit.period import Window
from tests.attribution.codes.made import NOON, at, clean_symbols, ring, token, words

RING = ring()
GIVEN = ("owner", "role", "store", "session", "content", "campaign")


def test_a_link_fills_in_a_touch() -> None:
    """All that the token says stands in the touch."""
    said = token(store="S1", session="live-3", share="k-9", content="clip-7", campaign="spring", role="host")
    touch = touch_of(said, "t-1", at=at(9), by="V7", kind="live", channel="douyin")
    assert touch == Touch(
        "t-1", at(9), "live", "V7", "L1", role=Role.HOST, channel="douyin", store="S1", session="live-3",
        share="k-9", content="clip-7", campaign="spring",
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["link", "qr", "live", "invitation"])
def test_kinds(kind: str) -> None:
    """The host says how it was used; the channel is the kind unless it is said."""
    touch = touch_of(token(), "t-1", at=at(9), by="V7", kind=kind, is_view=kind == "link")
    assert (touch.kind, touch.channel, touch.is_view) == (TouchKind(kind), kind, kind == "link")
    assert touch_of(token(), "t-1", at=at(9), by="V7").kind == TouchKind.LINK


def test_a_code_fills_in_a_touch() -> None:
    """With the code, and the order at whose checkout it was typed."""
    issued = IssuedCode(
        "7K3M9P2X0", "L1", Window(NOON), role="creator", store="S1", session="live-3", content="clip-7", campaign="spring"
    )  # fmt: skip
    touch = touch_of_code(issued, "t-2", at=at(9), by="V7", order="O1", channel="checkout")
    assert touch == Touch(
        "t-2", at(9), "code", "V7", "L1", role=Role.CREATOR, channel="checkout", store="S1", session="live-3",
        code="7K3M9P2X0", content="clip-7", campaign="spring", order="O1",
    )  # fmt: skip


def test_where_a_code_of_the_community_was_used() -> None:
    """In the store that the host names; a code of one store is used in no other, and at no other time."""
    everywhere = IssuedCode("7K3M9P2X0", "L1", Window(NOON))
    assert touch_of_code(everywhere, "t-1", at=NOON, by="V7", store="S2").store == "S2"
    assert touch_of_code(everywhere, "t-1", at=NOON, by="V7").store is None
    here = IssuedCode("7K3M9P2X0", "L1", Window(NOON), store="S1")
    assert touch_of_code(here, "t-1", at=NOON, by="V7", store="S1").store == "S1"
    for moment, store in ((NOON, "S2"), (at(-1), "S1")):
        with pytest.raises(UnknownCodeError):
            touch_of_code(here, "t-1", at=moment, by="V7", store=store)


@given(words(), clean_symbols(), st.none() | words(), st.sampled_from([Role.LEADER, Role.HOST]))
def test_p23_fallback_tracking_obeys_the_same_rule(
    owner: str, symbols: str, store: str | None, role: Role
) -> None:
    """Whoever types the code because the camera fails brings the same owner, role, store and campaign as the link."""
    made = ShareToken("poster", "riverside", owner, NOON, at(1000), role=role, store=store, campaign="spring")
    codes = ShareCodes(
        [IssuedCode(symbols, owner, Window(NOON, at(1000)), role=role, store=store, campaign="spring")]
    )
    link = share_link("https://shop.example/p/7", sign(made, RING))

    def scanned(seconds: int) -> Touch:
        read = read_token(token_of(link), RING, at=at(seconds), purpose="poster", audience="riverside")
        return touch_of(read, "t-1", at=at(seconds), by="V7", kind="qr")

    def typed(seconds: int) -> Touch:
        return touch_of_code(codes.find(symbols.lower(), at=at(seconds)), "t-1", at=at(seconds), by="V7")

    for seconds in (0, 999):
        assert [getattr(scanned(seconds), name) for name in GIVEN] == [
            getattr(typed(seconds), name) for name in GIVEN
        ]
    for seconds in (-1, 1000):
        with pytest.raises(InvalidTokenError):
            scanned(seconds)
        with pytest.raises(UnknownCodeError):
            typed(seconds)


@given(words(), words())
def test_p22_a_token_pays_the_party_that_was_signed(owner: str, visitor: str) -> None:
    """Neither who follows it nor anything that he sends makes him the owner."""
    text = sign(token(owner=owner), RING)
    read = read_token(text, RING, at=NOON, purpose="share", audience="riverside")
    touch = touch_of(read, "t-1", at=NOON, by=visitor)
    assert (touch.owner, touch.by) == (owner, visitor)
