"""Wording: what became of a standing order, as a sentence in English and Chinese."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from communekit.errors import Texts
from communekit.groupbuy.allocation import Measure

from .outcome import LineReason, Outcome
from .rhythm import EveryNth, Rhythm

if TYPE_CHECKING:
    from .placement import PlacedLine, Placement

_HEAD: Final[Texts] = {
    "en": "{member}, round of {occurrence}: {outcome}{lines}.",
    "zh": "{member}，{occurrence} 这一期：{outcome}{lines}。",
}
_COLON: Final[Texts] = {"en": ": ", "zh": "："}
_COMMA: Final[Texts] = {"en": ", ", "zh": "，"}

_OUTCOMES: Final[Mapping[Outcome, Texts]] = {
    Outcome.PLACED: {"en": "ordered", "zh": "已下单"},
    Outcome.CUT: {"en": "ordered, less than was asked", "zh": "已下单，有减量"},
    Outcome.EMPTY: {"en": "not ordered, nothing could be given", "zh": "未下单，无货可给"},
    Outcome.NOT_DUE: {"en": "not ordered, it is due {rhythm}", "zh": "不下单，{rhythm}，本期不在其内"},
    Outcome.SKIPPED: {
        "en": "not ordered, skipped on {said}",
        "zh": "不下单，{said} 已选择跳过",
    },
    Outcome.PAUSED: {
        "en": "not ordered, paused from {first} until {until}",
        "zh": "不下单，{first} 起暂停，{until} 恢复",
    },
    Outcome.CANCELLED: {
        "en": "not ordered, cancelled from {first} on",
        "zh": "不下单，{first} 起已取消",
    },
    Outcome.NOT_BEGUN: {"en": "not ordered, it begins on {begins}", "zh": "不下单，{begins} 才开始"},
    Outcome.ENDED: {"en": "not ordered, it ended on {ends}", "zh": "不下单，已于 {ends} 结束"},
    Outcome.ROUND_CANCELLED: {"en": "not ordered, the round does not take place", "zh": "不下单，本期停团"},
    Outcome.NO_STORE: {
        "en": "not ordered, the round does not go to {store}",
        "zh": "不下单，本期不送 {store}",
    },
    Outcome.NOT_OPEN: {"en": "not ordered yet, the round opens later", "zh": "尚未下单，还没到开团时间"},
    Outcome.MISSED: {
        "en": "not ordered, it had not been placed by the cut-off",
        "zh": "没有下单：截单前没有处理",
    },
    Outcome.OTHER_PLAN: {"en": "not ordered, it is of the plan {plan}", "zh": "不下单，它属于计划 {plan}"},
}
_LINES: Final[Mapping[LineReason, Texts]] = {
    LineReason.WHOLE: {"en": "{product} {got}", "zh": "{product} {got}"},
    LineReason.STOCK: {
        "en": "{product} {got} of {asked} (not enough for all)",
        "zh": "{product} 要 {asked} 给 {got}（库存不足）",
    },
    LineReason.NOT_OFFERED: {
        "en": "{product} {got} of {asked} (not in this round)",
        "zh": "{product} 要 {asked} 给 {got}（本期没有）",
    },
}
_WEEKDAYS: Final[Mapping[str, Texts]] = {
    "MO": {"en": "Mondays", "zh": "周一"},
    "TU": {"en": "Tuesdays", "zh": "周二"},
    "WE": {"en": "Wednesdays", "zh": "周三"},
    "TH": {"en": "Thursdays", "zh": "周四"},
    "FR": {"en": "Fridays", "zh": "周五"},
    "SA": {"en": "Saturdays", "zh": "周六"},
    "SU": {"en": "Sundays", "zh": "周日"},
}


def rhythm_text(rhythm: Rhythm, language: str) -> str:
    """Return a rhythm in words.

    >>> rhythm_text(EveryNth(2), "en"), rhythm_text(EveryNth(2), "zh")
    ('every 2 rounds', '每 2 期一次')
    """
    match rhythm:
        case EveryNth(1):
            return "期期都要" if language == "zh" else "every round"
        case EveryNth(n):
            return f"每 {n} 期一次" if language == "zh" else f"every {n} rounds"
        case _:
            days = [_WEEKDAYS[word][language] for word in rhythm.days]
            return f"只在{'、'.join(days)}" if language == "zh" else f"on {', '.join(days)}"


def sentence(placement: "Placement", language: str, measures: Mapping[str, Measure]) -> str:
    """Return what became of a standing order, in a language; quantities of products with a measure name it."""
    standing, round_, pause = placement.standing, placement.round, placement.pause
    outcome = _OUTCOMES[placement.outcome][language].format(
        rhythm=rhythm_text(standing.rhythm, language),
        said="" if pause is None else pause.at.astimezone(round_.zone).date(),
        first="" if pause is None else pause.first,
        until="" if pause is None else pause.until,
        begins=standing.first,
        ends=standing.until,
        store=standing.store,
        plan=standing.plan,
    )
    lines = _COMMA[language].join(
        _line(line, language, measures.get(line.product)) for line in placement.lines
    )
    return _HEAD[language].format(
        member=standing.member,
        occurrence=round_.occurrence,
        outcome=outcome,
        lines=f"{_COLON[language]}{lines}" if lines else "",
    )


def _line(line: "PlacedLine", language: str, measure: Measure | None) -> str:
    return _LINES[line.reason][language].format(
        product=line.product,
        asked=_parts(line.asked_firm, line.asked_tolerance, measure, language),
        got=_parts(line.firm, line.tolerance, measure, language),
    )


def _parts(firm: int, tolerance: int, measure: Measure | None, language: str) -> str:
    parts = [firm, tolerance] if tolerance else [firm]
    return "+".join(str(part) if measure is None else measure.text(part, language) for part in parts)


__all__ = ["rhythm_text", "sentence"]
