"""What a community makes of findings: worked cases, and both sides of each edge."""

from typing import Final

import pytest

from communekit.attribution import AttributionPolicy, Merge, SignIn
from communekit.attribution.bonds import BondPolicy, HandOver
from communekit.attribution.guards import (
    ClickFlooding,
    CodeAttempt,
    Decision,
    Finding,
    GuardPolicy,
    GuardRule,
    Mark,
    SelfDealing,
    SharedMark,
    Velocity,
)
from communekit.community import (
    Community,
    Fact,
    FactRefusedError,
    Forget,
    InvalidTermsError,
    Received,
    Status,
    export_person,
)
from communekit.money import Money
from communekit.orders import Credits
from communekit.period import Duration, Window
from communekit.storage import KeyConflictError, MemoryStorage, MemoryVault
from tests.community.test_attribution import bought, touch
from tests.community.town import COMMUNITY, HOLD, PLAN, at

RULE: Final = AttributionPolicy("main", 1)
ALWAYS: Final = Window(at(0))
DAYS: Final = Duration.hours(240)
SECOND_ACCOUNT: Final = Merge(at(0), "M1", into="zhang")


def club_of(*rules: GuardRule, attribution: AttributionPolicy = RULE) -> Community:
    """Return a community with guards."""
    guards = GuardPolicy(rules) if rules else GuardPolicy.usual()
    return Community(MemoryStorage(COMMUNITY), plan=PLAN, hold=HOLD, attribution=attribution, guards=guards)


def on_device(*people: str, device: str = "d-1") -> list[Fact]:
    """Return that some people had one device all the time."""
    return [Mark(one, "device", device, ALWAYS) for one in people]


def said(finding: Finding, answer: str, hours: int) -> Decision:
    """Return what a person says of a finding."""
    return Decision(finding.id, answer, "ops-1", at(hours), "looked into")


def test_own_purchase_is_held_until_people_have_decided() -> None:
    """A leader's second account: his touch is set aside, the next one wins, the money waits; cleared, it goes from then on."""
    club = club_of()
    for fact in (touch("t-1", "M1", "li", 1), touch("t-2", "M1", "zhang", 2), SECOND_ACCOUNT):
        club.record(fact)
    club.record(bought())
    found = club.attribution_of("A1")
    assert found is not None
    assert (found.leaders, found.hold) == (("li",), "self_dealing")
    assert "rejected" in club.explain_attribution("A1") or "self_dealing" in club.explain_attribution("A1")
    club.record(Received("A1", at(20)))
    assert club.advance(at(24 * 9)) == ()
    assert club.balance("li", "frozen") == Money.cny("8.00")
    (finding,) = club.as_operator().findings_to_review()
    assert (finding.guard, finding.touches, finding.orders) == ("self_dealing", ("t-2",), ("A1",))
    club.record(said(finding, "clear", 24 * 10))
    assert club.findings_to_review() == ()
    assert [one.answer.value for one in club.decisions()] == ["clear"]
    assert club.advance(at(24 * 10)) == ("A1",)
    assert club.balance("li") == Money.cny("8.00")
    assert club.order("A1").released_at == at(24 * 10)
    assert club.attribution_of("A1") == found


def test_confirmed_it_waits_on() -> None:
    """Confirmed, the order waits, until somebody clears it; an order that nobody found fault with does not wait."""
    club = club_of()
    for fact in (touch("t-2", "M1", "zhang", 2), SECOND_ACCOUNT, touch("t-3", "M5", "zhang", 2)):
        club.record(fact)
    for order in (bought(), bought(2, member="M5")):
        club.record(order)
        club.record(Received(order.id, at(20)))
    (finding,) = club.findings()
    club.record(said(finding, "confirm", 30))
    assert club.advance(at(24 * 30)) == ("A2",)
    assert club.record(said(finding, "confirm", 30)).status is Status.KNOWN
    club.record(said(finding, "clear", 24 * 31))
    assert club.advance(at(24 * 31)) == ("A1",)


