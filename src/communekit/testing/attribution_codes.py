"""Strategies of share codes, links and posters (分享码测试策略)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from hypothesis import strategies as st

from communekit.attribution.codes import (
    IssuedCode,
    Poster,
    ShareCode,
    ShareCodes,
    Sharers,
    ShareToken,
    code_for,
)

from .ground import LAST, ids, instants, texts, windows, yuan
from .parties import roles

_MAYBE: Final = st.none() | ids()
_SECONDS: Final = st.integers(1, 10**8).map(lambda seconds: timedelta(seconds=seconds))


def share_codes() -> st.SearchStrategy[ShareCode]:
    """Draw a code of any length."""
    return st.integers(4, 24).flatmap(
        lambda length: st.integers(0, 32**length - 1).map(
            lambda number: code_for(number, length=length, avoid=())
        )
    )


def issued_codes() -> st.SearchStrategy[IssuedCode]:
    """Draw a code that was given to somebody."""
    return st.builds(
        IssuedCode,
        share_codes(),
        ids(),
        windows(),
        role=roles(),
        store=_MAYBE,
        campaign=_MAYBE,
        content=_MAYBE,
        session=_MAYBE,
        retired_from=st.none() | instants(),
    )


def share_tokens() -> st.SearchStrategy[ShareToken]:
    """Draw what a signed link says."""

    def token(at: object, lasts: timedelta, **said: object) -> ShareToken:
        return ShareToken(issued_at=at, expires_at=at + lasts, **said)  # type: ignore[operator,arg-type]  # drawn so

    return st.builds(
        token,
        instants().filter(lambda at: at.year < LAST.year - 10),
        _SECONDS,
        purpose=st.sampled_from(("share", "poster", "invite")),
        audience=ids(),
        owner=ids(),
        role=roles(),
        store=_MAYBE,
        session=_MAYBE,
        share=_MAYBE,
        content=_MAYBE,
        campaign=_MAYBE,
    )


def sharers() -> st.SearchStrategy[Sharers]:
    """Draw the sharers of a store, no more than there may be."""
    return st.builds(Sharers, st.lists(ids(), max_size=3, unique=True), limit=st.integers(3, 20))


def posters() -> st.SearchStrategy[Poster]:
    """Draw what stands on a poster."""
    return st.builds(
        Poster,
        texts(),
        texts(),
        yuan(),
        texts(),
        st.sampled_from(("https://s.example/?t=x", "https://s.example/?t=y")),
        st.none() | share_codes(),
        note=st.none() | texts(),
        locale=st.sampled_from(("zh_CN", "en")),
    )


CODES: Final[Mapping[type, st.SearchStrategy[object]]] = {
    IssuedCode: issued_codes(),
    Poster: posters(),
    ShareCode: share_codes(),
    ShareCodes: st.builds(
        ShareCodes, st.lists(issued_codes(), max_size=2, unique_by=lambda issued: issued.share_code)
    ),
    ShareToken: share_tokens(),
    Sharers: sharers(),
}

__all__ = ["CODES", "issued_codes", "posters", "share_codes", "share_tokens", "sharers"]
