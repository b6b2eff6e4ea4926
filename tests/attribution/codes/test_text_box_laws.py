"""Lines of a poster: they fit, nothing is lost without an ellipsis, and nothing is torn apart."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution.codes.text_box import clusters, lines_of, text_width

PIECES = [
    "东",
    "湖",
    "，",
    "。",
    "（",
    "）",
    "a",
    "W",
    "i",
    " ",
    "30",
    "é",
    "e\u0301",
    "👩‍🌾",
    "🥬",
    "🇨🇳",
    "👍🏽",
    "ไ",
    "ข่",
    "한",
    "Ω",
]


def names() -> st.SearchStrategy[str]:
    """Names as leaders and products have them, and stranger ones."""
    return st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join) | st.text(
        min_size=1, max_size=40
    )


def plain(text: str) -> str:
    """Return a text without its spaces."""
    return "".join(text.split())


@given(names())
def test_pieces_make_up_the_text(text: str) -> None:
    """None is lost, none is empty, and none begins with a mark unless the text does."""
    pieces = list(clusters(text))
    assert "".join(pieces) == text
    assert all(pieces)
    assert not any(unicodedata.category(piece[0]) in {"Mn", "Mc", "Me"} for piece in pieces[1:])


@given(names(), names())
def test_width_adds_up(one: str, other: str) -> None:
    """A text is never wider than its parts, and more text is never narrower."""
    assert text_width(one) <= text_width(one + other) <= text_width(one) + text_width(other)


@given(names(), st.integers(2_300, 30_000), st.integers(1, 4))
def test_lines_fit(text: str, width: int, lines_max: int) -> None:
    """No line is wider than the box, there are no more than asked, and none is empty."""
    lines = lines_of(text, width, lines_max)
    assert len(lines) <= lines_max
    for line in lines:
        assert line == line.strip() != ""
        assert text_width(line) <= width


@given(names(), st.integers(2_300, 30_000), st.integers(1, 4))
def test_what_is_left_out_is_marked(text: str, width: int, lines_max: int) -> None:
    """Either all of it is there, or it is cut once, at the end, with an ellipsis."""
    shown = plain("".join(lines_of(text, width, lines_max)))
    whole = plain(text)
    assert shown == whole or (shown.endswith("…") and whole.startswith(shown[:-1]))
    assert plain("".join(lines_of(text, width, 10_000))) == whole


@given(names(), st.integers(2_300, 30_000), st.integers(1, 4))
def test_what_is_drawn_as_one_is_not_torn_apart(text: str, width: int, lines_max: int) -> None:
    """An emoji of several parts, a letter and its marks stand on one line."""
    spaced = " ".join(text.split())
    pieces = list(clusters(spaced))
    left = iter(pieces)
    for line in lines_of(text, width, lines_max):
        for piece in clusters(line.removesuffix("…")):
            assert piece in left


@given(st.text("东湖散养鸡蛋，。）（", min_size=2, max_size=40), st.integers(3_000, 12_000))
def test_chinese_marks_stand_where_they_belong(text: str, width: int) -> None:
    """No line begins with a closing mark or ends with an opening one, if any other break was possible."""
    lines = lines_of(text, width, 10_000)
    for before, after in pairwise(lines):
        if any(one not in "，。）（" and other not in "，。）（" for one, other in pairwise(before)):
            assert after[0] not in "，。）"
            assert before[-1] != "（"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("东湖散养土鸡蛋", 7_000, ("东湖散养土鸡蛋",)),
        ("东湖散养土鸡蛋", 6_999, ("东湖散养土鸡", "蛋")),
        ("东湖散养土鸡蛋三十枚", 4_000, ("东湖散养", "土鸡蛋…")),
        ("现捡现发，当日达", 4_000, ("现捡现", "发，当…")),
        ("tea time", 3_000, ("tea", "time")),
        ("teatimeteatime", 3_000, ("teati", "me…")),
        ("  tea \n time ", 30_000, ("tea time",)),
        ("👩‍🌾👩‍🌾👩‍🌾", 2_600, ("👩‍🌾👩‍🌾", "👩‍🌾")),
        ("东湖散养土鸡蛋 30 枚装", 9_000, ("东湖散养土鸡蛋", "30 枚装")),
        ("东湖散养土鸡蛋30枚装", 8_500, ("东湖散养土鸡蛋", "30枚装")),
        ("明前龙井 250 克 / 罐", 9_000, ("明前龙井", "250 克 / 罐")),
        ("手工红糖姜茶 / 罐", 7_000, ("手工红糖姜", "茶 / 罐")),
        ("手工红糖姜茶／罐", 6_000, ("手工红糖姜", "茶／罐")),
        ("现磨豆浆 1.5L｜瓶", 7_500, ("现磨豆浆", "1.5L｜瓶")),
        ("eggs from the farm, 30 pieces", 15_500, ("eggs from the farm,", "30 pieces")),
        ("", 1_000, ()),
        (" ", 1_000, ()),
    ],
)
def test_lines_by_eye(text: str, width: int, lines: tuple[str, ...]) -> None:
    """Chinese between any two, English between words, a long word wherever it must."""
    assert lines_of(text, width, 2) == lines
