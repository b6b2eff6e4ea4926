"""Errors of explanations."""

from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts


@attrs.define
class UnexplainedError(CommunekitError):
    """The working of an amount does not lead to what was booked (无法复核): nothing is made up to fit.

    For a refund the earlier refunds of the order have to be handed in, the same as when it was reversed.
    """

    code: ClassVar[str] = "commission.unexplained"
    texts: ClassVar[Texts] = {
        "en": "order {order}, line {line}: the working of rule {rule} for {party} does not lead to the booked amount",
        "zh": "订单 {order} 行 {line}：规则 {rule} 对 {party} 的计算过程与入账金额不符",
    }
    order: str
    line: str
    rule: str
    party: str


__all__ = ["UnexplainedError"]
