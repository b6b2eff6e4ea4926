"""Errors of codes, links and posters."""

from collections.abc import Mapping
from typing import ClassVar

import attrs

from communekit.errors import CommunekitError, Texts, language_of


@attrs.define
class InvalidCodeError(CommunekitError):
    """What was typed is no code (口令格式不符): a slip, most likely. `problem` is one of the words of `problems`.

    For the page where a code is being typed. Whether a code is somebody's, nobody learns from it: see `UnknownCodeError`.
    """

    code: ClassVar[str] = "attribution.invalid_code"
    texts: ClassVar[Texts] = {
        "en": "{given} is no code: {problem}",
        "zh": "{given} 不是有效的口令：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "not_text": {"en": "it is not text", "zh": "不是文本"},
        "length": {"en": "it is too short or too long", "zh": "长度不符"},
        "symbol": {"en": "it has a character that codes do not have", "zh": "含有口令中没有的字符"},
        "check": {
            "en": "a character is wrong, or two are swapped",
            "zh": "有字符输错，或相邻两个字符颠倒",
        },
        "form": {
            "en": "it is not in its one form, upper case without hyphens; what was typed is read by parse",
            "zh": "不是规范写法（大写、无连字符）；手工输入的请用 parse 读取",
        },
    }
    given: object
    problem: str


@attrs.define
class InvalidNumberError(CommunekitError):
    """A number (编号) that no code is made from."""

    code: ClassVar[str] = "attribution.invalid_number"
    texts: ClassVar[Texts] = {
        "en": "{number} is not a whole number from {lowest} up to, not including, {limit}",
        "zh": "{number} 不是不小于 {lowest}、小于 {limit} 的整数",
    }
    number: object
    limit: int
    lowest: int = 0


@attrs.define
class OffensiveCodeError(CommunekitError):
    """A code reads as a word that nobody wants on a poster (敏感词); another number gives another code."""

    code: ClassVar[str] = "attribution.offensive_code"
    texts: ClassVar[Texts] = {
        "en": "{share_code} can be read as {word}; take another number",
        "zh": "{share_code} 可能被读作 {word}，请换一个编号",
    }
    share_code: str
    word: str


@attrs.define
class NoFreeCodeError(CommunekitError):
    """All codes that were tried are taken, or offensive (没有可用的口令)."""

    code: ClassVar[str] = "attribution.no_free_code"
    texts: ClassVar[Texts] = {
        "en": "none of {tried} numbers gives a free code",
        "zh": "试过 {tried} 个编号，没有可用的口令",
    }
    tried: int


@attrs.define
class UnknownCodeError(CommunekitError):
    """A code that is nobody's here and now (口令无效).

    One and the same for what was mistyped, never given out, retired, not valid yet or any more, or for another store:
    whoever tries codes learns nothing but that this one does not work.
    """

    code: ClassVar[str] = "attribution.unknown_code"
    texts: ClassVar[Texts] = {
        "en": "the code {given} is not valid",
        "zh": "口令 {given} 无效",
    }
    given: object


@attrs.define
class CodeTakenError(CommunekitError):
    """A code was given out before (口令已被占用); retired ones stay taken, or old posters would pay somebody else."""

    code: ClassVar[str] = "attribution.code_taken"
    texts: ClassVar[Texts] = {
        "en": "the code {share_code} was given out before",
        "zh": "口令 {share_code} 已经发放过",
    }
    share_code: str


