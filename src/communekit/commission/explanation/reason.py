"""Reasons in words (未计提原因): why a rule paid nothing, said so that the party can check it."""

from collections.abc import Mapping
from typing import Final

import attrs

from .phrase import NEEDED
from .sentence import Sentences, shown
from .step import Bounded
from .unearned import NotEarned, Why

_PLAIN: Final[Mapping[Why, tuple[str, str]]] = {
    Why.DROPPED: ("an override drops this rule here", "例外条款规定此处不适用该规则"),
    Why.REPLACED: ("rule {by} takes its place here", "由规则 {by} 取代"),
    Why.FIRST: ("of its group the rule stated first counts: {by}", "同组只取排在最前的规则：{by}"),
    Why.EXCLUSIVE: ("rule {by} allows no other beside it", "规则 {by} 不与其他规则同享"),
    Why.BEST: ("of its group the rule that pays most counts: {by}", "同组就高，取规则 {by}"),
    Why.NO_BASE: ("{by} is not known, so there is no base", "缺少{by}，无法确定基数"),
    Why.NO_MEASURE: ("it is not known for whom to measure ({by})", "无法确定考核对象（{by}）"),
    Why.ZERO_BASE: ("the base is zero", "基数为零"),
    Why.ZERO_RATE: ("it pays nothing", "约定的金额为零"),
    Why.TIER: ("the tier reached pays nothing", "未达到起佣档位"),
    Why.CHAIN: ("the others of the chain have all of it", "级差为零，已由同链其他角色取得"),
    Why.SHARE: ("the part that comes to it is zero", "分摊到的份额为零"),
    Why.ROUNDED: ("less than a minor unit, rounded away", "不足最小货币单位，取整后为零"),
}


@attrs.frozen
class Reasons:
    """Reasons in words."""

    say: Sentences

    def text(self, missed: NotEarned) -> str:
        """Return why a rule paid nothing."""
        say = self.say
        asked = say.pick("; ", "；").join(say.found(one) for one in missed.asked)
        match missed.why:
            case Why.NOT_MATCHED:
                return asked
            case Why.UNKNOWN:
                return f"{asked}{say.pick('; what cannot be answered does not apply', '；无法判断，按不适用处理')}"
            case Why.ELSEWHERE:
                return f"{say.pick('an override for others: ', '例外条款不适用于此：')}{asked}"
            case Why.NO_PARTY:
                return self._no_party(missed)
            case Why.CAPPED:
                bounds = [say.bound(step.bound) for step in missed.steps if isinstance(step, Bounded)]
                return say.pick("nothing is left under ", "额度已用完：") + say.pick("; ", "；").join(bounds)
            case _:
                text = say.pick(*_PLAIN[missed.why])
                return text.format(by=self._by(missed))

    def _by(self, missed: NotEarned) -> str:
        """Return what stood in the way by its name."""
        word = ", ".join(map(shown, missed.by))
        if missed.why is Why.NO_BASE:
            return NEEDED[word][self.say.language] if word in NEEDED else self.say.base(word)
        return self.say.role(word) if missed.why is Why.NO_MEASURE else word

    def _no_party(self, missed: NotEarned) -> str:
        """Return that nobody takes a role's share, and where the share goes."""
        say, plan = self.say, self.say.plan
        role, residual = say.role(missed.role), say.role(plan.residual)
        inactive = say.pick(", ", "、").join(map(shown, missed.by))
        if inactive:
            return say.pick(
                f"the {role} {inactive} is not active; the share goes to the {residual}",
                f"{role} {inactive} 未处于有效状态，份额归{residual}",
            )
        return say.pick(
            f"nobody stands as {role}; the share goes to the {residual}", f"没有{role}承接，份额归{residual}"
        )


__all__ = ["Reasons"]
