"""What touches, windows and identities refuse, with data and in both languages."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from communekit.attribution import (
    SELF_DISCOUNT,
    AddOns,
    Attribution,
    AttributionPolicy,
    Attributions,
    Consent,
    Consents,
    Facts,
    Identities,
    IdentityError,
    InvalidAttributionPolicyError,
    InvalidFactError,
    InvalidLookbackError,
    LeaderLives,
    Lookback,
    LookbackFor,
    Lookbacks,
    Merge,
    SignIn,
    TouchConflictError,
    Touches,
    TouchSharesError,
    attribute,
    attribute_all,
)
from communekit.attribution.kinds import USUAL_KINDS, known_words
from communekit.ids import InvalidIdError
from communekit.orders import Line, Order
from communekit.parties import Role, Touch, TouchKind
from communekit.period import Duration, InvalidTimeError
from tests.refused import Refusal, check_refusal

AT = "2026-03-01T04:00:00Z"
HOUR = Lookback.exact(timedelta(hours=1))


def touch(id_: str = "t-1", owner: str = "L1") -> Touch:
    """Return a touch."""
    return Touch(id_, AT, "link", "M1", owner)


def any_value(value: object) -> Any:
    """Hand in what the types forbid."""
    return value


REFUSALS: list[Refusal] = [
    (lambda: Lookback.exact(timedelta(0)), InvalidLookbackError("empty", 0)),
    (lambda: Lookback.exact(timedelta(seconds=-1)), InvalidLookbackError("empty", -1)),
    (lambda: Lookback.exact(timedelta(days=300 * 366 + 1)), InvalidLookbackError("too_long", (300 * 366 + 1) * 86_400)),
    (lambda: Lookback.exact(timedelta(milliseconds=1)), InvalidLookbackError("not_seconds", timedelta(milliseconds=1))),
    (lambda: Lookback.exact(Duration.days(30)), InvalidLookbackError("not_elapsed", "P30D")),
    (lambda: Lookback.exact(Duration.months(1)), InvalidLookbackError("not_elapsed", "P1M")),
    (lambda: Lookback.exact(any_value(30)), InvalidLookbackError("kind", 30)),
    (lambda: Lookback.calendar(0, "UTC"), InvalidLookbackError("empty", 0)),
    (lambda: Lookback.calendar(any_value(True), "UTC"), InvalidLookbackError("kind", True)),
    (lambda: Lookback.calendar(3, "Mars/Olympus"), InvalidTimeError("unknown_zone", "Mars/Olympus")),
    (lambda: Lookback(60, 3, "UTC"), InvalidLookbackError("two_lengths", (60, 3, "UTC"))),
    (lambda: Lookback(None, 3), InvalidLookbackError("two_lengths", (None, 3, None))),
    (lambda: Lookback(None, None, "UTC"), InvalidLookbackError("two_lengths", (None, None, "UTC"))),
    (lambda: Lookback(None, 3, "UTC", end_included=True), InvalidLookbackError("end_of_dates", 3)),
    (lambda: Lookback(60, same_instant=any_value(1)), InvalidLookbackError("kind", 1)),
    (lambda: Lookbacks(any_value(30)), InvalidLookbackError("kind", 30)),
    (lambda: Lookbacks(HOUR, any_value([HOUR])), InvalidFactError("lookback for certain touches", HOUR)),
    (
        lambda: Lookbacks(HOUR, [LookbackFor(HOUR, kind="live"), LookbackFor(Lookback.unlimited(), kind="live")]),
        InvalidLookbackError("twice", "unlimited"),
    ),
    (lambda: Lookbacks(HOUR, [LookbackFor(HOUR)]), InvalidLookbackError("twice", "PT1H")),
    (lambda: LookbackFor(HOUR, channel=any_value(1)), InvalidLookbackError("kind", 1)),
    (lambda: LookbackFor(HOUR, is_view=any_value(0)), InvalidLookbackError("kind", 0)),
    (lambda: Touches([touch(), touch(owner="L2")]), TouchConflictError("t-1")),
    (lambda: Touches([touch()]).with_touch(touch(owner="L2")), TouchConflictError("t-1")),
    (lambda: Touches(any_value(["t-1"])), InvalidFactError("touch", "t-1")),
    (lambda: Touches(lifetimes=any_value({"t-1": 5})), InvalidFactError("lookback", 5)),
    (lambda: SignIn(AT, "V1", "V1"), IdentityError("V1", "V1", "visitor_is_member")),
    (lambda: SignIn(AT, "V1", "M1", is_registration=any_value(1)), InvalidFactError("bool", 1)),
    (lambda: Merge(AT, "M1", "M1"), IdentityError("M1", "M1", "circle")),
    (lambda: Identities(any_value(["V1"])), InvalidFactError("sign-in", "V1")),
    (lambda: Identities((), any_value(["M1"])), InvalidFactError("merge", "M1")),
    (lambda: Identities(within=any_value(30)), InvalidFactError("lookback", 30)),
    (
        lambda: Identities([SignIn(AT, "V1", "M1"), SignIn(AT, "V2", "V1")]),
        IdentityError("V1", "M1", "visitor_is_member"),
    ),
    (
        lambda: Identities([SignIn(AT, "V1", "M1")], [Merge(AT, "V1", "M1")]),
        IdentityError("V1", "M1", "visitor_is_member"),
    ),
    (
        lambda: Identities((), [Merge(AT, "M3", "M1"), Merge(AT, "M3", "M2")]),
        IdentityError("M3", "M2", "merged_twice"),
    ),
    (
        lambda: Identities((), [Merge(AT, "M1", "M2"), Merge(AT, "M2", "M3"), Merge(AT, "M3", "M1")]),
        IdentityError("M1", "M1", "circle"),
    ),
    (lambda: Consent(AT, "M1", is_given=any_value(None)), InvalidFactError("bool", None)),
    (lambda: Consents(any_value([1])), InvalidFactError("consent", 1)),
]  # fmt: skip


def rule(**fields: Any) -> AttributionPolicy:
    """Return a rule, or refuse what is changed in it."""
    return AttributionPolicy("main", 1, **fields)


def shared(way: Any) -> Attribution:
    """Attribute an order whose credit is shared in a way of the host's."""
    order = Order("O1", "S1", [Line.of("1", "tea", "30.00")], AT, AT, member="M1")
    facts = Facts(touches=Touches([touch("t-1"), touch("t-2", "L2")]))
    return attribute(order, rule(share="own", shares=("own",)), facts, shares={"own": way})


