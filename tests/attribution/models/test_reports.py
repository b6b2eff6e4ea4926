"""Reports: what people see is what was reckoned, escaped, in both languages."""

from fractions import Fraction
from xml.etree import ElementTree as ET

from hypothesis import given

from communekit.attribution.codes import Poster, poster_svg
from communekit.attribution.models import (
    CoalitionShapley,
    CreditReport,
    FirstTouch,
    Journeys,
    LastTouch,
    Linear,
    Markov,
    Model,
    Shapley,
    compare,
)
from communekit.money import JPY, Money
from tests.attribution.models.strategies import Groups, groups

WALKED: Groups = {
    ("share", "store_qr"): (3, 2, 9_000),
    ("<b>&", "share"): (1, 4, 2_000),
    ("ad",): (0, 9, 0),
    (): (2, 5, 700),
}
MODELS: tuple[Model, ...] = (FirstTouch(), Linear(), Markov(), CoalitionShapley())


def test_text_of_a_report() -> None:
    """Columns line up, Chinese counted as wide; without touches and total stand below."""
    report = Linear().credit(Journeys.grouped(WALKED))
    assert report.text() == (
        "Linear\n"
        "channel          conversions  share   value\n"
        "<b>&                    0.50  12.5%   10.00\n"
        "share                   2.00  50.0%   55.00\n"
        "store_qr                1.50  37.5%   45.00\n"
        "without touches         2.00           7.00\n"
        "total                   6.00         117.00"
    )
    assert report.text("zh").splitlines()[1] == "渠道      转化数   占比    金额"
    assert report.text("zh_CN", currency=JPY).splitlines()[-2].split() == ["无触点", "2.00", "700"]


def test_comparison_fills_in_what_a_model_does_not_name() -> None:
    """A channel that one model credits and another does not even name stands in both columns."""
    told = compare(Journeys.grouped(WALKED), MODELS)
    rows = {line.split()[0]: line.split()[1:] for line in told.text().splitlines()[1:]}
    assert rows["ad"][:2] == ["0.00", "0.00"]
    assert len({tuple(rows["total"])}) == 1
    assert [report.model for report in told] == ["first", "linear", "markov", "coalition_shapley"]
    assert told["linear"].total == 4
    named = compare(Journeys.grouped(WALKED), {"old": FirstTouch(), "new": LastTouch()})
    assert named.text().splitlines()[0].split() == ["channel", "old", "new"]


@given(groups())
def test_pictures_and_pages_are_well_formed(given_groups: Groups) -> None:
    """Whatever channels are called, XML stays XML; each bar says what it is."""
    for locale in ("en", "zh"):
        told = compare(Journeys.grouped({**WALKED, **given_groups}), MODELS)
        picture = ET.fromstring(told.svg(locale))
        bars = [bar for bar in picture.iter("{http://www.w3.org/2000/svg}rect") if len(bar)]
        channels = {channel for report in told for channel in report.conversions}
        assert len(bars) == len(channels) * len(MODELS) + bool(told.reports[0].unattributed.conversions)
        for text in (
            told.html(locale),
            told.html(locale, of="value"),
            told["markov"].html(locale),
            f"<div>{told['linear'].svg(locale)}</div>",
        ):
            page = ET.fromstring(text)
            assert "<b>" not in text
            assert page.get("lang", locale) == locale


def test_bars_are_as_long_as_their_credit() -> None:
    """Twice the credit, twice the bar; below zero it stands left of the line."""
    report = CreditReport("x", {"a": Fraction(4), "b": Fraction(2), "c": Fraction(-1)}, {})
    bars = list(ET.fromstring(report.svg()).iter("{http://www.w3.org/2000/svg}rect"))
    lengths = [int(bar.get("width", "0")) for bar in bars]
    assert lengths == [312, 156, 78]
    assert [int(bar.get("x", "0")) for bar in bars] == [228, 228, 150]
    assert len({bar.get("fill") for bar in bars}) == 1  # A loss is of its model's colour.


