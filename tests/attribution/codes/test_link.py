"""Links: a token in a parameter of an address, and out again."""

from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from communekit.attribution.codes import InvalidLinkError, share_link, sign, token_of
from tests.attribution.codes.made import ring, token

TEXT = sign(token(), ring())

ADDRESSES = (
    "https://shop.example",
    "https://shop.example/",
    "http://shop.example:8080/p/7",
    "https://shop.example/p/7?",
    "https://shop.example/p/7?from=wx",
    "https://shop.example/p/7?from=wx&",
    "https://shop.example/p/7?from=wx&x=%E4%B8%9C#top",
    "https://shop.example#/pages/index?t=5",
    "https://shop.example/?T=1&tt=2&t%00=3",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_link_gives_back_its_token(address: str) -> None:
    """And leaves the rest of the address as it was: read here as another library reads it."""
    link = share_link(address, TEXT)
    assert token_of(link) == TEXT
    before, after = urlsplit(address), urlsplit(link)
    assert (before.scheme, before.netloc, before.path, before.fragment) == (
        after.scheme,
        after.netloc,
        after.path,
        after.fragment,
    )
    assert parse_qsl(after.query, keep_blank_values=True) == [
        *parse_qsl(before.query, keep_blank_values=True),
        ("t", TEXT),
    ]


@given(
    st.sampled_from(ADDRESSES), st.text("abc-_XYZ019", min_size=1), st.from_regex(r"\A[A-Za-z0-9_-]{1,40}\Z")
)
def test_round_trip(address: str, value: str, parameter: str) -> None:
    """Whatever the token and the name of the parameter, unless it is there already."""
    assume(parameter not in dict(parse_qsl(urlsplit(address).query, keep_blank_values=True)))
    assert token_of(share_link(address, value, parameter=parameter), parameter=parameter) == value


@pytest.mark.parametrize(
    ("link", "value"),
    [
        (f"https://shop.example/?t={quote(TEXT[:5])}%{ord(TEXT[5]):02x}{TEXT[6:]}", TEXT),
        (f"https://shop.example/?%74={TEXT}", TEXT),
        ("?t=a", "a"),
        ("https://shop.example/?t=", ""),
        ("https://shop.example/?t", ""),
        ("https://shop.example/?t=a=b", "a=b"),
        ("https://shop.example/?t=%2541", "%41"),
        ("https://shop.example/?t=%E4%B8%9C", "东"),
        ("https://shop.example/?t=%FF", "\ufffd"),
        ("https://shop.example/?t=a+b", "a+b"),
        ("https://shop.example/?t=1#?t=2", "1"),
        ("https://shop.example/?T=1&t=2", "2"),
    ],
)
def test_escapes_are_undone_once(link: str, value: str) -> None:
    """As browsers and apps write them; what is still escaped then is no token, and `read_token` refuses it."""
    assert token_of(link) == value


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ("https://shop.example/", "missing"),
        ("https://shop.example/#t=1", "missing"),
        ("https://shop.example/t=1", "missing"),
        ("https://shop.example/?x=1;t=2", "missing"),
        ("https://shop.example/?t=1&t=2", "twice"),
        ("https://shop.example/?t=1&t=1", "twice"),
        ("https://shop.example/?t=1&%74=2", "twice"),
        ("https://shop.example/?t=1&t", "twice"),
        ("https://shop.example/?t=%", "escape"),
        ("https://shop.example/?t=%4", "escape"),
        ("https://shop.example/?t=%zz", "escape"),
        ("https://shop.example/?t=%1\uff11", "escape"),
        (None, "address"),
        ("?t=" + "a" * 4_000, "address"),
    ],
)
def test_what_has_no_token(link: str, problem: str) -> None:
    """None, two of them, or what cannot be undone."""
    with pytest.raises(InvalidLinkError) as caught:
        token_of(link)
    assert caught.value.problem == problem


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "shop.example",
        "//shop.example",
        "javascript:alert(1)//https://shop.example",
        "ftp://shop.example",
        "HTTPS://shop.example",
        "https://",
        "https:///p",
        "https://user:word@shop.example/",
        "https://shop.example/\n",
        "https://shop.example/a b",
        'https://shop.example/"',
        "https://shop.example/<script>",
        "https://shop.example\\p",
        "https://商店.example/",
        "https://shop.example/" + "a" * 2_000,
    ],
)
def test_what_is_no_address(address: str) -> None:
    """Other schemes, users, spaces and marks that end an attribute are refused."""
    with pytest.raises(InvalidLinkError) as caught:
        share_link(address, TEXT)
    assert caught.value.problem == "address"


@pytest.mark.parametrize(
    ("token_", "parameter", "problem"),
    [
        ("", "t", "token"),
        ("a b", "t", "token"),
        ("a&t=b", "t", "token"),
        ("a" * 1001, "t", "token"),
        (None, "t", "token"),
        ("٣", "t", "token"),
        (TEXT, "", "parameter"),
        (TEXT, "a=b", "parameter"),
        (TEXT, "t\n", "parameter"),
        (TEXT, "a" * 41, "parameter"),
        (TEXT, None, "parameter"),
    ],
)
def test_what_is_put_into_no_link(token_: str, parameter: str, problem: str) -> None:
    """Only what needs no escape is put in; a token is not shown in the error."""
    with pytest.raises(InvalidLinkError) as caught:
        share_link("https://shop.example", token_, parameter=parameter)
    assert caught.value.problem == problem
    assert caught.value.text("zh") != caught.value.text("en")


@pytest.mark.parametrize(
    "address", ["https://shop.example/?t=1", "https://shop.example/?t", "https://shop.example/?%74=1"]
)
def test_a_parameter_is_not_put_in_twice(address: str) -> None:
    """A link has one token."""
    with pytest.raises(InvalidLinkError) as caught:
        share_link(address, TEXT)
    assert caught.value.problem == "there_already"
