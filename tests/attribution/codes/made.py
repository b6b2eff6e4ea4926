"""Codes, tokens and keys to test with."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from communekit.attribution.codes import Keyring, ShareToken, SigningKey, offensive_word
from communekit.ids.codes import SYMBOLS, check_symbol
from communekit.parties import Role
from communekit.period import instant

NOON = instant("2026-03-01T12:00:00Z")


def at(seconds: int) -> datetime:
    """Return an instant so many seconds after the noon of the tests."""
    return NOON + timedelta(seconds=seconds)


def secret(number: int) -> bytes:
    """Return a secret; another number, another one."""
    return bytes((number + 7 * place) % 256 for place in range(32))


def ring(*keys: SigningKey) -> Keyring:
    """Return a ring of keys; of one key where none is named."""
    return Keyring(keys or (SigningKey("k1", secret(1), NOON),))


def token(seconds: int = 0, lifetime: int = 1000, **said: Any) -> ShareToken:
    """Return a token that is issued so many seconds after noon and lasts so many."""
    named: dict[str, Any] = {"purpose": "share", "audience": "riverside", "owner": "L1", **said}
    return ShareToken(issued_at=at(seconds), expires_at=at(seconds + lifetime), **named)


def words() -> st.SearchStrategy[str]:
    """Ids, plain ones and Chinese ones."""
    plain = st.text("abcXYZ019-_.", min_size=1, max_size=12).filter(
        lambda text: text != "." and ".." not in text
    )
    return plain | st.sampled_from(["东门店", "m-7f3a9c01", "x" * 128, "é"])


def tokens() -> st.SearchStrategy[ShareToken]:
    """Tokens of all sorts, issued within a day after noon."""
    optional = st.none() | words()
    return st.builds(
        lambda purpose, audience, owner, issued, lifetime, role, store, session, share, content, campaign: (
            ShareToken(
                purpose,
                audience,
                owner,
                at(issued),
                at(issued + lifetime),
                role=role,
                store=store,
                session=session,
                share=share,
                content=content,
                campaign=campaign,
            )
        ),
        words(),
        words(),
        words(),
        st.integers(0, 86_400),
        st.integers(1, 10 * 366 * 86_400),
        st.sampled_from([Role.LEADER, Role.HOST, Role.CREATOR, Role("courier")]),
        optional,
        optional,
        optional,
        optional,
        optional,
    ).filter(lambda made: len(repr(made)) < 1_000)


def clean_symbols(length: int = 8) -> st.SearchStrategy[str]:
    """Codes of so many symbols and the check symbol, none offensive."""
    bodies = st.text(SYMBOLS, min_size=length, max_size=length)
    return bodies.map(lambda body: body + check_symbol(body)).filter(
        lambda code: offensive_word(code) is None
    )