def test_what_people_confirm_holds_from_then_on() -> None:
    """What is only to be reviewed holds nothing; confirmed, the order waits, and its touch is set aside when it is attributed anew."""
    club = club_of(GuardRule(SharedMark(kind="device", limit=1), "review"))
    for fact in (touch("t-1", "M1", "zhang", 1), *on_device("M1", "zhang"), bought(), Received("A1", at(20))):
        club.record(fact)
    assert club.attribution_of("A1").hold == ""  # type: ignore[union-attr]  # attributed
    (finding,) = club.findings_to_review()
    club.record(said(finding, "confirm", 30))
    assert club.advance(at(24 * 30)) == ()
    assert club.attribution_of("A1").leaders == ("zhang",)  # type: ignore[union-attr]  # attributed
    club.reattribute("A1", at=at(24 * 31), why="confirmed by ops-1")
    found = club.attribution_of("A1")
    assert found is not None
    assert (found.is_organic, found.hold) == (True, "shared_device")
    assert club.balance("zhang", "frozen") == Money.zero("CNY")


def test_a_decision_comes_too_late_for_what_is_free() -> None:
    """What is free stays free; half-open: at the very instant of its end it is free."""
    for hours, answer in ((20 + 24 * 7, ("A1",)), (20 + 24 * 7 - 1, ())):
        club = club_of(GuardRule(SharedMark(kind="device", limit=1), "review"))
        for fact in (
            touch("t-1", "M1", "zhang", 1),
            *on_device("M1", "zhang"),
            bought(),
            Received("A1", at(20)),
        ):
            club.record(fact)
        (finding,) = club.findings()
        released = club.advance(at(hours))
        club.record(said(finding, "confirm", hours))
        assert released == answer
        assert club.advance(at(24 * 30)) == ()


def test_neighbours_on_a_device_are_looked_at() -> None:
    """Two members who share the leader's device trip a limit of two with the second order, whoever else buys elsewhere."""
    club = club_of(GuardRule(SharedMark(kind="device", limit=2, window=DAYS), "hold"))
    told: list[Fact] = [touch(f"t-{who}", who, "zhang", 1) for who in ("M1", "V2", "M3")]
    for fact in (
        *told,
        SignIn(at(2), "V2", "M2"),
        *on_device("M1", "V2", "zhang"),
        *on_device("M3", device="d-2"),
    ):
        club.record(fact)
    holds = []
    for number, member in ((1, "M3"), (2, "M1"), (3, "M2"), (4, "M3")):
        club.record(bought(number, 9 + number, member))
        holds.append(club.attribution_of(f"A{number}").hold)  # type: ignore[union-attr]  # attributed
    assert holds == ["", "", "shared_device", ""]


def test_whoever_is_credited_by_his_bond_is_looked_at() -> None:
    """No touch led there: the order is looked at once more as its leader's, and waits."""
    club = Community(
        MemoryStorage(COMMUNITY),
        plan=PLAN,
        attribution=RULE,
        bonds=BondPolicy(),
        guards=GuardPolicy([GuardRule(SharedMark(kind="device", limit=1), "hold")]),
    )
    for fact in (HandOver("h-1", at(1), "M1", to="zhang"), *on_device("M1", "zhang"), bought()):
        club.record(fact)
    found = club.attribution_of("A1")
    assert found is not None
    assert (found.leaders, found.hold) == (("zhang",), "shared_device")


def test_guards_of_whole_traffic_hold_too() -> None:
    """Guards that count all of a leader's traffic are asked with all that is known, if they hold."""
    flooded = ClickFlooding(per="leader", limit=3, window=DAYS)
    for guard in (Velocity(of="order", limit=3, window=DAYS), flooded):
        club = club_of(GuardRule(guard, "hold"))
        for number in (1, 2, 3):
            club.record(touch(f"t-{number}", f"M{number}", "zhang", number))
            club.record(bought(number, 9, f"M{number}"))
        held = [club.attribution_of(f"A{number}").hold for number in (1, 2, 3)]  # type: ignore[union-attr]  # attributed
        assert held == ["", "", guard.word]


