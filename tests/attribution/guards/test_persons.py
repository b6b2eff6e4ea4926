"""Persons: ids are joined over all that is known, in whatever order it is told."""

from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution import Identities, Merge, SignIn
from communekit.attribution.guards import Facts, Purchase, SelfDealing
from communekit.attribution.guards.component import components
from communekit.ids import PartyId
from tests.attribution.guards.worlds import START, at

IDS = "ABCDEFGH"
links = st.lists(st.lists(st.sampled_from(IDS), max_size=3), max_size=6)


def reached(ways: list[tuple[str, str]], start: str) -> set[str]:
    """Return whom one comes to, step by step."""
    found = {start}
    while True:
        more = found | {other for one, other in ways if one in found}
        if more == found:
            return found
        found = more


@given(links)
def test_p19_ids_are_one_person_where_any_chain_of_links_joins_them(told: list[list[str]]) -> None:
    """However many steps lie between two ids; and the person is known by the first of them."""
    facts = Facts(same=told)
    ways = [(one, other) for group in told for one in group for other in group]
    for one in IDS:
        assert facts.person(one) == min(reached(ways, one))  # type: ignore[arg-type]  # a letter is an id
    assert facts == Facts(same=[group[::-1] for group in reversed(told)])


@given(links, st.sampled_from(IDS), st.sampled_from(IDS))
def test_p19_no_second_number_hides_a_buyer(told: list[list[str]], buyer: str, leader: str) -> None:
    """A self-purchase is found exactly where a chain of links leads from the buyer to the leader."""
    facts = Facts(purchases=[Purchase("O1", START, buyer, leader=leader)], same=told)
    ways = [(one, other) for group in told for one in group for other in group]
    assert bool(list(SelfDealing()(facts))) == (leader in reached(ways, buyer))


@given(st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=20))
def test_components_are_those_who_reach_each_other(ways: list[tuple[str, str]]) -> None:
    """There and back; nobody stands in two, and whoever stands alone in none."""
    above: dict[str, list[str]] = {}
    for one, other in ways:
        above.setdefault(one, []).append(other)
    groups = {
        frozenset(other for other in IDS if other in reached(ways, one) and one in reached(ways, other))
        for one in IDS
    }
    found = list(components(above))
    assert len(found) == len(set(found))
    assert set(found) == {group for group in groups if len(group) > 1}


def test_a_line_of_any_length_is_followed() -> None:
    """Fifty thousand people in one circle are one component."""
    people = [f"P{n}" for n in range(50_000)]
    above = {one: [people[(n + 1) % len(people)]] for n, one in enumerate(people)}
    assert [len(group) for group in components(above)] == [50_000]


def test_accounts_are_the_bridge_from_identities() -> None:
    """Accounts of one person are one; a tablet on which a family signed in makes no one person of the family."""
    known = Identities(
        [SignIn(at(0), "tablet", "ming"), SignIn(at(1), "tablet", "zhang")],
        [Merge(at(2), "zhang-2", into="zhang")],
    )
    facts = Facts(same=[known.accounts_of(one) for one in ("ming", "zhang")])
    assert facts.person(PartyId("zhang-2")) == facts.person(PartyId("zhang")) != facts.person(PartyId("ming"))
    family = Facts(same=[known.ids_of(one) for one in ("ming", "zhang")])
    assert family.person(PartyId("zhang")) == family.person(PartyId("ming"))
