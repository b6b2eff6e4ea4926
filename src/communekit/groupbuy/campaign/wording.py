"""What members and suppliers are told (通知用语): one sentence for each instruction, in English and Chinese."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from communekit.errors import Texts, language_of
from communekit.ids import ProductId
from communekit.money import Money
from communekit.period import zone as named_zone

from ..allocation import Measure

CHARGE: Final[Texts] = {
    "en": "Please pay {amount} before {until}; after that the place is given up.",
    "zh": "请在 {until} 前支付 {amount}，逾期不再保留名额。",
}
BALANCE: Final[Texts] = {
    "en": "The group has formed: please pay the rest, {amount}, before {until}.",
    "zh": "已成团，请在 {until} 前补足余款 {amount}。",
}
REFUND: Final[Texts] = {"en": "{amount} comes back: {why}.", "zh": "退还 {amount}：{why}。"}
WHY: Final[Mapping[str, Texts]] = {
    "balance_missed": {"en": "the rest was not paid", "zh": "余款未付"},
    "cancelled": {"en": "the merchant has cancelled", "zh": "商家取消活动"},
    "expired": {"en": "the group has not formed", "zh": "未成团"},
    "lapsed": {"en": "the place was not paid in full", "zh": "未付清，名额已释放"},
    "left": {"en": "you have left", "zh": "您已退团"},
    "nothing_left": {"en": "nothing was left", "zh": "没有分到货"},
    "paid_too_late": {"en": "nothing was to be paid any more", "zh": "付款到账时已无需支付"},
    "paid_too_much": {"en": "it was more than was asked for", "zh": "超出应付部分"},
    "price_difference": {"en": "in the end it costs less than was paid", "zh": "最终应付少于已付，退差额"},
    "reduced": {"en": "you want less now", "zh": "您减少了数量"},
    "returned": {"en": "everything was taken back", "zh": "售后全退"},
    "short": {"en": "less arrived than was ordered", "zh": "到货不足"},
}
TOPICS: Final[Mapping[str, Texts]] = {
    "balance": {"en": "The group has formed; something is still to be paid.", "zh": "已成团，还有款项待付。"},
    "cancelled": {
        "en": "The merchant has cancelled. What was paid comes back in full.",
        "zh": "商家已取消活动，已付款项全额退还。",
    },
    "expired": {
        "en": "The group has not formed. What was paid comes back in full.",
        "zh": "很遗憾未能成团，已付款项全额退还。",
    },
    "forfeited": {
        "en": "The rest was not paid: the place is given up, and the deposit stays with the store, as its terms said.",
        "zh": "余款未付，名额已取消；按预售规则，定金不退。",
    },
    "formed": {"en": "The group has formed.", "zh": "已成团。"},
    "head": {"en": "Whoever led the team has left: you lead it now.", "zh": "开团人已退出，本团改由您领头。"},
    "lapsed": {"en": "The place was not paid for, and is given up.", "zh": "未完成付款，名额已释放。"},
    "missed": {"en": "The rest was not paid: the place is given up.", "zh": "款项逾期未付，名额已取消。"},
    "short": {
        "en": "There is less for you than you ordered. What was paid for the rest comes back.",
        "zh": "您分到的少于所订，少的部分退款。",
    },
}
STANDING: Final[Mapping[tuple[str, str], Texts]] = {
    ("open", ""): {"en": "Open: {people} so far.", "zh": "进行中：已有 {people}。"},
    ("filling", ""): {"en": "Filling cases: {people} so far.", "zh": "凑箱中：已有 {people}。"},
    ("undecided", ""): {
        "en": "Closed and not decided yet: {people} so far.",
        "zh": "已截单，待定：已有 {people}。",
    },
    ("formed", "full"): {
        "en": "Formed: the team is full, {people}.",
        "zh": "已成团：人数已满，共 {people}。",
    },
    ("formed", "threshold"): {
        "en": "Formed: enough came together, {people}.",
        "zh": "已成团：达到条件，共 {people}。",
    },
    ("formed", "joined"): {
        "en": "Formed with whoever had joined: {people}.",
        "zh": "已成团：有单即成，共 {people}。",
    },
    ("formed", "waived"): {
        "en": "Formed: the merchant takes fewer, {people}.",
        "zh": "已成团：商家免凑满，实有 {people}。",
    },
    ("expired", "threshold"): {
        "en": "Not formed: {people}, too few.",
        "zh": "流团：只有 {people}，未达条件。",
    },
    ("expired", "nobody"): {"en": "Not formed: nobody has paid.", "zh": "流团：没有人付款。"},
    ("expired", "tier"): {
        "en": "Not formed: {people}, and the first tier was not reached.",
        "zh": "流团：共 {people}，未达首档。",
    },
    ("expired", "minimum"): {
        "en": "Not formed: {people}, too few to fill a case or reach the minimum order.",
        "zh": "流团：共 {people}，不够一箱或未达起订量。",
    },
    ("cancelled", ""): {"en": "Cancelled by the merchant.", "zh": "商家已取消。"},
    ("cancelled", "why"): {"en": "Cancelled by the merchant: {why}.", "zh": "商家已取消：{why}。"},
}
_PEOPLE: Final[Texts] = {"en": "{number} people", "zh": "{number} 人"}
_ONE_PERSON: Final[Texts] = {"en": "1 person", "zh": "1 人"}
_PURCHASE: Final[Texts] = {"en": "Please deliver {goods}.", "zh": "请供货：{goods}。"}
_CASES: Final[Texts] = {"en": " ({cases} cases)", "zh": "（{cases} 箱）"}
_ONE_CASE: Final[Texts] = {"en": " (1 case)", "zh": "（1 箱）"}
_AND: Final[Texts] = {"en": ", ", "zh": "、"}
_LOCALES: Final = {"en": "en", "zh": "zh_CN"}


def told(texts: Texts, locale: str) -> str:
    """Return a sentence in a language."""
    return texts[language_of(locale)]


def asked(texts: Texts, locale: str, amount: Money, until: datetime, zone: str | ZoneInfo) -> str:
    """Return what is to be paid until when, by the clocks of a zone."""
    return told(texts, locale).format(amount=amount_said(amount, locale), until=moment_said(until, zone))


def given_back(locale: str, amount: Money, why: str) -> str:
    """Return what comes back, and why."""
    return told(REFUND, locale).format(amount=amount_said(amount, locale), why=told(WHY[why], locale))


def standing(locale: str, state: str, why: str, people: int) -> str:
    """Return how a group stands, and why; a merchant's own words as they are."""
    reason = ("why" if why else "") if state == "cancelled" else why
    many = told(_ONE_PERSON if people == 1 else _PEOPLE, locale).format(number=people)
    return told(STANDING[state, reason], locale).format(people=many, why=why)


