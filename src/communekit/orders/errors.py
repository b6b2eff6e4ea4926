"""Errors of orders, credits and refunds."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

import attrs

from communekit.errors import CommunekitError, Texts, language_of


def _said(error: CommunekitError, field: str, words: Mapping[str, Texts], locale: str) -> str:
    """Return the sentence of an error with its one-word field said in the language of the sentence.

    The field itself keeps the bare word for programs: `error.problem == "no_lines"`.
    """
    word = getattr(error, field)
    language = language_of(locale)
    said: dict[str, Any] = {field: words[word][language] if word in words else word}
    return CommunekitError.text(attrs.evolve(error, **said), locale)


@attrs.define
class InvalidOrderError(CommunekitError):
    """A product, line, order (订单) or refund says something that cannot be: of what, and why."""

    code: ClassVar[str] = "orders.invalid_order"
    texts: ClassVar[Texts] = {
        "en": "{what} {value} is not valid: {problem}",
        "zh": "{what} {value} 无效：{problem}",
    }
    words: ClassVar[Mapping[str, Texts]] = {
        "kind": {"en": "not a value of the kind that belongs here", "zh": "此处的值类型不对"},
        "not_money": {"en": 'amounts are written Money.cny("19.90")', "zh": '金额请写成 Money.cny("19.90")'},
        "no_lines": {"en": "there must be at least one line", "zh": "至少要有一行"},
        "discounts_exceed_listed": {
            "en": "the discounts add up to more than the listed amount",
            "zh": "优惠合计超过标价金额",
        },
        "tax_exceeds_paid": {
            "en": "the tax contained in the paid amount is more than that amount",
            "zh": "含税金额中的税额超过实付金额",
        },
        "nothing_refunded": {
            "en": "no amount, no quantity and no freight is refunded",
            "zh": "退款金额、数量和运费都是零",
        },
        "other_order": {"en": "the refunds are of different orders", "zh": "退款属于不同的订单"},
        "id_reused": {
            "en": "a refund of this id is there already, with other contents",
            "zh": "该退款编号已存在，且内容不同",
        },
        "above_the_whole": {
            "en": "more than the whole of the line is refunded",
            "zh": "退款超过该行的全部",
        },
    }
    what: str
    problem: str
    value: object

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language, the problem in words."""
        return _said(self, "problem", self.words, locale)


@attrs.define
class InvalidQuantityError(CommunekitError):
    """A quantity (数量) is an integer or an exact fraction, above zero; a refund may say zero."""

    code: ClassVar[str] = "orders.invalid_quantity"
    texts: ClassVar[Texts] = {
        "en": "{what} {value} is not an int or a Fraction in the range that belongs here",
        "zh": "{what} {value} 不是范围内的整数或分数",
    }
    what: str
    value: object


@attrs.define
class InvalidAttributeError(CommunekitError):
    """An open attribute (自定义属性) has a value which is not exact, not immutable, or of an unknown kind."""

    code: ClassVar[str] = "orders.invalid_attribute"
    texts: ClassVar[Texts] = {
        "en": "attribute {name} cannot be {value}: use text, int, bool, Fraction, Money, Rate, an aware "
        "datetime or a tuple of texts",
        "zh": "属性 {name} 的值不能是 {value}：请用文本、整数、布尔、分数、金额、比例、带时区的时间或文本元组",
    }
    name: str
    value: object


@attrs.define
class UnbalancedOrderError(CommunekitError):
    """The stated total of an order (订单合计) is not what its lines and their freight add up to."""

    code: ClassVar[str] = "orders.unbalanced"
    texts: ClassVar[Texts] = {
        "en": "order {order} states a total of {stated}, its lines and freight add up to {computed}",
        "zh": "订单 {order} 标明合计 {stated}，各行与运费之和为 {computed}",
    }
    order: str
    stated: object
    computed: object


@attrs.define
class InvalidCreditsError(CommunekitError):
    """The credits (业绩归属) of an order contradict each other or share out more than there is."""

    code: ClassVar[str] = "orders.invalid_credits"
    texts: ClassVar[Texts] = {
        "en": "credits of role {role}: {problem} ({value})",
        "zh": "角色 {role} 的业绩归属：{problem}（{value}）",
    }
    words: ClassVar[Mapping[str, Texts]] = {
        "kind": {"en": "not a value of the kind that belongs here", "zh": "此处的值类型不对"},
        "shares_exceed_whole": {"en": "the shares add up to more than 1", "zh": "份额合计超过 1"},
        "party_twice": {"en": "a party is credited twice", "zh": "同一参与方出现两次"},
    }
    role: str
    problem: str
    value: object

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language, the problem in words."""
        return _said(self, "problem", self.words, locale)


@attrs.define
class UnknownSubjectError(CommunekitError):
    """Something names an order or a line (订单或行) that is not there."""

    code: ClassVar[str] = "orders.unknown_subject"
    texts: ClassVar[Texts] = {
        "en": "no such {kind}: {subject} (asked for with {within})",
        "zh": "没有此{kind}：{subject}（与 {within} 一同提出）",
    }
    words: ClassVar[Mapping[str, Texts]] = {
        "order": {"en": "order", "zh": "订单"},
        "line": {"en": "line", "zh": "行"},
    }
    kind: str
    subject: str
    within: str

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language, the kind in words."""
        return _said(self, "kind", self.words, locale)


@attrs.define
class RefundExceedsPaymentError(CommunekitError):
    """A refund (退款) gives back more than what is left of a line: of its amount, quantity or freight."""

    code: ClassVar[str] = "orders.refund_exceeds_payment"
    texts: ClassVar[Texts] = {
        "en": "order {order}, line {line}: cannot refund {what} {asked}, only {left} is left",
        "zh": "订单 {order} 行 {line}：不能退{what} {asked}，仅剩 {left}",
    }
    words: ClassVar[Mapping[str, Texts]] = {
        "amount": {"en": "the amount", "zh": "金额"},
        "quantity": {"en": "the quantity", "zh": "数量"},
        "freight": {"en": "the freight", "zh": "运费"},
    }
    order: str
    line: str
    what: str
    asked: object
    left: object

    def text(self, locale: str = "en") -> str:
        """Return the sentence in a language, the what in words."""
        return _said(self, "what", self.words, locale)


@attrs.define
class RefundWindowClosedError(CommunekitError):
    """A refund comes when the window in which refunds are taken has closed (售后期已过)."""

    code: ClassVar[str] = "orders.refund_window_closed"
    texts: ClassVar[Texts] = {
        "en": "refund {refund} at {at}: the refund window closed at {closed_at}",
        "zh": "退款 {refund}（{at}）：售后期已于 {closed_at} 结束",
    }
    refund: str
    at: datetime
    closed_at: datetime


__all__ = [
    "InvalidAttributeError",
    "InvalidCreditsError",
    "InvalidOrderError",
    "InvalidQuantityError",
    "RefundExceedsPaymentError",
    "RefundWindowClosedError",
    "UnbalancedOrderError",
    "UnknownSubjectError",
]
