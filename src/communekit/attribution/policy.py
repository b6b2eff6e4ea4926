"""Rules of attribution (归因规则): what goes before what when several led to one order. Data, with id and version."""

import re
from collections.abc import Iterable
from typing import Final

import attrs

from communekit.ids import PartyId, identifier, name_text
from communekit.parties import Role, TouchKind
from communekit.parties.party_id import party_id_or_none

from .choices import (
    Inactive,
    LineAbove,
    Moment,
    Scope,
    SelfPurchase,
    Within,
    inactive_of,
    line_above_of,
    moment_of,
    scope_of,
    self_purchase_of,
    within_of,
)
from .errors import InvalidAttributionPolicyError
from .kinds import RESULTS, is_taken, known_kinds, known_words
from .lookback import Lookback
from .lookbacks import Lookbacks
from .shares import LAST, SHARES

DEPTH_MAX: Final = 2
"""Nobody further up than this is paid: 禁止传销条例, art. 7(3)."""

SELF_DISCOUNT: Final = Role("self_discount")
"""The role in which a buyer who is his own leader gets his share as a discount."""

_WORD: Final = re.compile(r"[a-z][a-z0-9_]{0,59}\Z")


def _is_word(text: object) -> bool:
    return isinstance(text, str) and _WORD.match(text) is not None


def _words(given: Iterable[str]) -> tuple[str, ...]:
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise InvalidAttributionPolicyError("words", "kind", given)
    words = tuple(given)
    for word in words:
        if not _is_word(word):
            raise InvalidAttributionPolicyError("words", "not_a_word", word)
    if len(set(words)) < len(words):
        raise InvalidAttributionPolicyError("words", "twice", words)
    return words


def _roles(given: Iterable[str]) -> tuple[Role, ...]:
    return tuple(map(Role, _words(given)))


def _kinds(given: Iterable[str]) -> tuple[TouchKind, ...]:
    return tuple(map(TouchKind, _words(given)))


@attrs.frozen
class AddOns:
    """What a member buys besides when he comes for his goods (到店加购): whose it is, line by line.

    A visit is a touch of one of `kinds`. It leads to its owner, or to the leader of the order that it belongs to: the
    one that was picked up.

    Args:
        lookback: How long after a visit a purchase is part of it.
        kinds: The kinds of touches that are visits: a scan in the store (到店扫码).
        channels: The channels of the lines that are meant; the order's own where a line has none.

    >>> AddOns(Lookback.calendar(1, "Asia/Shanghai")).kinds
    (TouchKind("scan"),)
    """

    lookback: Lookback
    kinds: tuple[TouchKind, ...] = attrs.field(default=(TouchKind.SCAN,), kw_only=True, converter=_kinds)
    channels: tuple[str, ...] = attrs.field(default=("store",), kw_only=True, converter=_words)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.lookback, Lookback):
            raise InvalidAttributionPolicyError("lookback", "kind", self.lookback)


