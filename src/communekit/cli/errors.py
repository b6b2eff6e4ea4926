"""Errors of the command line: a row that cannot be taken, a map that cannot be read, input that is refused."""

from collections.abc import Mapping
from typing import ClassVar, Final

import attrs

from communekit.errors import CommunekitError, Texts, excerpt, language_of

SENTENCE_CHARACTERS: Final = 300

ROW_PROBLEMS: Mapping[str, Texts] = {
    "encoding": {"en": 'the bytes are not in the encoding of the file; files of Chinese Excel want encoding = "gbk" under [file] in the map', "zh": '字节与文件的编码不符；中文版 Excel 导出的文件请在对照表 [file] 下写 encoding = "gbk"'},
    "nul": {"en": "it contains NUL characters", "zh": "含有 NUL 字符"},
    "stray_quote": {"en": "a quotation mark opens a cell and does not close it", "zh": "引号没有成对闭合"},
    "cell_too_long": {"en": "a cell has more than 131,072 characters", "zh": "单元格超过 131,072 个字符"},
    "row_too_long": {"en": "the row has more than 1,048,576 characters", "zh": "一行超过 1,048,576 个字符"},
    "ragged": {"en": "it has {given} cells", "zh": "有 {given} 个单元格，与表头不符"},
    "missing": {"en": "column {column} is empty", "zh": "列 {column} 为空"},
    "unreadable_number": {"en": "{given} in column {column} is not a plain decimal number", "zh": "列 {column} 的 {given} 不是普通十进制数"},
    "unreadable_time": {"en": "{given} in column {column} is not a time of the stated format", "zh": "列 {column} 的 {given} 不是所述格式的时间"},
    "unreadable_text": {"en": "{given} in column {column} is not a word that can be used", "zh": "列 {column} 的 {given} 不能使用"},
    "too_many_decimals": {"en": "{given} has more decimals than the currency, and the map names no rounding", "zh": "{given} 的小数位多于币种，且对照表没有指定舍入方式"},
    "out_of_range": {"en": "the amount or quantity {given} is out of range", "zh": "金额或数量 {given} 超出范围"},
    "zero_quantity": {"en": "the quantity is zero", "zh": "数量为零"},
    "zero_amount": {"en": "the amount is zero: there is nothing to share", "zh": "金额为零，没有可分的部分"},
    "negative_price": {"en": "the price is below zero", "zh": "单价为负"},
    "stock_write_off": {"en": "a negative quantity at no price: stock that was written off", "zh": "数量为负且无价格：库存核销"},
    "discounts_exceed_amount": {"en": "the discounts are more than the amount", "zh": "优惠超过金额"},
    "no_member": {"en": "no member is named", "zh": "没有会员"},
    "return_without_member": {"en": "a return that names neither an order nor a member", "zh": "退货既没有原订单也没有会员"},
    "amount_without_order": {"en": "a refund of an amount without pieces must name its order, in the column of refund_of", "zh": "只退金额、不退件数的退款，须在 refund_of 列写明原订单"},
    "no_purchase.order": {"en": "it is a refund of order {given}, and no order {given} was settled before this row", "zh": "这是订单 {given} 的退款，但此行之前没有结算过订单 {given}"},
    "no_such_line": {"en": "it is a refund of order {given}, which has no such line or product before this row", "zh": "这是订单 {given} 的退款，但此行之前该订单没有这一行或这个商品"},
    "line_not_named": {"en": "order {given} has several lines of this product: name one, in the column of refund_line", "zh": "订单 {given} 有多行是这个商品，请在 refund_line 列写明是哪一行"},
    "no_purchase": {"en": "no earlier purchase of this member and product is left to return", "zh": "没有可退的此前购买"},
    "contradicts_order": {"en": "it is of the same order as row {given}, but names another member, store or party", "zh": "与第 {given} 行同属一个订单，但会员、门店或参与方不同"},
    "line_twice": {"en": "the order has a line {given} already", "zh": "该订单已有行号 {given}"},
}  # fmt: skip


INPUT_PROBLEMS: Mapping[str, Texts] = {
    "not_found": {"en": "there is no such file", "zh": "文件不存在"},
    "not_a_file": {"en": "it is a folder or a pipe, not a plain file (files are read twice)", "zh": "是文件夹或管道，不是普通文件（文件需要读取两遍）"},
    "unreadable": {"en": "it cannot be read ({given})", "zh": "无法读取（{given}）"},
    "unwritable": {"en": "it cannot be written ({given})", "zh": "无法写入（{given}）"},
    "broken": {"en": "the compressed data is damaged or cut off", "zh": "压缩数据已损坏或被截断"},
    "kind": {"en": "its name ends in none of {given}", "zh": "文件名后缀不在 {given} 之中"},
    "no_header": {"en": "it has no header line that can be read (an encoding other than the map says?)", "zh": "没有可读的表头（编码是否与对照表不符？）"},
    "column_twice": {"en": "its header names {given} twice", "zh": "表头中 {given} 出现两次"},
    "no_column": {"en": "it has no column {given}", "zh": "没有列 {given}"},
    "twice": {"en": "it is given twice", "zh": "重复给出"},
    "not_a_folder": {"en": "it is there, and not a folder", "zh": "已存在，且不是文件夹"},
}  # fmt: skip

