"""Arguments (命令行参数): what can be typed, in the language of whoever types it."""

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, NoReturn, Protocol

from communekit.errors import language_of

from .terminal import show

USES: Final[Mapping[str, Mapping[str, str]]] = {
    "communekit": {
        "en": "Share out orders under a plan, take back what was returned, and say why: exact to the minor unit.",
        "zh": "按方案分配订单收入、追回退货佣金并说明原因，金额精确到最小货币单位。",
    },
    "settle": {"en": "settle files of orders and write entries, totals and a report", "zh": "结算订单文件，写出明细、汇总和报告"},
    "lint": {"en": "look through a plan for what its author may not want", "zh": "检查方案中可能并非本意之处"},
    "explain": {"en": "say how every amount of one order came about", "zh": "说明一个订单每笔金额的由来"},
    "simulate": {"en": "hold two plans against the same orders: who gains, who loses", "zh": "用同一批订单比较两个方案：谁多得，谁少得"},
    "plan": {"en": "the plan, TOML or JSON", "zh": "方案文件，TOML 或 JSON"},
    "after": {"en": "the plan to compare it with", "zh": "用来比较的方案"},
    "orders": {"en": "files of order rows: csv, csv.gz, parquet", "zh": "订单行文件：csv、csv.gz、parquet"},
    "columns": {"en": "the map of columns, TOML", "zh": "列对照表，TOML"},
    "out": {"en": "the folder to write into", "zh": "输出目录"},
    "json": {"en": "print one JSON object instead of text", "zh": "输出一个 JSON 对象而不是文字"},
    "locale": {"en": "zh or en; by default the language of the terminal", "zh": "zh 或 en，默认随终端语言"},
    "bom": {"en": "mark CSV files as UTF-8 for Excel", "zh": "CSV 文件加 UTF-8 标记（BOM），供 Excel 直接打开"},
    "order": {"en": "the order number", "zh": "订单号"},
    "period": {
        "en": "close periods: day, week, half_month, month, quarter, half_year or year",
        "zh": "按账期结算：day、week、half_month、month、quarter、half_year 或 year",
    },
    "hold_days": {
        "en": "days that earnings are held, from receipt where the map has a column for it, else from payment; 7 by default",
        "zh": "冻结天数：对照表有收货列则从收货起算，否则从付款起算，默认 7",
    },
    "pay_from": {
        "en": "pay out at the end of each period what is available, from this amount on",
        "zh": "每期末打款，可提现达到此金额即付",
    },
    "statement": {"en": "tell what one party earned, what was taken back, held and paid, and what is left", "zh": "出一方的结算单：所得、追回、冻结、打款与余额"},
    "whose": {"en": "whose statement", "zh": "哪一方的结算单"},
    "label": {"en": "which period, such as 2026-03; the last one by default", "zh": "哪一期，如 2026-03，默认最后一期"},
    "html": {"en": "write all periods of the party as a page", "zh": "把这一方的各期写成网页"},
    "working": {"en": "show how each amount came about", "zh": "列出每笔金额的计算过程"},
    "party": {"en": "tell it for this party alone", "zh": "只对这一方说明"},
    "version": {"en": "print the version and stop", "zh": "显示版本并退出"},
}  # fmt: skip

PERIODS: Final = ("day", "week", "half_month", "month", "quarter", "half_year", "year")

_SENTENCES: Final[Sequence[tuple[str, str]]] = (
    (r"the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.*)", r"无法识别的参数：\1"),
    (r"argument ([^:]+): expected one argument", r"参数 \1 需要一个值"),
    (r"argument ([^:]+): expected at least one argument", r"参数 \1 至少需要一个值"),
    (r"argument ([^:]+): invalid choice: (.+?) \(choose from (.*)\)", r"参数 \1：\2 不在可选范围内（\3）"),
    (r"argument ([^:]+): invalid int value: (.*)", r"参数 \1：\2 不是整数"),
    (r"ambiguous option: (.*) could match (.*)", r"参数 \1 有歧义：\2"),
    (r"argument ([^:]+): ignored explicit argument (.*)", r"参数 \1 不带值：\2"),
)
"""What argparse says of wrong use, and how it is said in Chinese."""

