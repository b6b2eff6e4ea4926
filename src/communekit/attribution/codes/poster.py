"""Posters (专属海报): what stands on a leader's own picture of a product; drawn by `poster_svg`.

Texts alone: they are needed for a card in a chat, for a reader of screens, and where no picture is wanted.
"""

from collections.abc import Mapping
from typing import Final

import attrs

from communekit.errors import Texts, language_of
from communekit.ids import name_text
from communekit.money import Money

from .errors import InvalidCodeError, InvalidPosterError
from .qr import check_link
from .share_code import ShareCode

WORDS: Final[Mapping[str, Texts]] = {
    "recommended": {"en": "Leader's pick", "zh": "团长推荐"},
    "scan": {"en": "Scan to order", "zh": "扫码或长按识别下单"},
    "code": {"en": "or type this code", "zh": "或输入口令"},
    "said": {"en": "{what}: {value}", "zh": "{what}：{value}"},
}


def _leader(text: str) -> str:
    return name_text(text, what="leader's name")


def _product(text: str) -> str:
    return name_text(text, what="product name")


def _store(text: str) -> str:
    return name_text(text, what="store name")


def _note(text: str | None) -> str | None:
    return None if text is None else name_text(text, what="note")


def _price(given: object) -> Money:
    if not isinstance(given, Money) or given.minor < 0:
        raise InvalidPosterError(given, "price")
    return given


def _share_code(code: ShareCode | str | None) -> ShareCode | None:
    try:
        return None if code is None else ShareCode(code)
    except InvalidCodeError:
        pass
    raise InvalidPosterError(code, "code")


@attrs.frozen
class Poster:
    """A leader's poster for a product (专属海报).

    Args:
        leader: The name under which neighbours know the leader; shown on purpose, so no more than he wants to show.
        product: The product.
        price: For one.
        store: The store.
        link: What the QR code holds: what `share_link` returns; 300 characters at most.
        share_code: The code for those whose camera fails; None for none.
        note: A line more: until when to order, when to pick up.
        locale: The language of the words around, and of the price: any kind of Chinese or English.

    Errors: `InvalidTextError`, `InvalidPosterError` "link", "no_link", "price", "code", "locale"; `UnknownLocaleError`.

    >>> poster = Poster("王阿姨", "东湖散养土鸡蛋 30 枚", Money.cny("29.90"), "河畔店", "https://s.example/?t=x", "7K3M9P2X0")
    >>> print(poster.text)
    王阿姨 · 团长推荐
    东湖散养土鸡蛋 30 枚
    ¥29.90
    河畔店
    扫码或长按识别下单：https://s.example/?t=x
    或输入口令：7K3-M9P-2X0
    """

    leader: str = attrs.field(converter=_leader)
    product: str = attrs.field(converter=_product)
    price: Money = attrs.field(converter=_price)
    store: str = attrs.field(converter=_store)
    link: str = attrs.field(converter=check_link)
    share_code: ShareCode | None = attrs.field(default=None, converter=_share_code)
    note: str | None = attrs.field(default=None, kw_only=True, converter=_note)
    locale: str = attrs.field(default="zh_CN", kw_only=True)

    def __attrs_post_init__(self) -> None:
        self.price.format(self.locale)  # A locale that there is not is refused at birth.
        if not self.locale.lower().startswith(("zh", "en")):
            raise InvalidPosterError(self.locale, "locale")

    @property
    def price_text(self) -> str:
        """The price as people write it."""
        return self.price.format(self.locale)

    @property
    def text(self) -> str:
        """All that the poster says, line by line."""
        lines = [
            f"{self.leader} · {self.word('recommended')}",
            self.product,
            self.price_text,
            self.store,
            *([] if self.note is None else [self.note]),
            self._said("scan", self.link),
            *([] if self.share_code is None else [self._said("code", self.share_code.grouped)]),
        ]
        return "\n".join(lines)

    def _said(self, name: str, value: str) -> str:
        return self.word("said").format(what=self.word(name), value=value)

    def word(self, name: str) -> str:
        """Return one of the words around, in the language of the poster."""
        return WORDS[name][language_of(self.locale)]


__all__ = ["Poster"]
