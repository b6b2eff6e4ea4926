"""Items: a worked line, sold and given back, told rule by rule."""

from communekit.commission import Tax, assess, journal, reverse
from communekit.commission.items import items
from communekit.ids import PartyId
from communekit.money import Rate
from communekit.orders import Credits, Discount, Refund
from communekit.parties import Role
from tests.commission.shop import NOON, cny, line, order, pay, plan, refund, share

COMMUNITY = PartyId("commons")
SALE = line("1", 10_500, discounts=[Discount(Role.PLATFORM, cny(500))], freight=cny(800), tax=cny(700))


def told(result: object) -> dict[tuple[str, str, str], int]:
    """Return the items of a result by party, source and title, in fen."""
    said = items(result, community=COMMUNITY)  # type: ignore[arg-type]  # an assessment or a reversal
    return {(item.party, item.source, item.title): item.minor for item in said}


def test_a_line_told_rule_by_rule() -> None:
    """The leader's share has its title, the farm's none; platform and store say what theirs is."""
    of = plan(
        share("8", title="Base share"),
        pay(Rate.percent(62), "farm", "supplier"),
        tax=Tax.SET_ASIDE,
        parties={"platform": "PF"},
    )
    assessment = assess(of, order(SALE), Credits.single(leader="L1", supplier="G1"))
    assert told(assessment) == {
        ("L1", "base", "Base share"): 840,
        ("G1", "farm", ""): 6_510,
        ("PF", "commission.discount", ""): -500,
        ("S1", "commission.residual", ""): 11_300 - 840 - 6_510 - 700,
    }
    [entry] = journal(assessment, community=COMMUNITY)
    assert {item.entry for item in items(assessment, community=COMMUNITY)} == {entry.id}


def test_a_refund_told_rule_by_rule() -> None:
    """Half of the goods back: the funder gets his half back."""
    assessment = assess(
        plan(share("8"), tax=Tax.SET_ASIDE), order(SALE), Credits.single(leader="L1", platform="P1")
    )
    assert told(reverse(assessment, refund(assessment.order, {"1": 5_000}))) == {
        ("L1", "base", ""): -420,
        ("P1", "commission.discount", ""): 250,
        ("S1", "commission.residual", ""): -5_250 + 420 + 350,
    }


def test_what_a_bearer_puts_in_is_told() -> None:
    """And what he gets back."""
    of = plan(
        share("100"), pay(Rate.percent(10), "more", "host"), bearer="platform", parties={"platform": "PF"}
    )
    assessment = assess(of, order(1_000), Credits.single(leader="L1", host="B1"))
    assert told(assessment)["PF", "commission.shortfall", ""] == -100
    back = reverse(assessment, Refund.whole("R1", assessment.order, NOON))
    assert told(back)["PF", "commission.shortfall", ""] == 100


def test_lines_that_make_no_entry_have_no_items() -> None:
    """A gift that earns nothing is told nowhere."""
    assessment = assess(plan(share("8")), order(0, 1_000), Credits.single(leader="L1"))
    assert {item.party for item in items(assessment, community=COMMUNITY)} == {"L1", "S1"}
    nothing = reverse(assessment, Refund.by_quantity("R1", assessment.order, NOON, {"1": 1}))
    assert items(nothing, community=COMMUNITY) == ()
