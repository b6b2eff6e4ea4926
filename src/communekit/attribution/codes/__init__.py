"""Codes (口令): short codes that people type, signed links that nobody forges, posters that a camera reads.

Randomness, time and secrets come in as arguments. Pictures need the extra `[qr]`; all that is said on them does not.
"""

from communekit.ids.codes import OFFENSIVE, InvalidWordError, offensive_word

from .code_book import CodeBook
from .crockford import crockford_number, crockford_text
from .errors import (
    CodeTakenError,
    InvalidCodeArgumentError,
    InvalidCodeError,
    InvalidKeyError,
    InvalidLinkError,
    InvalidNumberError,
    InvalidPosterError,
    InvalidShareTokenError,
    InvalidTokenError,
    NoFreeCodeError,
    OffensiveCodeError,
    SharerLimitError,
    UnknownCodeError,
)
from .issued_code import IssuedCode
from .keyring import Keyring
from .link import share_link, token_of
from .older_link import older_text, older_value
from .poster import Poster
from .poster_svg import poster_svg
from .qr import qr_png
from .share_code import ShareCode, code_for, free_code
from .share_codes import ShareCodes, find_code
from .share_token import ShareToken
from .sharers import WECHAT_INVITATION, WECHAT_SHARERS_MAX, Sharers
from .signature import read_token, sign
from .signing_key import SigningKey
from .touch import touch_of, touch_of_code

__all__ = [
    "OFFENSIVE",
    "WECHAT_INVITATION",
    "WECHAT_SHARERS_MAX",
    "CodeBook",
    "CodeTakenError",
    "InvalidCodeArgumentError",
    "InvalidCodeError",
    "InvalidKeyError",
    "InvalidLinkError",
    "InvalidNumberError",
    "InvalidPosterError",
    "InvalidShareTokenError",
    "InvalidTokenError",
    "InvalidWordError",
    "IssuedCode",
    "Keyring",
    "NoFreeCodeError",
    "OffensiveCodeError",
    "Poster",
    "ShareCode",
    "ShareCodes",
    "ShareToken",
    "SharerLimitError",
    "Sharers",
    "SigningKey",
    "UnknownCodeError",
    "code_for",
    "crockford_number",
    "crockford_text",
    "find_code",
    "free_code",
    "offensive_word",
    "older_text",
    "older_value",
    "poster_svg",
    "qr_png",
    "read_token",
    "share_link",
    "sign",
    "token_of",
    "touch_of",
    "touch_of_code",
]
