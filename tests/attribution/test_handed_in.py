"""What is handed in by mistake: a refusal with data and two languages, never a bare error of Python."""

import inspect
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

import pytest

from communekit.attribution import (
    AddOns,
    AttributionPolicy,
    Attributions,
    Consents,
    Facts,
    Identities,
    InvalidFactError,
    LeaderLives,
    Lookback,
    LookbackFor,
    Lookbacks,
    Merge,
    SignIn,
    TiedBonds,
    Touches,
    attribute,
    attribute_all,
    explain,
    read_policy,
    reattribute,
    write_policy,
)
from communekit.attribution.bonds import BondPolicy, Bonds, HandOver, InvalidBondFactError, Offer, timeline
from communekit.errors import CommunekitError
from communekit.orders import Line, Order
from communekit.parties import Ties, Touch
from communekit.period import Window, instant

AT: Final = "2026-03-01T12:00:00Z"
KNOWN: Final = Identities([SignIn(AT, "V1", "M1")])
TOUCH: Final = Touch("t-1", AT, "link", "M1", "L1")
ORDER: Final = Order("A1", "S1", [Line.of("1", "tea", "10.00")], AT, AT, member="M1")
RULE: Final = AttributionPolicy("main", 1)
BONDS: Final = Bonds.of(BondPolicy(), [TOUCH])
RESULT: Final = attribute(ORDER, RULE, Facts(touches=Touches([TOUCH])))
MARCH: Final = Window(instant(AT), instant("2026-04-01T00:00:00Z"))
WRONG: Final = (None, 5, "x", b"x", 1.5, [1], ["a"], [[1]], {"a": 1}, object(), KNOWN, TOUCH, True)
OTHERS: Final = ("locale", "limits", "shares", "format")
"""Read by other rooms, or called as they are."""

CALLS: Final[Mapping[str, tuple[Callable[..., object], dict[str, object]]]] = {
    "AddOns": (AddOns, {"lookback": Lookback.unlimited()}),
    "AttributionPolicy": (AttributionPolicy, {"id": "main", "version": 1}),
    "Consents": (Consents, {}),
    "Facts": (Facts, {}),
    "Identities": (Identities, {}),
    "LeaderLives": (LeaderLives, {}),
    "LookbackFor": (LookbackFor, {"lookback": Lookback.unlimited()}),
    "Lookbacks": (Lookbacks, {}),
    "Merge": (Merge, {"at": AT, "member": "M1", "into": "M2"}),
    "TiedBonds": (TiedBonds, {"ties": Ties()}),
    "Touches": (Touches, {}),
    "BondPolicy": (BondPolicy, {}),
    "HandOver": (HandOver, {"id": "h", "at": AT, "member": "M1", "to": "L1"}),
    "Offer": (Offer, {"id": "o", "at": AT, "member": "M1", "leader": "L1", "deed": "link"}),
    "Bonds": (Bonds, {"policy": BondPolicy()}),
    "Bonds.of": (Bonds.of, {"policy": BondPolicy(), "facts": [TOUCH]}),
    "as_of": (BONDS.as_of, {"member": "M1", "at": AT}),
    "history": (BONDS.history, {"member": "M1"}),
    "members_of": (BONDS.members_of, {"leader": "L1", "at": AT}),
    "chain": (BONDS.chain, {"member": "M1", "at": AT, "depth_max": 2}),
    "next_change": (BONDS.next_change, {"member": "M1", "at": AT}),
    "may_earn": (BONDS.may_earn, {"leader": "L1", "at": AT}),
    "timeline": (timeline, {"bonds": BONDS, "member": "M1", "window": MARCH}),
    "person_of": (KNOWN.person_of, {"id": "V1", "at": AT}),
    "ids_of": (KNOWN.ids_of, {"person": "M1"}),
    "stood": (Consents().stood, {"ids": ["M1"], "since": AT, "until": AT}),
    "attribute": (attribute, {"order": ORDER, "policy": RULE}),
    "attribute_all": (
        lambda orders, policy: list(attribute_all(orders, policy)),
        {"orders": [], "policy": RULE},
    ),
    "reattribute": (
        reattribute,
        {"previous": RESULT, "order": ORDER, "policy": RULE, "facts": Facts(), "at": AT, "why": "asked"},
    ),
    "explain": (explain, {"attribution": RESULT}),
    "Attributions.of": (Attributions.of, {"attributions": [RESULT]}),
    "read_policy": (read_policy, {"text": write_policy(RULE)}),
    "Lookback.exact": (Lookback.exact, {"length": timedelta(days=1)}),
}


@pytest.mark.parametrize(("act", "fits"), CALLS.values(), ids=CALLS)
def test_no_slip_ends_in_a_bare_error(act: Callable[..., object], fits: dict[str, Any]) -> None:
    """Whatever stands in whichever argument, it is taken, or refused by an error of ours that speaks both languages."""
    act(**fits)
    refusals = list[CommunekitError]()
    for part in set(inspect.signature(act).parameters) - set(OTHERS):
        for wrong in WRONG:
            try:
                act(**{**fits, part: wrong})
            except CommunekitError as refused:
                refusals.append(refused)
    assert refusals
    for refusal in refusals:
        assert refusal.text("en") != refusal.text("zh")


def test_who_is_who_is_asked_by_its_method() -> None:
    """A record of identities in place of its method is refused, with what is wanted."""
    known: Any = KNOWN
    with pytest.raises(InvalidBondFactError) as refused:
        Bonds.of(BondPolicy(), [TOUCH], person_of=known)
    assert (refused.value.part, refused.value.wanted) == ("person_of", "identities.person_of")
    assert "identities.person_of" in refused.value.text("zh")
    with pytest.raises(InvalidBondFactError):
        BONDS.with_facts(person_of=known)
    assert Bonds.of(BondPolicy(), [TOUCH], person_of=KNOWN.person_of) == BONDS


def test_a_list_is_called_a_list() -> None:
    """One thing where several are wanted is refused as what it is."""
    one: Any = TOUCH
    with pytest.raises(InvalidFactError) as refused:
        Touches(one)
    assert (refused.value.what, refused.value.given) == ("list of touches", TOUCH)
    assert refused.value.text("zh").endswith("不是触点列表")
