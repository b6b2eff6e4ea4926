"""The map of columns on paper (列对照表文件): TOML in, `Columns` out; strict, with what may have been meant.

```toml
[columns]                  # fact = the column that says it
order = "invoice"
product = "stock_code"
quantity = "quantity"
unit_price = "unit_price"  # or amount = "…", the total of the line
member = "customer_id"
store = "country"
time = "invoice_date"

[constants]                # facts that are the same on every row
currency = "GBP"

[time]
format = "%Y-%m-%d %H:%M:%S"
zone = "Europe/London"

[returns]
prefix = "C"               # order numbers that begin so are cancellations

[credits]
leader = { column = "customer_id", spread = ["L01", "L02", "L03"] }

[[leave_out]]
product = ["POST", "gift_*"]
code = "not_goods"
reason = { en = "Carriage and vouchers, not goods", zh = "运费与礼券，不是商品" }   # or one text
```
"""

import codecs
import re
from collections.abc import Mapping
from typing import Any, Final

from communekit.cli.errors import InvalidColumnsError
from communekit.codec import read_toml
from communekit.errors import Texts
from communekit.ids import identifier
from communekit.money import Currency, Rate, Rounding
from communekit.orders import MatchingPolicy
from communekit.parties import Role
from communekit.period import zone

from .columns import FACTS, ISO, NEEDED, Columns, CreditColumn, LeaveOut, Times
from .form import asked, choice_at, list_at, table_at, text_at, texts_at

TABLES: Final = (
    "columns", "constants", "time", "rows", "returns", "credits", "discounts", "about", "attributes", "leave_out", "file",
)  # fmt: skip
FILTERED: Final = ("order", "member", "store", "product", "description", "category", "supplier", "channel")
FOLDS: Final = {"earlier": 0, "later": 1}
_ROUNDINGS: Final = tuple(mode.value for mode in Rounding)
_POLICIES: Final = tuple(policy.value for policy in MatchingPolicy)
_WORD: Final = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")


def read_columns(document: str | bytes) -> Columns:
    """Return a map of columns from TOML.

    Raises:
        InvalidColumnsError: Something in it cannot be meant so.
        UnknownKeyError: A key that is not known; the error proposes one.
        InvalidDocumentError, DocumentTooLargeError: It is not TOML, or too large.
    """
    paper = table_at(read_toml(document), "", TABLES)
    names = texts_at(paper, "columns", FACTS)
    constants = texts_at(paper, "constants", FACTS)
    _check_facts(names, constants)
    rows = table_at(paper.get("rows", {}), "rows", ("needs", "rounding", "upper", "reappearing"))
    returns = table_at(paper.get("returns", {}), "returns", ("prefix", "matching"))
    file = table_at(paper.get("file", {}), "file", ("delimiter", "encoding"))
    about = table_at(paper.get("about", {}), "about")
    rounding = choice_at(rows["rounding"], "rows.rounding", _ROUNDINGS) if "rounding" in rows else ""
    return Columns(
        names,
        constants,
        times=_times(paper),
        needs=tuple(
            choice_at(fact, "rows.needs", FACTS) for fact in list_at(rows.get("needs", []), "rows.needs")
        ),
        rounding=Rounding(rounding) if rounding else None,
        upper=tuple(
            choice_at(fact, "rows.upper", FILTERED) for fact in list_at(rows.get("upper", []), "rows.upper")
        ),
        gathers=choice_at(rows.get("reappearing", "gather"), "rows.reappearing", ("gather", "part"))
        == "gather",
        return_prefixes=tuple(list_at(returns.get("prefix", []), "returns.prefix")),
        matching=MatchingPolicy(
            choice_at(returns.get("matching", _POLICIES[0]), "returns.matching", _POLICIES)
        ),
        leave_out=_leave_out(paper),
        credits=_credits(paper),
        discounts={
            _role(role, f"discounts.{role}"): name for role, name in texts_at(paper, "discounts").items()
        },
        about={subject: texts_at(about, subject, at="about.") for subject in about},
        attributes=texts_at(paper, "attributes"),
        delimiter=choice_at(file.get("delimiter", ","), "file.delimiter", (",", ";", "\t", "|")),
        encoding=_encoding(file.get("encoding", "utf-8-sig")),
    )