@attrs.frozen(cache_hash=True)
class AttributionPolicy:
    """A rule of attribution (归因规则): which of the signals that led to an order is credited with it.

    A touch stands under one word: the word of its kind where the order names it (`coupon`, `live`, a host's own);
    `code` for a code or coupon tied to this very order; else `click`, or `view` for what was only seen. A view of a
    kind stands under `<kind>_view` or `view`, never under the kind, so that it beats no click unless the order says so.
    `bond` is the standing bond, `self` a buyer who is himself a leader. What stands under no word of the order does
    not count; an order to which nothing leads is organic, and nobody's.

    Args:
        id: The scheme: an order has one attribution under each.
        version: From 1; a changed rule is a new version, and old orders keep theirs.
        order: The words, the strongest first (归因优先级).
        within: Which of several under one word wins.
        lookbacks: How long touches count.
        self_purchase: What a leader's own purchase earns him.
        role: In which role the order is credited.
        referral: The roles in which the line above the leader is credited, nearest first: none, one (default), or
            two with a `depth_reason`; never three.
        line_above: By which relation that line runs.
        co_credits: The roles that are credited beside the leader: hosts (主播), creators (内容作者).
        inactive: What becomes of what leads to a leader who is not at work.
        house: Who is credited in his place.
        share: How the credit is shared among the touches of the winning word: "last" (the one that `within` names),
            "linear", or one of the host's own `shares`, handed to `attribute` with its function.
        scope: Whether a touch of another store counts.
        moment: Which moment of the order counts.
        new_only: Words of the order under which only those count who registered at or after the touch, or the
            start of the bond (仅限拉新).
        add_ons: Whose in-store add-on sales are; None where they go as the order goes.
        kinds: The host's own kinds of touches, by name (自有触点类型). A word of `order`, of a window or of `add_ons` that
            is neither usual nor named here is a slip of the pen.
        shares: The host's own ways of sharing, by name (自有分摊方式).

    Errors: `InvalidAttributionPolicyError`, `InvalidIdError`, `InvalidTextError`.

    >>> AttributionPolicy("main", 1).order
    ('code', 'click', 'bond')
    """

    id: str
    version: int
    order: tuple[str, ...] = attrs.field(default=("code", "click", "bond"), kw_only=True, converter=_words)
    within: Within = attrs.field(default=Within.LATEST, kw_only=True, converter=within_of)
    lookbacks: Lookbacks = attrs.field(factory=Lookbacks, kw_only=True)
    self_purchase: SelfPurchase = attrs.field(
        default=SelfPurchase.DENY, kw_only=True, converter=self_purchase_of
    )
    role: Role = attrs.field(default=Role.LEADER, kw_only=True, converter=Role)
    referral: tuple[Role, ...] = attrs.field(default=(Role.SPONSOR,), kw_only=True, converter=_roles)
    depth_reason: str = attrs.field(default="", kw_only=True)
    line_above: LineAbove = attrs.field(default=LineAbove.SPONSOR, kw_only=True, converter=line_above_of)
    co_credits: tuple[Role, ...] = attrs.field(
        default=(Role.HOST, Role.CREATOR), kw_only=True, converter=_roles
    )
    inactive: Inactive = attrs.field(default=Inactive.KEEP, kw_only=True, converter=inactive_of)
    house: PartyId | None = attrs.field(default=None, kw_only=True, converter=party_id_or_none)
    share: str = attrs.field(default="last", kw_only=True)
    scope: Scope = attrs.field(default=Scope.COMMUNITY, kw_only=True, converter=scope_of)
    moment: Moment = attrs.field(default=Moment.PLACED, kw_only=True, converter=moment_of)
    new_only: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=_words)
    add_ons: AddOns | None = attrs.field(default=None, kw_only=True)
    kinds: tuple[TouchKind, ...] = attrs.field(default=(), kw_only=True, converter=_kinds)
    shares: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=_words)

    def __attrs_post_init__(self) -> None:
        identifier(self.id, what="policy id")
        if type(self.version) is not int or self.version < 1:
            raise InvalidAttributionPolicyError("version", "not_a_version", self.version)
        if not self.order:
            raise InvalidAttributionPolicyError("order", "empty", self.order)
        if not isinstance(self.lookbacks, Lookbacks):
            raise InvalidAttributionPolicyError("lookbacks", "kind", self.lookbacks)
        if self.add_ons is not None and not isinstance(self.add_ons, AddOns):
            raise InvalidAttributionPolicyError("add_ons", "kind", self.add_ons)
        self._check_words()
        for word in self.new_only:
            if word not in self.order:
                raise InvalidAttributionPolicyError("new_only", "not_in_order", word)
        paid = (self.role, *self.referral, *self.co_credits, SELF_DISCOUNT)
        if len(set(paid)) < len(paid):
            raise InvalidAttributionPolicyError("roles", "twice", paid)
        self._check_depth()
        if self.inactive is Inactive.HOUSE and self.house is None:
            raise InvalidAttributionPolicyError("house", "no_house", self.house)

    def _check_words(self) -> None:
        """Refuse a word that nothing would ever stand under."""
        for kind in self.kinds:
            if is_taken(kind):
                raise InvalidAttributionPolicyError("kinds", "taken", str(kind))
        words, kinds = known_words(self.kinds), known_kinds(self.kinds)
        for word in self.order:
            if word in RESULTS:
                raise InvalidAttributionPolicyError("order", "reserved", word)
            if word not in words:
                raise InvalidAttributionPolicyError("order", "unknown_kind", word, words)
        visits = () if self.add_ons is None else self.add_ons.kinds
        windows = (rule.kind for rule in self.lookbacks.others if rule.kind is not None)
        for part, named in (("lookbacks", windows), ("add_ons", visits)):
            for kind in named:
                if kind not in kinds:
                    known = tuple(map(str, kinds))
                    raise InvalidAttributionPolicyError(part, "unknown_kind", str(kind), known)
        ways = tuple(dict.fromkeys((LAST, *SHARES, *self.shares)))
        if self.share not in ways:
            raise InvalidAttributionPolicyError("share", "unknown_way", self.share, ways)

    def _check_depth(self) -> None:
        if self.depth_reason != "":
            name_text(self.depth_reason, what="reason")
        if self.depth > DEPTH_MAX:
            raise InvalidAttributionPolicyError("referral", "too_deep", self.referral)
        if self.depth == DEPTH_MAX and not self.depth_reason:
            raise InvalidAttributionPolicyError("referral", "no_depth_reason", self.referral)

    @property
    def depth(self) -> int:
        """How many levels above the leader are credited (推荐层级)."""
        return len(self.referral)

    @property
    def name(self) -> str:
        """Id and version in one: "main v1"."""
        return f"{self.id} v{self.version}"


__all__ = ["DEPTH_MAX", "SELF_DISCOUNT", "AddOns", "AttributionPolicy"]