HALF = Fraction(1, 2)
LIVE_WINDOW = Lookbacks(others=[LookbackFor(Lookback.unlimited(), kind="liev")])
SCAN_VISITS = AddOns(Lookback.unlimited(), kinds=("scann",))
PAID_TWICE = (Role.LEADER, Role.LEADER, Role.HOST, Role.CREATOR, SELF_DISCOUNT)
FOUR = tuple(map(Role, ("sponsor", "upline", "founder")))

REFUSALS += [
    (lambda: AttributionPolicy("main", 0), InvalidAttributionPolicyError("version", "not_a_version", 0)),
    (lambda: AttributionPolicy("main", any_value("1")), InvalidAttributionPolicyError("version", "not_a_version", "1")),
    (lambda: AttributionPolicy("a/b", 1), InvalidIdError("policy id", "a/b", "separator")),
    (lambda: rule(order=()), InvalidAttributionPolicyError("order", "empty", ())),
    (lambda: rule(order="click"), InvalidAttributionPolicyError("words", "kind", "click")),
    (lambda: rule(order=("Click",)), InvalidAttributionPolicyError("words", "not_a_word", "Click")),
    (lambda: rule(order=("click", "click")), InvalidAttributionPolicyError("words", "twice", ("click", "click"))),
    (lambda: rule(within="newest"), InvalidAttributionPolicyError("within", "unknown_word", "newest", ("latest", "earliest"))),
    (lambda: rule(self_purchase="no"), InvalidAttributionPolicyError("self_purchase", "unknown_word", "no", ("deny", "discount", "earn"))),
    (lambda: rule(inactive="drop"), InvalidAttributionPolicyError("inactive", "unknown_word", "drop", ("keep", "next", "house"))),
    (lambda: rule(inactive="house"), InvalidAttributionPolicyError("house", "no_house", None)),
    (lambda: rule(lookbacks=30), InvalidAttributionPolicyError("lookbacks", "kind", 30)),
    (lambda: rule(add_ons="scan"), InvalidAttributionPolicyError("add_ons", "kind", "scan")),
    (lambda: AddOns(any_value(1)), InvalidAttributionPolicyError("lookback", "kind", 1)),
    (lambda: rule(share="Linear"), InvalidAttributionPolicyError("share", "unknown_way", "Linear", ("last", "linear"))),
    (lambda: rule(share="lineer", shares=("own",)), InvalidAttributionPolicyError("share", "unknown_way", "lineer", ("last", "linear", "own"))),
    (lambda: rule(shares=("Own",)), InvalidAttributionPolicyError("words", "not_a_word", "Own")),
    (lambda: rule(order=("clik",)), InvalidAttributionPolicyError("order", "unknown_kind", "clik", known_words(()))),
    (lambda: rule(order=("card",), kinds=("cart",)), InvalidAttributionPolicyError("order", "unknown_kind", "card", known_words((TouchKind("cart"),)))),
    (lambda: rule(kinds=("bond",)), InvalidAttributionPolicyError("kinds", "taken", "bond")),
    (lambda: rule(kinds=("live_view",)), InvalidAttributionPolicyError("kinds", "taken", "live_view")),
    (lambda: rule(lookbacks=LIVE_WINDOW), InvalidAttributionPolicyError("lookbacks", "unknown_kind", "liev", tuple(USUAL_KINDS))),
    (lambda: rule(add_ons=SCAN_VISITS), InvalidAttributionPolicyError("add_ons", "unknown_kind", "scann", tuple(USUAL_KINDS))),
    (lambda: rule(referral=("leader",)), InvalidAttributionPolicyError("roles", "twice", PAID_TWICE)),
    (lambda: rule(referral=FOUR[:2]), InvalidAttributionPolicyError("referral", "no_depth_reason", FOUR[:2])),
    (lambda: rule(referral=FOUR, depth_reason="x"), InvalidAttributionPolicyError("referral", "too_deep", FOUR)),
    (lambda: shared(lambda _: [Fraction(1)]), TouchSharesError("own", "number", 1)),
    (lambda: shared(lambda _: [0.5, 0.5]), TouchSharesError("own", "not_exact", 0.5)),
    (lambda: shared(lambda _: [Fraction(3, 2), -HALF]), TouchSharesError("own", "not_exact", -HALF)),
    (lambda: shared(lambda _: [HALF, Fraction(1, 3)]), TouchSharesError("own", "not_whole", "5/6")),
    (lambda: attribute(any_value("O1"), rule()), InvalidFactError("order", "O1")),
    (lambda: list(attribute_all(any_value(["O1"]), rule())), InvalidFactError("order", "O1")),
    (lambda: rule(order=("click", "visit")), InvalidAttributionPolicyError("order", "reserved", "visit")),
    (lambda: rule(order=("organic",)), InvalidAttributionPolicyError("order", "reserved", "organic")),
    (lambda: rule(new_only=("clik",)), InvalidAttributionPolicyError("new_only", "not_in_order", "clik")),
    (lambda: Facts(consents=any_value([])), InvalidFactError("record of consents", [])),
    (lambda: Facts(bonds=any_value("L1")), InvalidFactError("book of bonds", "L1")),
    (lambda: Facts(leaders=any_value([])), InvalidFactError("record of leaders", [])),
    (lambda: Facts(touches=any_value(1)), InvalidFactError("book of touches", 1)),
    (lambda: Facts(earlier=any_value({"O1": 1})), InvalidFactError("credits", 1)),
    (lambda: LeaderLives(any_value([1])), InvalidFactError("event of a leader", 1)),
    (lambda: Attributions().with_attribution(any_value(1)), InvalidFactError("attribution", 1)),
]  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS)
def test_refusal(refusal: Refusal) -> None:
    """It is refused with its own error and data."""
    check_refusal(refusal)


def test_what_a_fact_should_have_been_is_said_in_both_languages() -> None:
    """No English word is left in the Chinese sentence."""
    assert InvalidFactError("order", "O1").text("zh") == "O1 不是订单"
    assert InvalidFactError("order", "O1").text() == "O1 is no order"
    kinds = {error.what for _, error in REFUSALS if isinstance(error, InvalidFactError)}
    assert len(kinds) > 10
    for what in kinds:
        assert InvalidFactError(what, 1).text("zh").isascii() is False
        assert what not in InvalidFactError(what, 1).text("zh")


def test_same_merge_twice_is_one() -> None:
    """Two accounts that become one, told again at another time, contradict nothing."""
    assert Identities((), [Merge(AT, "M2", "M1"), Merge("2026-04-01T04:00Z", "M2", "M1")]).are_one("M1", "M2")
