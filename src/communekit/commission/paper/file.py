"""Files of plans (方案文件): TOML for people, JSON for programs, one schema for both.

A file holds one version, as `[plan]` with its tables beside it, or several, as `[[plan]]` with the tables of each
inside it. `format = 1` is the version of the schema; a file may leave it out, a newer one is refused.
"""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from communekit.codec import (
    LIMITS,
    Limits,
    Plain,
    SchemaVersionError,
    check_plain,
    read_json,
    read_toml,
    write_json,
    write_toml,
)
from communekit.commission.plan import Plan
from communekit.commission.plans import Plans

from .errors import UnreadablePlanError
from .form import Form
from .plan import PLAN_KEYS, PLAN_MEANT, SECTIONS, plan_from, plan_written

FORMAT: Final = 1
"""The version of the schema that is written, and the newest that is read."""

Notation: TypeAlias = Literal["toml", "json"]
Paper: TypeAlias = str | bytes | Mapping[str, Plain]
"""A file as text or bytes, or what was read from one as plain data."""


def read_plan(
    document: Paper,
    *,
    format: Notation = "toml",  # noqa: A002 - the word of the trade for it
    limits: Limits = LIMITS,
) -> Plan:
    """Read a plan that stands on paper (读取方案).

    Keys are words of the trade, amounts decimal text in the plan's currency ("50.00"), shares text ("8%", "1/3",
    "12 bps"), days those of the plan's zone. Nothing is rounded and nothing is guessed: what is not known is
    refused with its place, and with the key that may have been meant.

    Args:
        document: Text or bytes of a file, or plain data that was read from one.
        format: The notation of text and bytes: "toml" or "json".
        limits: What a document may have at most: 64 KiB unless said otherwise.

    Raises:
        UnknownKeyError: A key is not known; the error says where and proposes another.
        UnreadablePlanError: A value is not what it should be; an `InvalidPlanError`.
        InvalidPlanError: The plan as a whole is not valid; `UnknownRuleError`, `PlanCycleError` likewise.
        SchemaVersionError: The file is of a newer format.
        InvalidDocumentError: The text is not TOML, or not JSON; `DocumentTooLargeError` beyond the limits.

    >>> text = '''
    ... [plan]
    ... id = "basket"
    ... version = 1
    ... currency = "CNY"
    ... residual = "store"
    ...
    ... [[rule]]
    ... id = "fresh"
    ... pays = "leader"
    ... share = "5%"
    ... when = { category = "fresh" }
    ... '''
    >>> read_plan(text).rules[0].when
    line.category.under('fresh')
    """
    versions = _versions(document, format, limits)
    if len(versions) != 1:
        raise UnreadablePlanError("plan", "several", len(versions))
    return plan_from(versions[0])


def read_plans(
    document: Paper,
    *,
    format: Notation = "toml",  # noqa: A002 - the word of the trade for it
    limits: Limits = LIMITS,
) -> Plans:
    """Read the versions of a plan from one file (读取方案的各个版本): one `[plan]`, or a `[[plan]]` for each.

    Errors: those of `read_plan`, and `InvalidPlanError` where versions or windows do not go together.
    """
    versions = _versions(document, format, limits)
    if len(versions) == 1:
        return Plans.of(plan_from(versions[0]))
    return Plans.of(
        plan_from(version, f"version {number}, ") for number, version in enumerate(versions, start=1)
    )


def write_plan(
    plan: Plan,
    *,
    format: Notation = "toml",  # noqa: A002 - the word of the trade for it
    limits: Limits = LIMITS,
) -> str:
    """Write a plan on paper (写成方案文件): what is read from it is equal to it, and equal plans make equal text.

    Raises:
        UnreadablePlanError: The plan holds what has no form on paper, such as a time without its zone.
        DocumentTooLargeError: The reader would refuse it.

    >>> from communekit.commission import Rule
    >>> from communekit.money import Rate
    >>> plan = Plan("basket", 3, "CNY", residual="store", rules=[Rule("base", "leader", Rate.percent("8"))])
    >>> print(write_plan(plan), end="")
    format = 1
    <BLANKLINE>
    [plan]
    id = "basket"
    version = 3
    currency = "CNY"
    residual = "store"
    <BLANKLINE>
    [[rule]]
    id = "base"
    pays = "leader"
    share = "8%"
    """
    table = plan_written(plan)
    own = {key: value for key, value in table.items() if key in PLAN_KEYS or isinstance(value, str)}
    around = {key: value for key, value in table.items() if key not in own}
    return _text({"format": FORMAT, "plan": own, **around}, format, limits)


def write_plans(
    plans: Plans,
    *,
    format: Notation = "toml",  # noqa: A002 - the word of the trade for it
    limits: Limits = LIMITS,
) -> str:
    """Write the versions of a plan into one file (写入各个版本), oldest first; errors as in `write_plan`."""
    return _text({"format": FORMAT, "plan": [plan_written(plan) for plan in plans.versions]}, format, limits)


def _versions(document: Paper, notation: Notation, limits: Limits) -> list[Mapping[str, Plain]]:
    """Return the versions in a file, each as one table with the tables around it inside."""
    if isinstance(document, Mapping):
        data: Plain = dict(document)
        check_plain(data, limits=limits)
    else:
        data = (
            read_json(document, limits=limits) if notation == "json" else read_toml(document, limits=limits)
        )
    meant = {key: f"plan.{key}" for key in PLAN_KEYS} | PLAN_MEANT
    form = Form.of(data, "file", ("format", "plan", *SECTIONS), meant)
    given = form.table.get("format", FORMAT)
    if type(given) is not int or not 1 <= given <= FORMAT:
        raise SchemaVersionError(given, 1, FORMAT)
    around = {key: value for key, value in form.table.items() if key in SECTIONS}
    plans = form.value("plan")
    if isinstance(plans, list | tuple):
        for key in around:
            raise UnreadablePlanError("file", "does_not_go_with", key, "[[plan]]")
        return [_version(plan, f"version {number}") for number, plan in enumerate(plans, start=1)]
    version = _version(plans, "plan")
    for key in around:
        if key in version:
            raise UnreadablePlanError("file", "said_twice", key)
    return [{**version, **around}]


def _version(data: Plain, where: str) -> Mapping[str, Plain]:
    return Form.of(data, where, (*PLAN_KEYS, *SECTIONS), PLAN_MEANT).table


def _text(document: dict[str, Plain], notation: Notation, limits: Limits) -> str:
    if notation == "json":
        return write_json(document, pretty=True, limits=limits) + "\n"
    return write_toml(document, limits=limits)


__all__ = ["FORMAT", "Notation", "Paper", "read_plan", "read_plans", "write_plan", "write_plans"]