def test_what_was_confirmed_of_a_buyer_far_away_counts() -> None:
    """A stretch of traffic that people confirmed holds whoever is in it when his order is attributed anew."""
    club = club_of(GuardRule(Velocity(of="click", limit=3, window=DAYS), "review"))
    for number in (1, 2, 3):
        club.record(touch(f"t-{number}", f"M{number}", "zhang", number))
    (finding,) = club.findings()
    club.record(said(finding, "confirm", 8))
    club.record(bought(1, 9, "M1"))
    found = club.attribution_of("A1")
    assert found is not None
    assert (found.is_organic, [one.reason for one in found.trace]) == (True, ["velocity_click"])


def test_guessed_codes() -> None:
    """Wrong codes are facts, too: after ten of them the one that fitted leads nowhere."""
    for wrong, leaders in ((10, ()), (9, ("zhang",))):
        club = club_of()
        for number in range(wrong):
            club.record(CodeAttempt(f"a-{number}", at(7), "M1", is_known=False))
        club.record(touch("t-1", "M1", "zhang", 7, "code"))
        club.record(bought())
        assert club.attribution_of("A1").leaders == leaders  # type: ignore[union-attr]  # attributed


def test_what_is_told_with_credits_is_left_as_told() -> None:
    """An order whose credits the host tells is found by guards, and waits for nobody."""
    club = club_of()
    club.record(SECOND_ACCOUNT)
    club.record(bought(), credits=Credits.single(leader="zhang"))
    (finding,) = club.findings()
    club.record(said(finding, "confirm", 30))
    assert club.order("A1").guarded is None
    assert [verdict.outcome.value for verdict in club.verdicts()] == ["hold"]


def test_what_cannot_be_decided() -> None:
    """A finding that is not there, or of which one fact more is known, cannot be decided on; nor anything without guards."""
    club = club_of()
    club.record(touch("t-2", "M1", "zhang", 2))
    club.record(SECOND_ACCOUNT)
    with pytest.raises(FactRefusedError) as refused:
        club.record(Decision("f-9", "clear", "ops-1", at(9), "a slip"))
    assert refused.value.because == "community.not_here"
    club = Community(MemoryStorage(COMMUNITY), plan=PLAN, attribution=RULE)
    with pytest.raises(FactRefusedError, match="GuardPolicy"):
        club.record(Decision("f-9", "clear", "ops-1", at(9), "no guards"))
    for ask in (club.findings, club.verdicts, club.findings_to_review):
        with pytest.raises(InvalidTermsError):
            ask()
    with pytest.raises(InvalidTermsError, match="GuardPolicy"):
        Community(MemoryStorage(COMMUNITY), guards=[SelfDealing()])  # type: ignore[arg-type]  # refused


def test_told_again() -> None:
    """same_key_once: marks, attempts and decisions are there once; another attempt under one id is refused."""
    club = club_of()
    attempt = CodeAttempt("a-1", at(1), "M1", is_known=False)
    for fact in (attempt, *on_device("M1")):
        assert club.record(fact).status is Status.RECORDED
        assert club.record(fact).status is Status.KNOWN
    with pytest.raises(KeyConflictError):
        club.record(CodeAttempt("a-1", at(1), "M1", is_known=True))


def test_erasure_of_devices() -> None:
    """erasure: whoever is forgotten has no marks and no attempts any more, and is in no finding; others keep theirs."""
    club = club_of()
    told: list[Fact] = [*on_device("M1", "M2"), CodeAttempt("a-1", at(1), "M1", is_known=False)]
    for fact in (*told, touch("t-2", "M1", "zhang", 2), SECOND_ACCOUNT, bought()):
        club.record(fact)
    exported = export_person(club, MemoryVault(), "M1")
    assert (len(exported["marks"]), len(exported["attempts"])) == (1, 1)
    assert len(club.findings()) == 1
    club.record(Forget("M1", at(30)))
    exported = export_person(club, MemoryVault(), "M1")
    assert (exported["marks"], exported["attempts"], club.findings()) == ([], [], ())
    assert len(export_person(club, MemoryVault(), "M2")["marks"]) == 1
