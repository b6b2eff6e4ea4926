"""Laws of the book of touches, of who is who, and of consent."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from communekit.attribution import Consent, Consents, Identities, Lookback, Merge, SignIn, Touches
from communekit.ids import PartyId
from communekit.parties import Touch
from tests.attribution.strategies import (
    MEMBERS,
    VISITORS,
    consents,
    exact_lookbacks,
    hour,
    hours,
    identities,
    merges,
    sign_ins,
    touches,
)

PEOPLE = (*MEMBERS, *VISITORS)


@given(told=st.lists(touches(), max_size=8), data=st.data())
def test_p24_arrival_does_not_matter(told: list[Touch], data: st.DataObject) -> None:
    """However touches arrive, late, out of order or twice, the book is the same."""
    again = data.draw(st.permutations([*told, *told[:3]]))
    book = Touches(told)
    assert Touches(again) == book
    assert Touches().with_touch(*again[:2]).with_touch(*again[2:]) == book
    assert len(book) == len({touch.id for touch in told})


@given(told=st.lists(touches(), max_size=8), until=hours())
def test_p9_touches_stand_in_one_total_order(told: list[Touch], until: datetime) -> None:
    """By instant, priority and id; asked until an instant, exactly those not after it."""
    book = Touches(told)
    places = [touch.place for touch in book]
    assert places == sorted(set(places))
    for person in PEOPLE:
        assert book.of(person, until=until) == tuple(
            touch for touch in book if touch.by == person and touch.at <= until
        )
    assert book.of_order("O1") == tuple(touch for touch in book if touch.order == "O1")


@given(facts=st.lists(sign_ins(), max_size=5), joined=merges(), within=exact_lookbacks(), data=st.data())
def test_p24_who_is_who_does_not_depend_on_arrival(
    facts: list[SignIn], joined: list[Merge], within: Lookback, data: st.DataObject
) -> None:
    """Sign-ins and merges told in any order, or twice, make the same identities."""
    known = Identities(facts, joined, within=within)
    every: list[SignIn | Merge] = [*facts, *joined, *facts[:2]]
    told = data.draw(st.permutations(every))
    assert Identities(within=within).with_fact(*told) == known


@given(known=identities(), at=hours(), visitor=st.sampled_from(VISITORS))
def test_a_visitor_is_who_signed_in_last(known: Identities, at: datetime, visitor: str) -> None:
    """The plain rule, written out: the latest sign-in at or before the touch, else the first after it in time."""
    own = [fact for fact in known.sign_ins if fact.visitor == visitor]
    before = [fact for fact in own if fact.at <= at]
    after = [fact for fact in own if fact.at > at]
    if before:
        latest = max(before, key=lambda fact: (fact.at, fact.member))
        expected = known.account_of(latest.member)
    else:
        first = min(after, key=lambda fact: (fact.at, fact.member), default=None)
        in_time = first is not None and known.within.covers(at, first.at)
        expected = known.account_of(first.member) if first is not None and in_time else PartyId(visitor)
    assert known.person_of(visitor, at) == expected


@given(known=identities())
def test_p19_all_ids_of_a_person_are_known(known: Identities) -> None:
    """Accounts are one person's exactly where they share all their ids; an account that stays is its own."""
    for one in MEMBERS:
        assert known.account_of(known.account_of(one)) == known.account_of(one)
        assert one in known.ids_of(one)
        assert set(known.accounts_of(one)) == known.ids_of(one) - set(VISITORS)
        for fact in known.sign_ins:
            assert (fact.visitor in known.ids_of(one)) is any(
                known.are_one(one, other.member) for other in known.sign_ins if other.visitor == fact.visitor
            )
        for other in MEMBERS:
            assert known.are_one(one, other) is (known.ids_of(one) == known.ids_of(other))


@given(known=identities(), fact=sign_ins(), member=st.sampled_from(MEMBERS))
def test_p26_registration_is_a_stored_fact(known: Identities, fact: SignIn, member: str) -> None:
    """However often and whenever somebody signs in, when he registered is what was recorded."""
    login = SignIn(fact.at, fact.visitor, fact.member)
    assert known.with_fact(login).registered_at(member) == known.registered_at(member)
    recorded = [one.at for one in known.sign_ins if one.is_registration and known.are_one(one.member, member)]
    assert known.registered_at(member) == min(recorded, default=None)


@given(known=identities(), told=st.lists(touches(), max_size=8), person=st.sampled_from(MEMBERS))
def test_erasure_leaves_nothing_of_a_person_and_all_of_others(
    known: Identities, told: list[Touch], person: str
) -> None:
    """After erasure no touch is the person's and none of his accounts is known; what is others' has not moved."""
    book = Touches(told, lifetimes={touch.id: Lookback.exact(timedelta(hours=1)) for touch in told})
    own = known.account_of(person)
    left = book.without(person, known)
    assert set(left) == {touch for touch in book if known.person_of(touch.by, touch.at) != own}
    assert set(left.lifetimes) == {touch.id for touch in left}
    rest = known.without(person)
    for account in known.accounts_of(person):
        assert rest.ids_of(account) == {account}
        assert all(account not in (fact.member, fact.into) for fact in rest.merges)
    for touch in left:
        was = known.person_of(touch.by, touch.at)
        assert was == touch.by or rest.person_of(touch.by, touch.at) == was


@given(said=st.lists(consents(), max_size=6), since=hours(), until=hours(), data=st.data())
def test_consent_stands_without_a_break(
    said: list[Consent], since: datetime, until: datetime, data: st.DataObject
) -> None:
    """Hour by hour from the touch to its use the last word was yes; told in any order."""
    since, until = sorted((since, until))
    ids = data.draw(st.lists(st.sampled_from(PEOPLE), max_size=2))
    record = Consents(said)

    def stands(at: datetime) -> bool:
        words = [
            fact for fact in said if fact.at <= at and fact.person in ids and fact.purpose == "attribution"
        ]
        last = max((fact.at for fact in words), default=None)
        return last is not None and all(fact.is_given for fact in words if fact.at == last)

    length = (until - since) // timedelta(hours=1)
    expected = all(stands(since + timedelta(hours=step)) for step in range(length + 1))
    assert record.stood(ids, since, until) is expected
    assert Consents(data.draw(st.permutations(said))) == record
    assert not record.stood(ids, since, until, purpose="portrait")


def test_p21_a_shared_device() -> None:
    """Each has what happened while he was the last to sign in; what was before anybody goes to the first."""
    known = Identities([SignIn(hour(10), "V1", "M1"), SignIn(hour(12), "V1", "M2")])
    assert [known.person_of("V1", hour(n)) for n in (9, 10, 11, 12, 40)] == ["M1", "M1", "M1", "M2", "M2"]
    assert known.ids_of("M1") == {"M1", "V1"}


def test_window_before_the_first_sign_in() -> None:
    """Both sides of the edge: a visitor's touch two hours before is the member's, one of two hours and more is not."""
    known = Identities(
        [SignIn(hour(10), "V1", "M1")], within=Lookback.exact(timedelta(hours=2), end_included=True)
    )
    assert known.person_of("V1", hour(8)) == "M1"
    assert known.person_of("V1", hour(8) - timedelta(seconds=1)) == "V1"
