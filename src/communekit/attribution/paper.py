"""Rules of attribution on paper (归因规则文件): as TOML or JSON, readable by whoever signs them."""

from functools import lru_cache
from typing import Final

from communekit.codec import Codec, read_json, read_toml, write_json, write_toml
from communekit.ids import derived_id

from .errors import InvalidFactError
from .policy import AttributionPolicy

_CODEC: Final = Codec({"attribution.policy": AttributionPolicy}, version_key="format", omit_defaults=True)


def write_policy(policy: AttributionPolicy) -> str:
    """Return a rule as TOML; equal rules give equal text, and what is as usual is left out.

    >>> print(write_policy(AttributionPolicy("main", 2, order=("bond", "click"))))
    type = "attribution.policy"
    format = 1
    id = "main"
    version = 2
    order = ["bond", "click"]
    <BLANKLINE>
    """
    return write_toml(_CODEC.dump(policy))


def read_policy(text: str | bytes) -> AttributionPolicy:
    """Return the rule that a text holds, in TOML or JSON.

    Raises:
        InvalidFactError: It is no text at all.
        InvalidDocumentError: It is not a rule of attribution.
        UnknownKeyError: A key is not known; the error proposes another.
        InvalidAttributionPolicyError: The rule cannot be so.

    >>> read_policy(write_policy(AttributionPolicy("main", 2))).name
    'main v2'
    """
    if not isinstance(text, str | bytes):
        raise InvalidFactError("text", text)
    head = text.lstrip()[:1]
    read = read_json if head in ("{", b"{") else read_toml
    return _CODEC.load(read(text), AttributionPolicy)


@lru_cache(maxsize=64)
def digest_of(policy: AttributionPolicy) -> str:
    """Return the digest of all that a rule says; the last 64 rules are kept."""
    return derived_id("attribution.policy", write_json(_CODEC.dump(policy)))


__all__ = ["digest_of", "read_policy", "write_policy"]