_HELP: Final[Sequence[tuple[str, str]]] = (
    ("usage: ", "用法："),
    ("positional arguments:", "参数："),
    ("options:", "选项："),
    ("show this help message and exit", "显示本帮助并退出"),
)
"""What argparse writes into every help, and how it is written in Chinese."""


class Writer(Protocol):
    """Whatever text can be written to."""

    def write(self, s: str, /) -> object:
        """Write a text."""


class WrongUseError(Exception):
    """The command was typed wrongly; carries the sentence for the terminal."""


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of ending the process, and speaks Chinese where it is asked to."""

    locale = "en"

    def print_help(self, file: Writer | None = None) -> None:
        """Print the help, whatever letters the terminal can show."""
        if file is None:
            show(self.format_help().rstrip())
        else:
            super().print_help(file)

    def format_help(self) -> str:
        """Return the help, what argparse adds to it in the same language as the rest."""
        told = super().format_help()
        if language_of(self.locale) == "zh":
            for english, chinese in _HELP:
                told = told.replace(english, chinese)
        return told

    def error(self, message: str) -> NoReturn:
        """Refuse what was typed."""
        if language_of(self.locale) == "zh":
            for pattern, sentence in _SENTENCES:
                message = re.sub(rf"{pattern}\Z", sentence, message)
        raise WrongUseError(message)


def parser(locale: str) -> Parser:
    """Return the parser of the command line, its help in a language."""

    def said(key: str) -> str:
        return USES[key][language_of(locale)]

    Parser.locale = locale
    top = Parser(prog="communekit", description=said("communekit"), allow_abbrev=False)
    top.add_argument("--version", action="store_true", help=said("version"))
    _add_locale(top, said("locale"), default=locale)
    commands = top.add_subparsers(
        dest="command", metavar="settle | statement | lint | explain | simulate", parser_class=Parser
    )

    def command(name: str, *, plans: int = 1, orders: str = "", json: bool = True) -> Parser:
        made: Parser = commands.add_parser(name, help=said(name), description=said(name), allow_abbrev=False)
        made.add_argument("plan", metavar="PLAN", type=Path, help=said("plan"))
        if plans > 1:
            made.add_argument("after", metavar="PLAN_B", type=Path, help=said("after"))
        if orders:
            made.add_argument("orders", metavar="ORDERS", type=Path, nargs="+", help=said("orders"))
            made.add_argument("--columns", metavar="MAP", type=Path, required=True, help=said("columns"))
        if json:
            made.add_argument("--json", action="store_true", help=said("json"))
        _add_locale(made, said("locale"), default=argparse.SUPPRESS)  # what stands before the command holds
        return made

    settled = command("settle", orders="+")
    settled.add_argument("--out", metavar="DIR", type=Path, required=True, help=said("out"))
    settled.add_argument("--bom", action="store_true", help=said("bom"))
    _add_periods(settled, said, default=None)
    stated = command("statement", orders="+")
    stated.add_argument("--party", metavar="ID", required=True, help=said("whose"))
    _add_periods(stated, said, default="month")
    stated.add_argument("--label", metavar="PERIOD", help=said("label"))
    stated.add_argument("--html", metavar="FILE", type=Path, help=said("html"))
    stated.add_argument("--working", action="store_true", help=said("working"))
    command("lint")
    explained = command("explain", orders="+")
    explained.add_argument("--order", metavar="ID", required=True, help=said("order"))
    explained.add_argument("--party", metavar="ID", help=said("party"))
    command("simulate", plans=2, orders="+").add_argument("--out", metavar="DIR", type=Path, help=said("out"))
    return top


def _add_periods(to: Parser, said: Callable[[str], str], *, default: str | None) -> None:
    to.add_argument("--period", choices=PERIODS, metavar="CYCLE", default=default, help=said("period"))
    to.add_argument("--hold-days", metavar="N", type=int, default=7, help=said("hold_days"))
    to.add_argument("--pay-from", metavar="AMOUNT", help=said("pay_from"))


def _add_locale(to: Parser, told: str, *, default: str) -> None:
    to.add_argument("--locale", choices=("zh", "en"), default=default, help=told)


__all__ = ["Parser", "WrongUseError", "parser"]
