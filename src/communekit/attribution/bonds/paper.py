"""Bond policies on paper (锁客规则文件): TOML or JSON that people read, write and compare."""

from typing import Final, Literal
from zoneinfo import ZoneInfo

from communekit.codec import LIMITS, Codec, Hook, Limits, Plain, read_json, read_toml, write_json, write_toml
from communekit.parties import Role, TouchKind
from communekit.period import Duration, InvalidTimeError, zone

from .policy import BondPolicy

Notation = Literal["toml", "json"]


def _text(data: Plain) -> str:
    if not isinstance(data, str):
        raise TypeError("a text")
    return data


def _duration(data: Plain) -> Duration:
    try:
        return Duration.parse(_text(data))
    except (TypeError, InvalidTimeError):
        raise ValueError('ISO 8601, "P30D"') from None


_HOOKS: Final[tuple[Hook, ...]] = (
    (Duration, lambda value: str(value.text), _duration),
    (TouchKind, str, lambda data: TouchKind(_text(data))),
    (Role, str, lambda data: Role(_text(data))),
    (ZoneInfo, lambda value: str(value.key), lambda data: zone(_text(data))),
)
_CODEC: Final = Codec(
    {"attribution.bond_policy": BondPolicy}, version_key="format", hooks=_HOOKS, omit_defaults=True
)


def write_bond_policy(
    policy: BondPolicy,
    *,
    format: Notation = "toml",  # noqa: A002 - the word of the trade for it
) -> str:
    """Return a policy as text (写出规则): what is not said has its default. Durations are ISO texts: "P30D".

    >>> print(write_bond_policy(BondPolicy(mode="last", validity=Duration.days(30))), end="")
    type = "attribution.bond_policy"
    format = 1
    mode = "last"
    validity = "P30D"
    """
    document = _CODEC.dump(policy)
    return write_json(document, pretty=True) + "\n" if format == "json" else write_toml(document)


def read_bond_policy(
    text: str,
    *,
    format: Notation = "toml",  # noqa: A002 - the word of the trade for it
    limits: Limits = LIMITS,
) -> BondPolicy:
    r"""Return the policy that a text holds (读取规则).

    Args:
        text: As `write_bond_policy` writes it, or people do.
        format: In which notation.
        limits: What the text may come to.

    Raises:
        InvalidDocumentError: It is not what it should be; the error says where.
        UnknownKeyError: A key is not known; the error proposes another.
        CommunekitError: The policy contradicts itself.

    >>> read_bond_policy('type = "attribution.bond_policy"\nformat = 1\nvalidity = "P30D"').validity
    Duration.parse("P30D")
    """
    document = read_json(text, limits=limits) if format == "json" else read_toml(text, limits=limits)
    return _CODEC.load(document, BondPolicy)


__all__ = ["Notation", "read_bond_policy", "write_bond_policy"]