def ordered(
    locale: str,
    quantities: Mapping[ProductId, int],
    cases: Mapping[ProductId, int],
    measures: Mapping[ProductId, Measure],
) -> str:
    """Return what a supplier is to deliver."""

    def goods(product: ProductId) -> str:
        number = measures.get(product, Measure.PIECE).text(quantities[product], locale)
        if product not in cases:
            return f"{product} × {number}"
        boxed = told(_ONE_CASE if cases[product] == 1 else _CASES, locale).format(cases=cases[product])
        return f"{product} × {number}{boxed}"

    return told(_PURCHASE, locale).format(goods=told(_AND, locale).join(map(goods, quantities)))


def amount_said(amount: Money, locale: str) -> str:
    """Return an amount as it is written in a language.

    >>> amount_said(Money.cny("12.9"), "zh"), amount_said(Money.cny("12.9"), "en_GB")
    ('¥12.90', 'CN¥12.90')
    """
    return amount.format(_LOCALES[language_of(locale)])


def moment_said(at: datetime, zone: str | ZoneInfo) -> str:
    """Return a moment by the clocks of a zone, to the minute, or as finely as it has to be.

    >>> from communekit.period import instant
    >>> moment_said(instant("2026-03-01T00:00:00Z"), "Asia/Shanghai")
    '2026-03-01 08:00'
    """
    local = at.astimezone(named_zone(zone)).replace(tzinfo=None)
    return local.isoformat(" ", "auto" if local.second or local.microsecond else "minutes")


__all__ = [
    "BALANCE",
    "CHARGE",
    "REFUND",
    "STANDING",
    "TOPICS",
    "WHY",
    "amount_said",
    "asked",
    "given_back",
    "moment_said",
    "ordered",
    "standing",
    "told",
]
