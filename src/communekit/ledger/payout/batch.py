"""Batches: instructions handed to a channel together (打款批次)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Self

import attrs

from communekit.codec import csv_text, write_json
from communekit.errors import Texts, language_of
from communekit.ids import derived_id
from communekit.money import Currency, Money

from .errors import InvalidPayoutError
from .instruction import Instruction
from .state import PayoutStanding
from .value_check import check_count, check_kind

LINES_MAX: Final = 1_000
"""How many lines a batch has at most, where nothing else is said."""

COLUMNS: Final[Mapping[str, Texts]] = {
    "batch": {"en": "batch", "zh": "批次号"},
    "line": {"en": "line", "zh": "序号"},
    "instruction": {"en": "instruction", "zh": "指令号"},
    "attempt": {"en": "attempt", "zh": "第几次发送"},
    "party": {"en": "party", "zh": "收款方"},
    "payee_ref": {"en": "payee reference", "zh": "收款账户标识"},
    "channel": {"en": "channel", "zh": "通道"},
    "currency": {"en": "currency", "zh": "币种"},
    "gross": {"en": "gross", "zh": "提现金额"},
    "fee": {"en": "fee", "zh": "手续费"},
    "tax": {"en": "tax", "zh": "代扣税款"},
    "net": {"en": "net", "zh": "实际打款金额"},
}
"""The columns of an instruction file, in this order for ever, with their headings."""


@attrs.frozen(order=True)
class BatchLine:
    """One line of a batch (批次明细): an instruction, and which attempt at it this is."""

    instruction: Instruction = attrs.field(order=lambda one: one.id)
    attempt: int = 1

    def __attrs_post_init__(self) -> None:
        check_kind("line", self.instruction, Instruction)
        check_count("attempt", self.attempt)

    @classmethod
    def of(cls, payout: PayoutStanding) -> Self:
        """Return the line of a payout that is handed to the channel next or is there now."""
        return cls(payout.instruction, max(payout.cleared, payout.attempt, 1))


def _sorted(lines: Iterable[BatchLine | Instruction]) -> tuple[BatchLine, ...]:
    return tuple(sorted(line if isinstance(line, BatchLine) else BatchLine(line) for line in lines))


@attrs.frozen
class Batch:
    """Instructions handed to a channel together (打款批次), in the order of their ids.

    Its id follows from the instructions and their attempts: the same ones make the same batch, in whatever order.

    Errors: `InvalidPayoutError` "nothing", "overlap" for an instruction twice, "other_channel", "currency",
    "above_count".

    >>> Batch([])
    Traceback (most recent call last):
        ...
    communekit.ledger.payout.errors.InvalidPayoutError: '' cannot be the line of a payout: there is nothing in it
    """

    lines: tuple[BatchLine, ...] = attrs.field(converter=_sorted)
    at_most: int = attrs.field(default=LINES_MAX, kw_only=True, eq=False)
    id: str = attrs.field(init=False, eq=False, repr=False)

    @id.default  # noqa: A003  # the field above, not the builtin
    def _id(self) -> str:
        parts: list[str | int] = ["payout batch"]
        for line in self.lines:
            parts += (line.instruction.id, line.attempt)
        return derived_id(*parts)

    def __attrs_post_init__(self) -> None:
        check_count("lines per batch", self.at_most)
        if not self.lines:
            raise InvalidPayoutError("line", "", "nothing")
        if len(self.lines) > self.at_most:
            raise InvalidPayoutError("line", len(self.lines), "above_count")
        first = self.lines[0].instruction
        for before, line in zip(self.lines, self.lines[1:], strict=False):
            if before.instruction.id == line.instruction.id:
                raise InvalidPayoutError("line", line.instruction.id, "overlap")
            if line.instruction.channel != first.channel:
                raise InvalidPayoutError("line", line.instruction.channel, "other_channel")
            if line.instruction.currency != first.currency:
                raise InvalidPayoutError("line", line.instruction.currency.code, "currency")

    @property
    def channel(self) -> str:
        """Through which channel."""
        return self.lines[0].instruction.channel

    @property
    def currency(self) -> Currency:
        """In which currency."""
        return self.lines[0].instruction.currency

    @property
    def total(self) -> Money:
        """What leaves in all: the sum of the net amounts of its lines."""
        return Money.total((line.instruction.net for line in self.lines), self.currency)

    def rows(self) -> Iterator[dict[str, str | int]]:
        """Yield each line as plain data, by column; amounts as text in major units."""
        for number, line in enumerate(self.lines, 1):
            one = line.instruction
            values = (
                self.id, number, one.id, line.attempt, one.party, one.payee_ref, one.channel, one.currency.code,
                one.gross.text, one.fee.text, one.tax.text, one.net.text,
            )  # fmt: skip
            yield dict(zip(COLUMNS, values, strict=True))

    def csv(self, locale: str = "en") -> str:
        """Return the instruction file as CSV text (打款文件), its headings in Chinese or English."""
        language = language_of(locale)
        heading = [texts[language] for texts in COLUMNS.values()]
        return csv_text([heading, *(row.values() for row in self.rows())])

    def json(self) -> str:
        """Return the instruction file as JSON text: batch, channel, currency, count, total and the lines."""
        return write_json(
            {
                "batch": self.id,
                "channel": self.channel,
                "currency": self.currency.code,
                "count": len(self.lines),
                "total": self.total.text,
                "lines": list(self.rows()),
            },
            pretty=True,
        )


def batches(lines: Iterable[BatchLine | Instruction], *, at_most: int = LINES_MAX) -> tuple[Batch, ...]:
    """Return lines in as few batches as the channel takes (分批), by channel and currency.

    Raises:
        InvalidPayoutError: As in `Batch`; "not_a_count" for the number of lines.
    """
    check_count("lines per batch", at_most)
    groups: dict[tuple[str, str], list[BatchLine]] = {}
    for line in _sorted(lines):
        key = (line.instruction.channel, line.instruction.currency.code)
        groups.setdefault(key, []).append(line)
    return tuple(
        Batch(group[start : start + at_most], at_most=at_most)
        for _, group in sorted(groups.items())
        for start in range(0, len(group), at_most)
    )


__all__ = ["COLUMNS", "LINES_MAX", "Batch", "BatchLine", "batches"]