@attrs.define
class InvalidTokenError(CommunekitError):
    """A signed link that is not accepted (签名链接无效).

    The sentence is one and the same whatever the matter is: it is for the visitor. What the matter was stands in
    `problem`, for the host's log, and `reason` says it.

    >>> refused = InvalidTokenError("expired")
    >>> print(refused)
    this link is not valid, or not any more
    >>> refused.reason()
    'it has expired'
    """

    code: ClassVar[str] = "attribution.invalid_token"
    texts: ClassVar[Texts] = {
        "en": "this link is not valid, or not any more",
        "zh": "链接无效或已过期",
    }
    reasons: ClassVar[Mapping[str, Texts]] = {
        "not_text": {"en": "it is not text", "zh": "不是文本"},
        "spelling": {"en": "it is not spelled as a token is", "zh": "写法不是规范的令牌"},
        "version": {"en": "it is of a version that is not known here", "zh": "版本未知"},
        "key": {"en": "no such key is accepted now", "zh": "密钥不存在或已停用"},
        "signature": {"en": "the signature is not ours", "zh": "签名不符"},
        "content": {"en": "it is signed, and holds what this version does not know", "zh": "签名有效，但内容无法识别"},
        "key_window": {"en": "it was issued when the key did not sign", "zh": "签发时间不在密钥的签发期内"},
        "purpose": {"en": "it was signed for another purpose", "zh": "用途不符"},
        "audience": {"en": "it was signed for somebody else", "zh": "受众不符"},
        "not_yet": {"en": "it was issued in the future", "zh": "签发时间晚于当前时间"},
        "expired": {"en": "it has expired", "zh": "已过期"},
    }  # fmt: skip
    problem: str
    key: str = ""

    def reason(self, locale: str = "en") -> str:
        """Return what the matter was, in a language: for the host, not for whoever brought the link."""
        return self.reasons.get(self.problem, {}).get(language_of(locale), self.problem)


@attrs.define
class InvalidKeyError(CommunekitError):
    """A key (签名密钥), or a ring of keys, that cannot sign safely. Of the secret nothing is told but its length."""

    code: ClassVar[str] = "attribution.invalid_key"
    texts: ClassVar[Texts] = {"en": "key {key}: {problem}", "zh": "密钥 {key}：{problem}"}
    problems: ClassVar[Mapping[str, Texts]] = {
        "not_bytes": {"en": "a secret is bytes, drawn at random", "zh": "密钥必须是随机生成的字节串"},
        "short": {"en": "a secret has 32 bytes or more", "zh": "密钥至少 32 字节"},
        "plain": {"en": "a secret is drawn at random; this one repeats itself", "zh": "密钥须随机生成，当前内容有明显重复"},
        "times": {
            "en": "it signs from, is retired, and is accepted until, in this order",
            "zh": "启用、停签、停收三个时间须依次先后",
        },
        "not_a_key": {"en": "it is not a key", "zh": "不是密钥"},
        "twice": {"en": "two keys have this id", "zh": "有两把密钥使用同一编号"},
        "same_secret": {"en": "two keys have one secret", "zh": "有两把密钥内容相同"},
        "same_start": {"en": "two keys begin to sign at one instant", "zh": "有两把密钥同时启用"},
        "none": {"en": "a ring holds one key or more", "zh": "密钥环至少要有一把密钥"},
        "none_signs": {"en": "no key signs at this instant", "zh": "此刻没有可用于签发的密钥"},
    }  # fmt: skip
    key: object
    problem: str


@attrs.define
class InvalidShareTokenError(CommunekitError):
    """What a signed link is to say cannot be said by one (签名链接内容无效). `problem` is a word of `problems`."""

    code: ClassVar[str] = "attribution.invalid_share_token"
    texts: ClassVar[Texts] = {
        "en": "{given} in a signed link: {problem}",
        "zh": "签名链接中的 {given}：{problem}",
    }
    problems: ClassVar[Mapping[str, Texts]] = {
        "expiry": {
            "en": "it expires a second or more after it is issued, and within ten years",
            "zh": "有效期须在签发后一秒至十年之间",
        },
        "too_long": {"en": "a token has 1,000 characters at most", "zh": "令牌最多 1,000 个字符"},
        "leeway": {"en": "leeway is whole seconds, 0 to 600", "zh": "容差须为 0 到 600 的整数秒"},
        "not_a_token": {"en": "it is not what a signed link says", "zh": "不是签名链接的内容"},
    }
    given: object
    problem: str


