"""Words of attribution: touches, bonds, codes, guards, and what came of them (归因). Events keep the words of their room.

People write policies in files (`write_policy`, `write_bond_policy`), with defaults left out; a policy that is kept here
says everything. An attribution of its own file is written by `write_attribution`.
"""

from collections.abc import Mapping
from typing import Final

from communekit.attribution import (
    AddOns,
    Attribution,
    AttributionPolicy,
    Consent,
    Consents,
    Identities,
    Lookback,
    LookbackFor,
    Lookbacks,
    Merge,
    Reattribution,
    SignIn,
    Touches,
    Traced,
)
from communekit.attribution.bonds import (
    BOND_EVENTS,
    Bond,
    BondPolicy,
    Bound,
    HandOver,
    Offer,
    PassOn,
    Register,
    Release,
    Unbound,
)
from communekit.attribution.codes import IssuedCode, Poster, ShareCode, ShareCodes, Sharers, ShareToken
from communekit.attribution.guards import (
    ClickFlooding,
    ClickInjection,
    CodeAttempt,
    CodeStuffing,
    Decision,
    DuplicateAccounts,
    Finding,
    LateCode,
    Mark,
    NewBond,
    NewDevices,
    Purchase,
    Ring,
    SelfDealing,
    SharedMark,
    Velocity,
)

ATTRIBUTION: Final[Mapping[str, type]] = {
    "attribution.add_ons": AddOns,
    "attribution.attribution_value": Attribution,
    "attribution.consent": Consent,
    "attribution.consents": Consents,
    "attribution.identities": Identities,
    "attribution.lookback": Lookback,
    "attribution.lookback_for": LookbackFor,
    "attribution.lookbacks": Lookbacks,
    "attribution.merge": Merge,
    "attribution.policy": AttributionPolicy,
    "attribution.reattribution": Reattribution,
    "attribution.sign_in": SignIn,
    "attribution.touches": Touches,
    "attribution.traced": Traced,
    "attribution.bonds.bond": Bond,
    "attribution.bonds.hand_over": HandOver,
    "attribution.bonds.offer": Offer,
    "attribution.bonds.pass_on": PassOn,
    "attribution.bonds.policy": BondPolicy,
    "attribution.bonds.register": Register,
    "attribution.bonds.release": Release,
    **BOND_EVENTS,
    "attribution.bonds.state.bound": Bound,
    "attribution.bonds.state.unbound": Unbound,
    "attribution.codes.issued_code": IssuedCode,
    "attribution.codes.poster": Poster,
    "attribution.codes.share_code": ShareCode,
    "attribution.codes.share_codes": ShareCodes,
    "attribution.codes.share_token": ShareToken,
    "attribution.codes.sharers": Sharers,
    "attribution.guards.click_flooding": ClickFlooding,
    "attribution.guards.click_injection": ClickInjection,
    "attribution.guards.code_attempt": CodeAttempt,
    "attribution.guards.code_stuffing": CodeStuffing,
    "attribution.guards.decision": Decision,
    "attribution.guards.duplicate_accounts": DuplicateAccounts,
    "attribution.guards.finding": Finding,
    "attribution.guards.late_code": LateCode,
    "attribution.guards.mark": Mark,
    "attribution.guards.new_bond": NewBond,
    "attribution.guards.new_devices": NewDevices,
    "attribution.guards.purchase": Purchase,
    "attribution.guards.ring": Ring,
    "attribution.guards.self_dealing": SelfDealing,
    "attribution.guards.shared_mark": SharedMark,
    "attribution.guards.velocity": Velocity,
}

__all__ = ["ATTRIBUTION"]