def _check_facts(names: Mapping[str, str], constants: Mapping[str, str]) -> None:
    for fact in names:
        if fact in constants:
            raise InvalidColumnsError(f"constants.{fact}", "both", fact)
    for fact in NEEDED:
        if fact not in names and fact not in constants:
            raise InvalidColumnsError(f"columns.{fact}", "missing")
    for fact in ("order", "product", "time"):
        if fact not in names:
            raise InvalidColumnsError(f"columns.{fact}", "missing")
    amounts = tuple(fact for fact in ("unit_price", "amount") if fact in names)
    if len(amounts) != 1:
        raise InvalidColumnsError("columns", "one_of", "", ("unit_price", "amount"))
    if "unit_price" in names and not {"quantity"} & {*names, *constants}:
        raise InvalidColumnsError("columns.quantity", "missing")
    if "refund_line" in names and not {"refund_of"} & {*names, *constants}:
        raise InvalidColumnsError("columns.refund_of", "missing")
    if "currency" in constants:
        asked("constants.currency", constants["currency"], Currency.of)
    if "store" in constants:
        asked("constants.store", constants["store"], identifier)


def _times(paper: Mapping[str, Any]) -> Times:
    time = table_at(paper.get("time", {}), "time", ("format", "zone", "fold"))
    place = text_at(time.get("zone", "Asia/Shanghai"), "time.zone")
    asked("time.zone", place, zone)
    fold = None if "fold" not in time else FOLDS[choice_at(time["fold"], "time.fold", tuple(FOLDS))]
    return Times(
        text_at(time.get("format", ISO), "time.format"),
        place,
        0 if fold == 0 else None if fold is None else 1,
    )


def _leave_out(paper: Mapping[str, Any]) -> tuple[LeaveOut, ...]:
    made: list[LeaveOut] = []
    given = paper.get("leave_out", [])
    if not isinstance(given, list):
        raise InvalidColumnsError("leave_out", "not_a_list", given)
    for place, item in enumerate(given):
        where = f"leave_out[{place}]"
        table = table_at(item, where, (*FILTERED, "code", "reason"))
        code = text_at(table.get("code"), f"{where}.code")
        if not _WORD.match(code):
            raise InvalidColumnsError(f"{where}.code", "not_a_word", code)
        facts = [fact for fact in FILTERED if fact in table]
        if not facts:
            raise InvalidColumnsError(where, "one_of", "", FILTERED)
        reason = _reason(table.get("reason", code), f"{where}.reason")
        made.extend(
            LeaveOut(fact, tuple(list_at(table[fact], f"{where}.{fact}")), code, reason) for fact in facts
        )
    return tuple(made)


def _reason(given: object, where: str) -> Texts:
    """Return a reason for people: one text, or one in each language."""
    if isinstance(given, dict):
        table = table_at(given, where, ("en", "zh"))
        return {tongue: text_at(table.get(tongue), f"{where}.{tongue}") for tongue in ("en", "zh")}
    text = text_at(given, where)
    return {"en": text, "zh": text}


def _credits(paper: Mapping[str, Any]) -> tuple[CreditColumn, ...]:
    made: list[CreditColumn] = []
    for role, given in table_at(paper.get("credits", {}), "credits").items():
        where = f"credits.{role}"
        for item in given if isinstance(given, list) else [given]:
            table = (
                {"column": item}
                if isinstance(item, str)
                else table_at(item, where, ("column", "party", "spread", "share"))
            )
            column, party = (
                text_at(table.get(key, ""), f"{where}.{key}", empty=True) for key in ("column", "party")
            )
            if bool(column) == bool(party):
                raise InvalidColumnsError(where, "one_of", "", ("column", "party"))
            spread = tuple(list_at(table.get("spread", []), f"{where}.spread"))
            for name in (*spread, *((party,) if party else ())):
                asked(where, name, identifier)
            share = asked(where, table.get("share", "100%"), _rate)
            made.append(CreditColumn(_role(role, where), column, party, spread, share))
    return tuple(made)


def _rate(text: object) -> Rate:
    return Rate.percent(text[:-1]) if isinstance(text, str) and text.endswith("%") else Rate.of(text)  # type: ignore[arg-type]  # refused there


def _role(word: str, where: str) -> Role:
    return asked(where, word, Role)


def _encoding(given: object) -> str:
    text = text_at(given, "file.encoding")
    try:
        name = codecs.lookup(text).name
    except (LookupError, ValueError):
        raise InvalidColumnsError("file.encoding", "refused", text, "no such encoding") from None
    return "utf-8-sig" if name == "utf-8" else name


__all__ = ["read_columns"]