ORDER_PROBLEMS: Mapping[str, Texts] = {
    "no_order": {"en": "there is no order {what} in these files", "zh": "这些文件中没有订单 {what}"},
    "not_assessed": {"en": "there is nothing to explain: order {what} was left out ({given})", "zh": "没有可说明的：订单 {what} 未计入（{given}）"},
    "refused": {"en": "there is nothing to explain: {given}", "zh": "没有可说明的：{given}"},
    "no_statement": {"en": "nobody called {what} has a statement in these files", "zh": "这些文件中没有 {what} 的结算单"},
    "no_such_period": {"en": "{what} has no statement of that period; there are {given}", "zh": "{what} 没有这一期的结算单；现有 {given}"},
    "no_party": {"en": "the order pays nobody called {what}; it pays {given}", "zh": "该订单没有付给 {what}；收款方有 {given}"},
}  # fmt: skip
"""What may be wrong with the order that is asked for, as whole sentences."""

COLUMN_PROBLEMS: Mapping[str, Texts] = {
    "missing": {"en": "it is missing", "zh": "缺少"},
    "not_text": {"en": "{given} is not text", "zh": "{given} 不是文本"},
    "not_a_list": {"en": "{given} is not a list of texts", "zh": "{given} 不是文本列表"},
    "not_a_table": {"en": "{given} is not a table", "zh": "{given} 不是表"},
    "not_a_choice": {"en": "{given} is not one of {against}", "zh": "{given} 不在可选范围内：{against}"},
    "not_a_word": {"en": "{given} is not a word of lower-case letters, digits and _", "zh": "{given} 不是小写字母、数字和下划线组成的词"},
    "one_of": {"en": "say one of {against}, and one only", "zh": "{against} 须且只须给出一个"},
    "both": {"en": "{given} is a column and a constant", "zh": "{given} 既是列又是常量"},
    "refused": {"en": "{given} is refused: {against}", "zh": "{given} 被拒绝：{against}"},
}  # fmt: skip


def _shown(value: object) -> str:
    """Return a value as a sentence shows it: plain where it is short and visible, else a safe excerpt."""
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value))
    plain = isinstance(value, str) and value.isprintable() and len(value) <= SENTENCE_CHARACTERS
    return str(value) if plain else excerpt(value)


def _sentence(words: Mapping[str, Texts], error: CommunekitError, locale: str) -> str:
    """Return the problem of an error in words, its fields filled in."""
    fields = error.data()
    template = words.get(fields["problem"], {}).get(language_of(locale), "{problem}")
    shown = {
        name: value.text(locale) if isinstance(value, CommunekitError) else _shown(value)
        for name, value in fields.items()
    }
    return template.format_map(shown)


def _after(subject: str, sentence: str, locale: str) -> str:
    return f"{subject}{'：' if language_of(locale) == 'zh' else ': '}{sentence}"


@attrs.define
class ImportRowError(CommunekitError):
    """A row (数据行) that cannot be taken: which, why, and what stood in which column.

    `problem` is a word for programs; `reason_code` is the code of the row in `left_out.csv`. `row` counts the rows
    of all files in their order, from 1, headers apart.
    """

    code: ClassVar[str] = "rows.refused"
    texts: ClassVar[Texts] = {"en": "row {row}", "zh": "第 {row} 行"}
    row: int
    problem: str
    column: str = ""
    given: object = ""

    @property
    def reason_code(self) -> str:
        """The stable word of the reason: "rows.zero_amount"; what a problem says beyond a point refines its sentence alone."""
        return f"rows.{self.problem.partition('.')[0]}"

    def text(self, locale: str = "en") -> str:
        """Return the row and the reason in a language."""
        return _after(super().text(locale), self.reason(locale), locale)

    def reason(self, locale: str = "en") -> str:
        """Return the reason in a language, without the row."""
        return _sentence(ROW_PROBLEMS, self, locale)


@attrs.define
class RefusedInputError(CommunekitError):
    """A file, folder, order or party (文件或订单) that the command cannot work with: which, why. Nothing was written."""

    code: ClassVar[str] = "cli.refused_input"
    texts: ClassVar[Texts] = {"en": "cannot work with {what}", "zh": "无法处理 {what}"}
    what: str
    problem: str
    given: object = ""

    def text(self, locale: str = "en") -> str:
        """Return the file and the reason in a language."""
        if self.problem in ORDER_PROBLEMS:
            return _sentence(ORDER_PROBLEMS, self, locale)
        named = self.texts[language_of(locale)].format(what=_shown(self.what))
        return _after(named, _sentence(INPUT_PROBLEMS, self, locale), locale)


@attrs.define
class RefusedFileError(CommunekitError):
    """What stands in a file (文件内容) was refused: the file, and the refusal itself."""

    code: ClassVar[str] = "cli.refused_file"
    texts: ClassVar[Texts] = {"en": "in {file}", "zh": "文件 {file} 有误"}
    file: str
    refused: CommunekitError

    def text(self, locale: str = "en") -> str:
        """Return the file and the refusal in a language."""
        return _after(super().text(locale), self.refused.text(locale), locale)


@attrs.define
class InvalidColumnsError(CommunekitError):
    """A map of columns (列对照表) that cannot be read: where in it, and why."""

    code: ClassVar[str] = "cli.invalid_columns"
    texts: ClassVar[Texts] = {"en": "the map of columns, {where}", "zh": "列对照表 {where}"}
    where: str
    problem: str
    given: object = ""
    against: object = ""

    def text(self, locale: str = "en") -> str:
        """Return the place and the reason in a language."""
        return _after(super().text(locale), _sentence(COLUMN_PROBLEMS, self, locale), locale)


__all__ = ["ImportRowError", "InvalidColumnsError", "RefusedFileError", "RefusedInputError"]