@attrs.define
class InvalidLinkError(CommunekitError):
    """An address (链接) that no token is put into, or read from. `problem` is a word of `problems`."""

    code: ClassVar[str] = "attribution.invalid_link"
    texts: ClassVar[Texts] = {"en": "{given} in a link: {problem}", "zh": "链接中的 {given}：{problem}"}
    problems: ClassVar[Mapping[str, Texts]] = {
        "address": {
            "en": "it is not https:// or http:// with a host, in plain ASCII, at most 2,000 characters",
            "zh": "须为 https:// 或 http:// 开头、带主机名的 ASCII 地址，最多 2,000 个字符",
        },
        "parameter": {
            "en": "a parameter is letters, digits, - and _",
            "zh": "参数名只能用字母、数字、- 和 _",
        },
        "token": {
            "en": "a token or code is letters, digits, - and _",
            "zh": "令牌或口令只能是字母、数字、- 和 _",
        },
        "there_already": {"en": "the parameter is there already", "zh": "参数已经存在"},
        "missing": {"en": "the parameter is not there", "zh": "缺少参数"},
        "twice": {"en": "the parameter is there twice", "zh": "参数出现两次"},
        "escape": {"en": "it has a percent sign that begins no character", "zh": "含有无效的百分号转义"},
    }
    given: object
    problem: str


@attrs.define
class InvalidPosterError(CommunekitError):
    """A poster (海报) cannot be drawn. `problem` is a word of `problems`."""

    code: ClassVar[str] = "attribution.invalid_poster"
    texts: ClassVar[Texts] = {"en": "{given} on a poster: {problem}", "zh": "海报中的 {given}：{problem}"}
    problems: ClassVar[Mapping[str, Texts]] = {
        "link": {"en": "a camera reads up to 300 characters well; shorten the link", "zh": "链接超过 300 个字符时二维码过密，请缩短"},
        "no_link": {"en": "a link is a text of visible ASCII without spaces, such as share_link returns", "zh": "链接须为不含空格的可见 ASCII 文本，请用 share_link 生成"},
        "locale": {"en": "the words around are in Chinese or English; say zh_CN, en or the like", "zh": "海报文字只有中文和英文，请用 zh_CN、en 等"},
        "price": {"en": "a price is an amount, zero or more", "zh": "价格须为不小于零的金额"},
        "code": {"en": "it is not a share code", "zh": "不是口令"},
        "level": {"en": "error correction is L, M, Q or H", "zh": "纠错等级须为 L、M、Q 或 H"},
        "scale": {"en": "a module is 1 to 40 pixels wide", "zh": "每个模块须为 1 到 40 像素"},
    }  # fmt: skip
    given: object
    problem: str


@attrs.define
class InvalidCodeArgumentError(CommunekitError):
    """Something of another type was handed in (参数类型不符). `part` is where, `wanted` is the type that is asked for."""

    code: ClassVar[str] = "attribution.invalid_code_argument"
    texts: ClassVar[Texts] = {
        "en": "the argument {part} is to be {wanted}, not {given}",
        "zh": "参数 {part} 应为 {wanted}，而不是 {given}",
    }
    part: str
    given: object
    wanted: str


@attrs.define
class SharerLimitError(CommunekitError):
    """A store has as many sharers (分享员) as it may have."""

    code: ClassVar[str] = "attribution.sharer_limit"
    texts: ClassVar[Texts] = {
        "en": "{sharer} cannot become a sharer: there are {limit} already",
        "zh": "{sharer} 不能成为分享员：已满 {limit} 人",
    }
    sharer: str
    limit: int


__all__ = [
    "CodeTakenError",
    "InvalidCodeArgumentError",
    "InvalidCodeError",
    "InvalidKeyError",
    "InvalidLinkError",
    "InvalidNumberError",
    "InvalidPosterError",
    "InvalidShareTokenError",
    "InvalidTokenError",
    "NoFreeCodeError",
    "OffensiveCodeError",
    "SharerLimitError",
    "UnknownCodeError",
]
