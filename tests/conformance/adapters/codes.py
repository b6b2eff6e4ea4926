"""Codes and sharers: texts that stand for numbers, signatures of an earlier system, limits of an invitation (分享码、分享员)."""

from datetime import timedelta

from communekit.attribution.codes import (
    WECHAT_INVITATION,
    InvalidCodeError,
    InvalidTokenError,
    Keyring,
    SharerLimitError,
    Sharers,
    ShareToken,
    SigningKey,
    crockford_number,
    crockford_text,
    older_text,
    read_token,
    sign,
)
from communekit.period import instant

from ..answer import Answer
from ..case import UnsupportedError
from ..given import Given

NOON = instant("2026-03-01T12:00:00Z")
ZONE = "Asia/Shanghai"


def code(given: Given) -> Answer:
    """Write a number, read one, or sign a text as an earlier system does."""
    match given.word("op"):
        case "encode":
            return {"text": crockford_text(given.count("n"), check=given.flag("check"))}
        case "decode":
            try:
                return {"n": crockford_number(given.word("text"), check=given.flag("check")), "error": False}
            except InvalidCodeError:
                return {"error": True}
        case "hmac_sha1_sign":
            return {"text": older_text(given.word("value"), secret=given.word("secret").encode())}
        case other:
            raise UnsupportedError(f"op is not known: {other}")


def sharer(given: Given) -> Answer:
    """Bind one more sharer to so many, and show an invitation so many days after it was made."""
    return {
        "bind_accepted": [may_bind(int(bound)) for bound in given.values("bound_sharers")],
        "qr_valid": [is_valid(timedelta(days=int(days))) for days in given.values("qr_age_days")],
    }


def may_bind(bound: int) -> bool:
    """Whether one more becomes a sharer."""
    try:
        return bool(Sharers(f"S{number}" for number in range(bound)).bound("next").parties)
    except SharerLimitError:
        return False


def is_valid(age: timedelta) -> bool:
    """Whether an invitation of an age is accepted."""
    ring = Keyring([SigningKey("k1", bytes(range(32)), NOON)])
    text = sign(
        ShareToken("invite", "shop", "S1", NOON, WECHAT_INVITATION.add_to(NOON, ZONE)),
        ring,
    )
    try:
        return read_token(text, ring, at=NOON + age, purpose="invite", audience="shop").owner == "S1"
    except InvalidTokenError:
        return False