def test_comparison_of_value_is_in_money() -> None:
    """Each column adds up to the revenue, to the fen; the picture shows the same figures and says the currency."""
    told = compare(Journeys.grouped(WALKED), (FirstTouch(), Linear()))
    assert told.text(of="value") == (
        "channel, CNY     First touch  Linear\n"
        "<b>&                   20.00   10.00\n"
        "share                  90.00   55.00\n"
        "store_qr                0.00   45.00\n"
        "without touches         7.00    7.00\n"
        "total                 117.00  117.00"
    )
    assert told.text("zh", of="value", currency=JPY).splitlines()[0].split()[0] == "渠道（JPY）"
    picture = told.svg("en", of="value")
    assert "Credit by channel, CNY" in picture
    assert "90.00 · 81.8%" in picture
    assert told["linear"].svg("zh", of="value").count("各渠道贡献（CNY）") == 2


def test_the_largest_channel_stands_first_and_nobodys_last() -> None:
    """By what all models together credit it with; the grey bar is what no model can credit."""
    walked = {("z", "b"): (5, 0, 100), ("a",): (1, 0, 900), (): (2, 0, 300)}
    told = compare(Journeys.grouped(walked), (FirstTouch(), Linear()))
    for of, order in (
        ("conversions", ["z", "b", "a", "without touches"]),
        ("value", ["a", "z", "b", "without touches"]),
    ):
        labels = [
            text.text
            for text in ET.fromstring(told.svg(of=of)).iter("{http://www.w3.org/2000/svg}text")
            if text.get("x") == "0" and text.get("font-size") is None
        ]
        assert labels == order


def test_legend_is_one_line_where_there_is_room() -> None:
    """Five short names stand on one line; long ones go on, and none stands beyond the edge."""
    short = compare(Journeys.grouped(WALKED), {name: FirstTouch() for name in "abcde"}).svg()
    long = compare(
        Journeys.grouped(WALKED), {f"{name} model of our own": FirstTouch() for name in "abcde"}
    ).svg()
    for picture, lines in ((short, 1), (long, 2)):
        keys = [
            rect
            for rect in ET.fromstring(picture).iter("{http://www.w3.org/2000/svg}rect")
            if rect.get("width") == "12" and not len(rect)
        ]
        assert len(keys) == 5
        assert len({key.get("y") for key in keys}) == lines
        assert all(int(key.get("x", "0")) < 580 for key in keys)


def test_charts_have_the_fonts_of_posters() -> None:
    """Chinese without serifs on either."""
    poster = Poster("王", "蛋", Money.cny("1"), "店", "https://s.example/?t=x")
    fonts = {
        ET.fromstring(picture).get("font-family")
        for picture in (poster_svg(poster), Linear().credit(Journeys.grouped(WALKED)).svg())
    }
    assert len(fonts) == 1


def test_channels_can_be_put_together() -> None:
    """A report by pair of channel and leader is one by leader, when the leader is asked for."""
    pairs = Journeys.grouped({(("link", "L1"), ("qr", "L2")): (2, 0, 300), (("ad", "L1"),): (1, 0, 100)})
    report = Shapley().credit(pairs).by(lambda pair: pair[1])  # type: ignore[index]  # pairs, all of them
    assert report.conversions == {"L1": 2, "L2": 1}
    assert report.values == {"L1": 250, "L2": 150}
    assert report.share("L1") == Fraction(2, 3)
    assert report.share("nobody") == report["nobody"] == 0


def test_ties_in_money_go_by_the_name() -> None:
    """One fen between three: the first by name has it, whichever row came first."""
    for path in (("c", "a", "b"), ("b", "c", "a")):
        laid = Linear().credit(Journeys.grouped({path: (1, 0, 1)})).money()
        assert [(name, laid[name].minor) for name in laid.parts] == [("a", 1), ("b", 0), ("c", 0)]
