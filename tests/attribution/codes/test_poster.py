"""Posters: what stands on one, that nothing breaks out of it, and that the same one is drawn the same."""

import re
import sys
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution.codes import InvalidPosterError, Poster, poster_svg, qr_png
from communekit.attribution.codes.text_box import text_width
from communekit.errors import MissingExtraError
from communekit.ids import InvalidTextError, name_text
from communekit.money import Money, UnknownLocaleError

LINK = "https://shop.example/p/7?c=7K3M9P2X0"
SVG = "{http://www.w3.org/2000/svg}"


def poster(**said: object) -> Poster:
    """Return a poster."""
    named: dict[str, object] = {
        "leader": "王阿姨",
        "product": "东湖散养土鸡蛋 30 枚",
        "price": Money.cny("29.90"),
        "store": "河畔店",
        "link": LINK,
        "share_code": "7K3M9P2X0",
        **said,
    }
    return Poster(**named)  # type: ignore[arg-type]  # what the tests say of it


def is_name(text: str) -> bool:
    """Whether a text can be a name."""
    try:
        name_text(text)
    except InvalidTextError:
        return False
    return True


def names() -> st.SearchStrategy[str]:
    """Names of all sorts, hostile ones among them."""
    hostile = [
        '"/><script>alert(1)</script>',
        "]]>",
        "&lt;",
        "' onload='x",
        "<!--",
        "\ufffe",
        "&#x0;",
        "😀" * 60,
        "W" * 200,
        "界" * 200,
        "ف" * 90,
    ]
    return st.sampled_from(hostile) | st.text(min_size=1, max_size=60).filter(is_name)


@given(
    names(),
    names(),
    names(),
    st.none() | names(),
    st.integers(0, 10**15),
    st.sampled_from(["zh_CN", "en", "en_IN"]),
)
def test_no_name_breaks_out_of_its_box(
    leader: str, product: str, store: str, note: str | None, minor: int, locale: str
) -> None:
    """Whatever it is: the picture is well-formed, made of the same elements, and each line fits."""
    made = poster(
        leader=leader,
        product=product,
        store=store,
        note=note,
        price=Money(minor, Money.cny("1").currency),
        locale=locale,
    )
    svg = poster_svg(made)
    root = ET.fromstring(svg)
    assert {element.tag for element in root.iter()} == {
        f"{SVG}{tag}" for tag in ("svg", "title", "desc", "rect", "circle", "text", "path")
    }
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or "href" in name or "style" in name}
    for line in root.findall(f"{SVG}text"):
        x, size = int(line.attrib["x"]), int(line.attrib["font-size"])
        if line.attrib["text-anchor"] == "start":
            assert x + text_width(line.text or "") * size // 1000 <= 750 - 60 + 1, line.text
        assert 0 < int(line.attrib["y"]) < 1140
    boxes = [
        (int(line.attrib["y"]), int(line.attrib["font-size"])) for line in root.findall(f"{SVG}text")[2:]
    ]
    for (above, _), (below, size) in pairwise(boxes):
        assert above < below - size * 8 // 10, "two lines run into each other"


def test_what_stands_on_it() -> None:
    """Leader, product, price, store, note and code; the link in the picture, the code in groups."""
    made = poster(note="周六 18:00 前下单")
    shown = [line.text for line in ET.fromstring(poster_svg(made)).findall(f"{SVG}text")]
    assert shown == [
        "王", "王阿姨", "团长推荐 · 河畔店", "东湖散养土鸡蛋", "30 枚", "周六 18:00 前下单", "¥29.90", "扫码或长按识别下单", "或输入口令", "7K3-M9P-2X0",
    ]  # fmt: skip
    assert made.text.splitlines() == [
        "王阿姨 · 团长推荐", "东湖散养土鸡蛋 30 枚", "¥29.90", "河畔店", "周六 18:00 前下单", f"扫码或长按识别下单：{LINK}", "或输入口令：7K3-M9P-2X0",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("product", "size", "lines"),
    [
        ("鸡蛋", 84, 1),
        ("鸡" * 14, 84, 2),
        ("鸡" * 15, 72, 2),
        ("鸡" * 16, 72, 2),
        ("鸡" * 17, 60, 2),
        ("鸡" * 30, 60, 3),
        ("鸡" * 31, 54, 3),
        ("鸡" * 34, 48, 3),
        ("鸡" * 52, 48, 4),
        ("鸡" * 53, 42, 4),
        ("鸡" * 60, 42, 4),
        ("鸡" * 61, 42, 4),
    ],
)
def test_a_longer_name_is_written_smaller(product: str, size: int, lines: int) -> None:
    """Down to a size at which it is still read from afar; what has no room then is cut."""
    root = ET.fromstring(poster_svg(poster(product=product)))
    shown = [line for line in root.findall(f"{SVG}text") if line.attrib["font-weight"] == "700"][:-2]
    assert ({int(line.attrib["font-size"]) for line in shown}, len(shown)) == ({size}, lines)
    text = "".join(line.text or "" for line in shown)
    assert text == product if len(product) <= 60 else text == f"{'鸡' * 59}…"


