"""What a community makes of touches, bonds and late facts: worked cases, and both sides of each edge."""

from typing import Final

import pytest

from communekit.attribution import AttributionPolicy, Consent, Merge, SignIn
from communekit.attribution.bonds import BondPolicy, Release
from communekit.community import (
    Community,
    Fact,
    FactRefusedError,
    Forget,
    InvalidTermsError,
    NotHereError,
    Reattribute,
    Received,
    Status,
    export_person,
)
from communekit.ledger.payout import (
    Approve,
    Instruction,
    Outcome,
    Payee,
    PayoutTerms,
    Report,
    Request,
    Send,
)
from communekit.money import Money
from communekit.orders import Credits, Line, Order
from communekit.parties import Tie, Touch
from communekit.period import Window
from communekit.storage import KeyConflictError, MemoryStorage, MemoryVault
from tests.community.test_attribution_laws import club_of
from tests.community.town import COMMUNITY, HOLD, PLAN, TIERED, at, refund

MARCH_RULE: Final = AttributionPolicy("main", 1)


def touch(id_: str, by: str, owner: str, hours: int, kind: str = "link") -> Touch:
    """Return a touch that leads to a leader."""
    return Touch(id_, at(hours), kind, by, owner)


def bought(number: int = 1, hours: int = 9, member: str = "M1") -> Order:
    """Return an order without credits."""
    return Order(f"A{number}", "S1", [Line.of("1", "tea", "100.00")], at(hours), at(hours), member=member)


def balances(club: Community) -> dict[tuple[str, str], int]:
    """Return what parties have, in minor units."""
    found = club.storage.read(lambda unit: unit.book.balances())
    return {(account.party, account.bucket): money.minor for account, money in found.items()}


def test_a_touch_is_told_once() -> None:
    """same_key_once, key_conflict: the same touch again is known; its id with other content is a conflict."""
    club = club_of(MARCH_RULE)
    first = touch("t-1", "M1", "zhang", 1)
    assert club.record(first).status is Status.RECORDED
    assert club.record(first).status is Status.KNOWN
    assert club.record(first, key="another").status is Status.KNOWN
    others: tuple[Fact, ...] = (
        touch("t-1", "M1", "wang", 1),
        touch("t-1", "M2", "zhang", 1),
        Release("t-1", at(1), "M1"),
    )
    for other in others:
        for key in ("", "third"):
            with pytest.raises(KeyConflictError):
                club.record(other, key=key)


def test_an_order_with_credits_is_left_as_told() -> None:
    """Who says whose an order is has said it; and a community without a rule attributes nothing."""
    club, plain_one = club_of(MARCH_RULE), club_of()
    for each in (club, plain_one):
        each.record(touch("t-1", "M1", "zhang", 1))
    club.record(bought(), credits=Credits.single(leader="wang"))
    plain_one.record(bought())
    assert (club.attribution_of("A1"), plain_one.attribution_of("A1")) == (None, None)
    assert [credit.party for credit in club.order("A1").credits] == ["wang"]
    assert not plain_one.order("A1").credits
    with pytest.raises(KeyConflictError):
        club.record(bought())


def test_who_is_nobody_cannot_be_somebody() -> None:
    """refusal_is_atomic: what contradicts what is known of a person is refused for good, and nothing else of it stays."""
    club = club_of(MARCH_RULE)
    club.record(SignIn(at(1), "V1", "M1"))
    crossed: tuple[Fact, ...] = (Merge(at(2), "V1", into="M2"), SignIn(at(2), "M1", "M2"))
    for fact in crossed:
        with pytest.raises(FactRefusedError, match="a member in another"):
            club.record(fact)
    club.record(Merge(at(2), "M2", into="M1"))
    with pytest.raises(FactRefusedError):
        club.record(Merge(at(3), "M1", into="M2"))
    club.record(touch("t-1", "V1", "zhang", 1))
    club.record(bought(member="M2"))
    assert club.attribution_of("A1").leaders == ("zhang",)  # type: ignore[union-attr]  # attributed


