"""A real reader reads the posters: rendered as a picture, small, tilted, in the dark, and with a thumb on them."""

from io import BytesIO

import pytest
import resvg_py
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from communekit.attribution.codes import (
    Poster,
    ShareToken,
    code_for,
    poster_svg,
    qr_png,
    read_token,
    share_link,
    sign,
    token_of,
)
from communekit.money import Money
from tests.attribution.codes import pictures
from tests.attribution.codes.made import at, ring, token, tokens

KEYS = ring()
TOKEN = token(purpose="poster", owner="m-7f3a9c01", store="east_gate", campaign="spring26")
LINK = share_link("https://s.example.com/p/881", sign(TOKEN, KEYS))
POSTER = Poster(
    "王阿姨", "东湖散养土鸡蛋 30 枚装", Money.cny("29.90"), "河畔店", LINK, code_for(247_390_116_829)
)


def picture(svg: str, width: int = 750) -> Image.Image:
    """Return a poster as a renderer draws it, without any font."""
    drawn = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True))
    return Image.open(BytesIO(drawn)).convert("L")


def read(image: Image.Image) -> list[str]:
    """Return what a reader finds in a picture."""
    return [found.text for found in zxingcpp.read_barcodes(image)]


def covered(level: str, share: int) -> Image.Image:
    """Return the QR code of the link with a spot on it that hides so many percent of its area."""
    image = Image.open(BytesIO(qr_png(LINK, level=level))).convert("L")
    side = int((image.width - 64) * (share / 100) ** 0.5)
    left, top = image.width * 45 // 100, image.height * 40 // 100
    ImageDraw.Draw(image).rectangle((left, top, left + side, top + side), fill=128)
    return image


@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
@pytest.mark.parametrize("width", [375, 500, 750, 1500])
def test_a_poster_is_read(level: str, width: int) -> None:
    """At every level of correction, from a thumbnail to twice its size: the link, to the letter."""
    assert read(picture(poster_svg(POSTER, level=level), width)) == [LINK]


def test_what_was_read_is_a_signed_token() -> None:
    """From the poster back to whom it leads to: nothing was lost on the way."""
    (link,) = read(picture(poster_svg(POSTER)))
    assert read_token(token_of(link), KEYS, at=at(5), purpose="poster", audience="riverside") == TOKEN


@pytest.mark.parametrize("degrees", [0, 7, 30, 90, 180, 200])
def test_a_poster_that_hangs_askew_is_read(degrees: int) -> None:
    """However it is held."""
    assert read(picture(poster_svg(POSTER)).rotate(degrees, expand=True, fillcolor=255)) == [LINK]


def test_a_poster_out_of_focus_in_dim_light_is_read() -> None:
    """Blurred by two pixels, with little contrast."""
    image = picture(poster_svg(POSTER)).filter(ImageFilter.GaussianBlur(2)).point(lambda grey: 60 + grey // 3)
    assert read(image) == [LINK]


@pytest.mark.parametrize(("level", "share"), [("L", 1), ("M", 3), ("Q", 6), ("H", 9)])
def test_a_spot_does_not_matter(level: str, share: int) -> None:
    """A part of the picture is covered: so much more as the level is higher."""
    assert read(covered(level, share)) == [LINK]


def test_a_higher_level_is_taken_where_it_costs_nothing() -> None:
    """A short text has room for the highest level in the smallest picture."""
    assert qr_png("a/b", level="L") == qr_png("a/b", level="H")
    assert qr_png(LINK, level="L") != qr_png(LINK, level="H")


def test_a_hand_over_it_does() -> None:
    """Half of it covered: nothing is read, rather than something else."""
    assert read(covered("H", 45)) == []


@pytest.mark.parametrize("scale", [1, 2, 8, 20])
def test_a_picture_alone_is_read(scale: int) -> None:
    """As PNG, from one pixel a square on."""
    image = Image.open(BytesIO(qr_png(LINK, scale=scale)))
    assert image.format == "PNG"
    assert read(image.convert("L")) == [LINK]


def test_the_quiet_zone_is_white() -> None:
    """Four squares on each side, in the PNG and on the poster."""
    image = Image.open(BytesIO(qr_png(LINK, scale=3))).convert("L")
    box = image.point(lambda grey: 255 - grey).getbbox()
    assert box == (12, 12, image.width - 12, image.height - 12)
    card = picture(poster_svg(POSTER)).crop((92, 808, 392, 1108))
    inner = card.point(lambda grey: 255 - grey).getbbox()
    squares = (image.width // 3) or 1
    assert inner is not None
    assert min(inner[0], inner[1], 300 - inner[2], 300 - inner[3]) >= 300 * 4 // squares - 1


@settings(max_examples=15)
@given(st.text("abcXYZ019-_", min_size=1, max_size=270))
def test_any_link_is_read(value: str) -> None:
    """From the shortest to three hundred characters."""
    link = f"https://s.example.com/?t={value}"
    made = Poster("L", "P", Money.cny("1"), "S", link)
    assert read(picture(poster_svg(made))) == [link]


@settings(max_examples=15)
@given(tokens())
def test_any_token_comes_back_from_its_picture(made: ShareToken) -> None:
    """Whatever it says, as long as it is short enough for a picture."""
    text = sign(made, KEYS)
    if len(text) <= 250:
        (link,) = read(Image.open(BytesIO(qr_png(share_link("https://s.example.com", text)))).convert("L"))
        assert (
            read_token(token_of(link), KEYS, at=made.issued_at, purpose=made.purpose, audience=made.audience)
            == made
        )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_pictures_of_the_pages_are_drawn_and_read(language: str) -> None:
    """What the docs show is what the code draws, and a reader reads it."""
    shown = pictures.path(language).read_text("utf-8")
    assert shown == pictures.drawn(language)
    assert read(picture(shown)) == [pictures.LINK]