@pytest.mark.parametrize("note", [None, "周日上午东门自提"])
@pytest.mark.parametrize("product", ["茶", "鸡" * 20, "鸡" * 60])
def test_no_empty_field_between_head_and_price(product: str, note: str | None) -> None:
    """However short the name: as much room above it as below the price, and the lines follow each other."""
    root = ET.fromstring(poster_svg(poster(product=product, note=note)))
    offer = [
        (int(line.attrib["y"]), int(line.attrib["font-size"]))
        for line in root.findall(f"{SVG}text")
        if 190 < int(line.attrib["y"]) < 776
    ]
    above, below = offer[0][0] - offer[0][1] - 190, 776 - offer[-1][0]
    assert abs(above - below) <= 2
    for (upper, _), (lower, size) in pairwise(offer):
        assert lower - size - upper <= 84, "an empty field between two lines"


def test_without_code_and_note() -> None:
    """They are left out, and nothing stands in their place."""
    made = poster(share_code=None, locale="en")
    assert made.text.splitlines()[-1] == f"Scan to order: {LINK}"
    shown = [line.text for line in ET.fromstring(poster_svg(made)).findall(f"{SVG}text")]
    assert shown[-1] == "Scan to order"


def test_the_same_poster_is_drawn_the_same() -> None:
    """To the byte; and nothing outside is asked for."""
    svg = poster_svg(poster())
    assert svg == poster_svg(poster())
    assert set(re.findall(r"https?://[^\"<]+", svg.partition("<desc>")[0] + svg.partition("</desc>")[2])) == {
        "http://www.w3.org/2000/svg"
    }
    assert qr_png(LINK) == qr_png(LINK)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"link": ""}, "no_link"),
        ({"link": None}, "no_link"),
        ({"link": "https://shop.example/ x"}, "no_link"),
        ({"link": "https://shop.example/东"}, "no_link"),
        ({"link": "https://shop.example/\n"}, "no_link"),
        ({"link": "https://shop.example/" + "a" * 280}, "link"),
        ({"price": Money.cny("-0.01")}, "price"),
        ({"locale": "fr"}, "locale"),
        ({"price": "29.90"}, "price"),
        ({"share_code": "7K3M9P2X1"}, "code"),
        ({"share_code": "7k3m9p2x0"}, "code"),
    ],
)
def test_what_is_no_poster(said: dict[str, object], problem: str) -> None:
    """It is refused at birth."""
    with pytest.raises(InvalidPosterError) as caught:
        poster(**said)
    assert caught.value.problem == problem
    assert caught.value.text("zh") != caught.value.text("en")


@pytest.mark.parametrize("field", ["leader", "product", "store", "note"])
def test_names_that_are_none(field: str) -> None:
    """Nothing to see, line breaks, too long."""
    for name in ("", "\u200b", "a\nb", "x" * 201, "\u202ex"):
        with pytest.raises(InvalidTextError):
            poster(**{field: name})


def test_a_locale_that_there_is_not() -> None:
    """Is refused when the poster is made, not when it is drawn."""
    with pytest.raises(UnknownLocaleError):
        poster(locale="xx_nowhere")


@pytest.mark.parametrize(
    ("level", "scale", "problem"),
    [
        ("X", 8, "level"),
        ("m", 8, "level"),
        (None, 8, "level"),
        ("M", 0, "scale"),
        ("M", 41, "scale"),
        ("M", True, "scale"),
        ("M", 1.5, "scale"),
    ],
)
def test_what_is_no_picture(level: str, scale: int, problem: str) -> None:
    """Levels and scales are those that there are."""
    with pytest.raises(InvalidPosterError) as caught:
        qr_png(LINK, level=level, scale=scale)
    assert caught.value.problem == problem


def test_without_segno_it_says_which_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text is there all the same."""
    monkeypatch.setitem(sys.modules, "segno", None)
    for draw in (lambda: poster_svg(poster()), lambda: qr_png(LINK)):
        with pytest.raises(MissingExtraError) as caught:
            draw()
        assert caught.value.extra == "qr"
    assert poster().text.startswith("王阿姨")
