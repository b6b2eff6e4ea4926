"""Orders that tell a code: the community translates it as a host would, and refuses alike."""

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communekit.attribution import AttributionPolicy
from communekit.attribution.bonds import BondPolicy
from communekit.attribution.codes import CodeBook, IssuedCode, ShareCodes, code_for
from communekit.attribution.guards import GuardPolicy
from communekit.community import (
    Community,
    Fact,
    FactRefusedError,
    InvalidTermsError,
    NotAFactError,
    Sale,
    Status,
)
from communekit.community.known import Known
from communekit.orders import Credits, Refund
from communekit.parties import Touch
from communekit.period import Window
from communekit.storage import KeyConflictError, MemoryStorage
from tests.community.test_attribution import balances, bought, touch
from tests.community.test_attribution_laws import policies, signals
from tests.community.town import COMMUNITY, HOLD, PLAN, at, refund

CODE: Final = str(code_for(7))
BOOK: Final = CodeBook(codes=ShareCodes([IssuedCode(CODE, "zhang", Window(at(5), at(100)))]))
RULE: Final = AttributionPolicy("main", 1)


def club_of(codes: CodeBook | None = BOOK, policy: AttributionPolicy = RULE) -> Community:
    """Return a community that reads codes."""
    return Community(
        MemoryStorage(COMMUNITY),
        plan=PLAN,
        hold=HOLD,
        attribution=policy,
        bonds=BondPolicy(),
        guards=GuardPolicy.usual(),
        codes=codes,
    )


@settings(max_examples=30)
@given(
    facts=signals(),
    policy=policies(),
    hours=st.integers(5, 60),
    member=st.sampled_from((None, "M0", "M1", "zhang")),
)
def test_a_code_counts_as_the_touch_that_a_host_would_tell(
    facts: list[Fact], policy: AttributionPolicy, hours: int, member: str | None
) -> None:
    """translation: an order with a code comes to the same as the touch of that code, and then the order."""
    order = bought(1, hours, member)  # type: ignore[arg-type]  # a passer-by too
    mine, theirs = club_of(policy=policy), club_of(policy=policy)
    for club in (mine, theirs):
        list(club.record_all(facts))
    mine.record(order, code=f" {CODE.lower()}")
    (told,) = mine.storage.read(
        lambda unit: [
            one.event.data
            for one in unit.events.since(0, tag=f"deed.order/{order.id}")
            if CODE in one.event.data
        ]
    )
    assert CODE in told
    made = next(one for one in touches_in(mine, order.id) if one.code == CODE)
    assert (made.by == member, made.order, made.at) == (member is not None, order.id, order.placed_at)
    theirs.record(made)
    theirs.record(order)
    assert mine.attribution_of(order.id) == theirs.attribution_of(order.id)
    assert balances(mine) == balances(theirs)


def touches_in(club: Community, order: str) -> list[Touch]:
    """Return the touches that belong to an order."""
    return club.ask(lambda desk: Known(desk).touches_of_order(order))


def test_a_code_at_the_checkout() -> None:
    """It goes before a click, binds the member, and is the same order when it is told again."""
    club = club_of()
    club.record(touch("t-1", "M1", "li", 4))
    assert club.record(bought(), code=CODE).status is Status.RECORDED
    found = club.attribution_of("A1")
    assert found is not None
    assert (found.word, found.leaders) == ("code", ("zhang",))
    assert club.record(Sale(bought(), code=CODE)).status is Status.KNOWN
    with pytest.raises(KeyConflictError):
        club.record(bought())
    club.record(bought(2, member="M2"), code=CODE)
    bond = club.bond_of("M2", at(9))
    assert bond is not None
    assert bond.leader == "zhang"
    assert club.preview(bought(3), code=CODE).status is Status.RECORDED


@pytest.mark.parametrize(
    ("told", "hours"), [("sunshine", 9), (CODE, 4), (CODE, 100), (str(code_for(8)), 9)], ids=str
)
def test_unknown_codes_are_refused_alike(told: str, hours: int) -> None:
    """refusal_is_atomic: one refusal for all of them, and nothing else of the order is kept; told without, it is sold."""
    club = club_of()
    with pytest.raises(FactRefusedError) as refused:
        club.record(bought(1, hours), code=told)
    assert (refused.value.because, refused.value.en) == (
        "attribution.unknown_code",
        f"the code {told} is not valid",
    )
    assert touches_in(club, "A1") == []
    assert club.record(bought(1, hours), key="A1-again").status is Status.RECORDED


def test_what_a_code_stands_beside() -> None:
    """Credits that are told stay as told, the code still binds; nothing but an order tells a code; without a book it is refused."""
    club = club_of()
    club.record(bought(), credits=Credits.single(leader="wang"), code=CODE)
    assert club.order("A1").credits == Credits.single(leader="wang")
    assert club.bond_of("M1", at(9)).leader == "zhang"  # type: ignore[union-attr]  # bound
    given_back: Refund = refund("R1", 1, 100)
    with pytest.raises(NotAFactError, match="a code beside it"):
        club.record(given_back, code=CODE)
    with pytest.raises(FactRefusedError, match="CodeBook"):
        club_of(None).record(bought(), code=CODE)
    with pytest.raises(InvalidTermsError, match="CodeBook"):
        club_of(ShareCodes())  # type: ignore[arg-type]  # refused
