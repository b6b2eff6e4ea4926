"""Explaining an attribution (归因说明): why an order is credited to somebody, and why not to somebody else."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from communekit.errors import language_of
from communekit.orders import Credit
from communekit.period import zone as named_zone

from .attribution import Attribution
from .listed import checked
from .trace import Fate, Traced
from .wording import FATES, ROLES, SENTENCES, SOURCES, STATES, UNITS, WORDS


def explain(
    attribution: Attribution,
    locale: str = "en",
    *,
    party: str | None = None,
    zone: str | ZoneInfo = "Asia/Shanghai",
) -> str:
    """Return in words why an order is credited as it is, a sentence a line (为什么算给我，为什么不算给我).

    Args:
        attribution: The result.
        locale: "zh" for Chinese, English otherwise.
        party: To whom it is told: he reads of himself, and that others come before him, but not of them. Everything
            where None.
        zone: By whose clocks the times are told.

    Errors: `InvalidTimeError` "unknown_zone".

    >>> from communekit.attribution import AttributionPolicy, attribute
    >>> from communekit.orders import Line, Order
    >>> order = Order("O1", "S1", [Line.of("1", "tea", "30.00")], "2026-03-02T04:00Z", "2026-03-02T04:01Z")
    >>> print(explain(attribute(order, AttributionPolicy("main", 1)), "zh"))
    订单 O1：自然单，没有有效来源，不归任何团长（规则 main v1）。
    """
    checked(attribution, Attribution, "attribution")
    language, place = language_of(locale), named_zone(zone)
    lines = (
        _all_of(attribution, language, place) if party is None else _for(attribution, party, language, place)
    )
    return "\n".join(lines)


def _all_of(attribution: Attribution, language: str, zone: ZoneInfo) -> Iterator[str]:
    yield _headline(attribution, language)
    for credit in attribution.credits:
        yield _credit(credit, language)
    yield from _aside(attribution, language)
    for traced in attribution.trace:
        yield _traced(traced, language, zone, with_owner=True)


def _for(attribution: Attribution, party: str, language: str, zone: ZoneInfo) -> Iterator[str]:
    yield _headline(attribution, language)
    own = [credit for credit in attribution.credits if credit.party == party]
    yield SENTENCES["yours" if own else "not_yours"][language]
    for credit in own:
        yield _credit(credit, language)
    yield from _aside(attribution, language)
    about = [traced for traced in attribution.trace if traced.owner == party]
    if not own and not about and attribution.is_recomputable:
        yield SENTENCES["nothing_yours"][language]
    for traced in about:
        yield _traced(traced, language, zone, with_owner=False)


def _headline(attribution: Attribution, language: str) -> str:
    policy = f"{attribution.scheme} v{attribution.policy_version}"
    sentence = SENTENCES["organic" if attribution.is_organic else "led"][language]
    word = WORDS.get(attribution.word, {}).get(language, attribution.word)
    return sentence.format(order=attribution.order, word=word, policy=policy)


def _aside(attribution: Attribution, language: str) -> Iterator[str]:
    """Yield what else is to be known of the result."""
    if attribution.version > 1:
        yield SENTENCES["version"][language].format(version=attribution.version)
    if attribution.hold:
        yield SENTENCES["hold"][language].format(reason=attribution.hold)
    if not attribution.is_recomputable:
        yield SENTENCES["erased"][language]


def _credit(credit: Credit, language: str) -> str:
    share = SENTENCES["whole"][language] if credit.share.share == 1 else str(credit.share.share)
    line = "" if credit.line is None else SENTENCES["of_line"][language].format(line=credit.line)
    active = "" if credit.active else SENTENCES["inactive"][language]
    return SENTENCES["credited"][language].format(
        who=credit.party, role=_role(credit.role, language), share=share, line=line, active=active
    )


def _traced(traced: Traced, language: str, zone: ZoneInfo, *, with_owner: bool) -> str:
    fate = FATES[traced.fate][language].format(
        past=_past(traced.past_seconds or 0, language),
        role=_role(traced.role or "", language),
        reason=STATES.get(traced.reason, traced.reason) if language == "zh" else traced.reason,
    )
    if traced.fate is Fate.NOT_CONSENTED:
        return f"- {fate}"
    source = SOURCES[traced.source][language].format(id=traced.id, at=_clock(traced.at, zone))
    colon, (left, right) = ("：", "（）") if language == "zh" else (": ", ("(", ")"))
    owner = f" {left}{traced.owner}{right}" if with_owner and traced.owner is not None else ""
    return f"- {source}{owner.lstrip() if language == 'zh' else owner}{colon}{fate}"


def _clock(at: datetime | None, zone: ZoneInfo) -> str:
    return "" if at is None else f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def _past(seconds: int, language: str) -> str:
    """Return a length of time in its two largest units; nothing is so many seconds."""
    parts = []
    for unit, texts in UNITS:
        count, seconds = divmod(seconds, unit)
        if count:
            parts.append(texts[language].format(count=count))
    return " ".join(parts[:2]) or UNITS[-1][1][language].format(count=0)


def _role(role: str, language: str) -> str:
    return ROLES.get(role, str(role)) if language == "zh" else str(role)


__all__ = ["explain"]