@pytest.mark.parametrize("stage", ["pending", "frozen", "available", "paid"])
def test_attributed_anew(stage: str) -> None:
    """conservation: whatever has become of the money, it ends where it had been if all had been known at once."""
    late, whole = club_of(MARCH_RULE), club_of(MARCH_RULE)
    first, second = touch("t-1", "M1", "zhang", 1), touch("t-2", "M1", "wang", 2)
    for fact in (first, second, bought()):
        whole.record(fact)
    late.record(first)
    late.record(bought())
    for club in (late, whole):
        if stage != "pending":
            club.record(Received("A1", at(20)))
        if stage in ("available", "paid"):
            club.advance(at(24 * 20))
    if stage == "paid":
        drafted = late.draft("zhang", PayoutTerms("bank", Money.cny("0.01")), Payee("card"))
        assert isinstance(drafted, Instruction)
        steps = (
            Request(drafted, at(500), "ops"),
            Approve(drafted.id, at(500), "boss"),
            Send(drafted.id, at(500)),
            Report(drafted.id, at(500), Outcome.PAID),
        )
        for step in steps:
            late.record(step)
    late.record(second)
    assert late.attribution_of("A1").leaders == ("zhang",)  # type: ignore[union-attr]  # attributed
    outcome = late.reattribute("A1", at=at(600), why="a late link")
    assert outcome.status is Status.RECORDED
    found = late.attribution_of("A1")
    assert found is not None
    assert (found.version, found.leaders, found.replaces is None) == (2, ("wang",), False)
    if stage != "paid":
        assert balances(late) == balances(whole)
    else:
        assert late.balance("zhang", "receivable") == Money.cny("-8.00")
        assert late.balance("wang", "available") == Money.cny("8.00")
    assert late.reattribute("A1", at=at(600), why="a late link").status is Status.KNOWN
    assert len(late.order("A1").attributions) == 2
    assert [share.order for share in late.as_leader("wang").shares()] == ["A1"]
    assert late.as_leader("zhang").shares() == ()
    (share, *_) = [one for one in late.statements("2026-03") if one.party == "wang"]
    assert share.closing == Money.cny("8.00")
    for club in (late, whole):
        club.record(refund("R1", 1, 5_000, hours=700))
        club.advance(at(24 * 60))
    if stage != "paid":
        assert balances(late) == balances(whole)
    late.record(touch("t-3", "M1", "li", 3))
    with pytest.raises(FactRefusedError) as refused:
        late.reattribute("A1", at=at(800), why="still later")
    assert refused.value.because == "community.not_reattributed"


def test_an_edited_rule_attributes_nothing_anew() -> None:
    """The rule of then, or none: an edited one under the same version is refused, whatever was told since."""
    storage = MemoryStorage(COMMUNITY)
    club = Community(storage, plan=PLAN, hold=HOLD, attribution=MARCH_RULE)
    for fact in (touch("t-1", "M1", "zhang", 1), bought(), touch("t-2", "M1", "wang", 2)):
        club.record(fact)
    edited = AttributionPolicy("main", 1, order=("bond", "click"))
    with pytest.raises(FactRefusedError) as refused:
        Community(storage, hold=HOLD, attribution=edited).reattribute("A1", at=at(40), why="asked")
    assert refused.value.because == "attribution.conflict"
    assert "edited" in refused.value.en
    club.reattribute("A1", at=at(41), why="asked")
    assert club.attribution_of("A1").leaders == ("wang",)  # type: ignore[union-attr]  # attributed


def test_attributed_anew_without_anything_new() -> None:
    """A second look that finds the same is on record, and books nothing."""
    club = club_of(MARCH_RULE)
    club.record(touch("t-1", "M1", "zhang", 1))
    club.record(bought())
    before = balances(club)
    assert club.reattribute("A1", at=at(40), why="asked").entries == ()
    assert (balances(club), len(club.order("A1").attributions)) == (before, 1)
    assert club.record(Reattribute("A9", at(40), "asked")).status is Status.WAITING
    club.record(bought(9), credits=Credits.single(leader="wang"))
    assert [each.because for each in club.refused()] == ["community.not_here"]
    tiered = Community(MemoryStorage(COMMUNITY), plan=TIERED, hold=HOLD, attribution=MARCH_RULE)
    tiered.record(bought())
    tiered.record(touch("t-1", "M1", "zhang", 1))
    with pytest.raises(FactRefusedError, match="measures"):
        tiered.reattribute("A1", at=at(40), why="a late link")


def test_what_each_sees_of_bonds_and_attributions() -> None:
    """scope_isolation: a leader sees his own members and why an order is his; a member his own bond; no other's touch."""
    club = club_of(AttributionPolicy("main", 1, order=("bond", "click")), BondPolicy())
    club.record(touch("t-1", "M1", "zhang", 1))
    club.record(touch("t-2", "M1", "wang", 2))
    club.record(touch("t-3", "M2", "wang", 2))
    club.record(bought())
    assert club.as_leader("zhang").members(at(9)) == ("M1",)
    assert club.as_leader("wang").members(at(9)) == ("M2",)
    said = club.as_leader("zhang").explain_attribution("A1", "zh")
    assert "算给您" in said or "zhang" in said
    assert "wang" not in said
    assert "wang" in club.explain_attribution("A1")
    for leader, asked in (("wang", "A1"), ("zhang", "A9")):
        with pytest.raises(NotHereError):
            club.as_leader(leader).explain_attribution(asked)
    bond = club.as_member("M1").bond(at(9))
    assert bond is not None
    assert bond.leader == "zhang"
    assert "zhang" in club.as_member("M1").explain_bond(at(9), locale="zh")
    assert club.as_operator().bond_history("M1") == club.bond_history("M1") != ()
    with pytest.raises(InvalidTermsError, match="bonds"):
        club_of().bond_of("M1", at(9))
    with pytest.raises(InvalidTermsError, match="shares in a way"):
        club_of(AttributionPolicy("main", 1, share="own_way", shares=("own_way",)))


def test_a_person_is_handed_out_whole() -> None:
    """export_is_whole: his touches under all ids, and of a shared device what he did alone."""
    club = club_of(MARCH_RULE, BondPolicy())
    mine: list[Fact] = [
        *(touch("t-1", "V1", "zhang", 3), touch("t-2", "M1", "wang", 4)),
        *(SignIn(at(2), "V1", "M1"), Consent(at(1), "M1"), Release("r-1", at(5), "M1")),
    ]
    others: list[Fact] = [touch("t-9", "V1", "li", 9), SignIn(at(8), "V1", "M2"), Consent(at(1), "M2")]
    told = [*mine, *others]
    for fact in told:
        club.record(fact)
    exported = export_person(club, MemoryVault(), "M1")
    found = {name: len(exported[name]) for name in ("touches", "identities", "consents", "bonds")}
    assert found == {"touches": 2, "identities": 1, "consents": 1, "bonds": 1}
    assert "t-9" not in repr(exported)
    assert "M2" not in repr(exported)


def test_erasure() -> None:
    """erasure: of whoever is forgotten nothing is handed out or worked out any more; orders stay, others lose nothing."""
    club = club_of(MARCH_RULE, BondPolicy())
    mine = (touch("t-1", "V1", "zhang", 3), SignIn(at(4), "V1", "M1"), Merge(at(5), "M9", into="M1"))
    others = (touch("t-9", "V1", "li", 11), SignIn(at(10), "V1", "M2"), touch("t-8", "M3", "zhang", 2))
    for fact in (*mine, Consent(at(1), "M9"), Release("r-1", at(6), "M9"), *others):
        club.record(fact)
    club.record(bought(1, 20))
    for _ in range(2):
        club.record(Forget("M9", at(30)))
    exported = export_person(club, MemoryVault(), "M1")
    assert [exported[name] for name in ("touches", "identities", "consents", "bonds")] == [[], [], [], []]
    assert (club.bond_history("M1"), club.bond_history("M9"), club.bond_history("V1")) == ((), (), ())
    found = club.attribution_of("A1")
    assert found is not None
    assert (found.leaders, found.trace, found.is_recomputable) == (("zhang",), (), False)
    with pytest.raises(FactRefusedError) as refused:
        club.reattribute("A1", at=at(31), why="asked")
    assert refused.value.because == "attribution.conflict"
    for fact in mine:
        assert club.record(fact).status is Status.KNOWN
    club.record(bought(2, 40))
    assert club.attribution_of("A2").is_organic  # type: ignore[union-attr]  # attributed
    assert club.members_of("li", at(40)) == ("M2",)
    assert club.members_of("zhang", at(40)) == ("M3",)
    club.record(touch("t-2", "M1", "wang", 41))
    club.record(bought(3, 42))
    assert club.attribution_of("A3").leaders == ("wang",)  # type: ignore[union-attr]  # attributed


def test_what_is_found_a_step_away() -> None:
    """Devices of a merged account, hosts of a session that was visited, leaders who stand below a member: all is read."""
    club = club_of(MARCH_RULE, BondPolicy())
    club.record(SignIn(at(2), "V1", "M9"))
    club.record(Merge(at(3), "M9", into="M1"))
    club.record(Touch("t-1", at(1), "live", "V1", "zhang", session="LIVE1"))
    club.record(Tie("host", "LIVE1", "wang", Window(at(0))))
    club.record(Tie("sponsor", "zhang", "li", Window(at(0))))
    club.record(bought())
    credited = {(credit.role, credit.party) for credit in club.order("A1").credits}
    assert credited == {("leader", "zhang"), ("host", "wang"), ("sponsor", "li")}
    club.record(touch("t-2", "chen", "zhao", 4))
    club.record(touch("t-3", "zhao", "M5", 5))
    club.record(touch("t-4", "M5", "chen", 6))
    assert club.bond_of("M5", at(9)) is None
    assert club.bond_of("zhao", at(9)) is not None
