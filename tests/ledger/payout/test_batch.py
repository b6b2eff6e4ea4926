"""Batches and instruction files."""

import csv
import io

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communekit.codec import read_json
from communekit.ledger.payout import (
    COLUMNS,
    PAYOUT_LIFE,
    Approve,
    Batch,
    BatchLine,
    Instruction,
    InvalidPayoutError,
    NotRequested,
    Outcome,
    PayoutEvent,
    Report,
    Request,
    Send,
    batches,
)
from communekit.money import Money
from tests.ledger.payout.day import anything, at, instruction, told, yuan

amounts = st.lists(st.integers(11, 10_000), min_size=1, max_size=12)


def made(minors: list[int]) -> list[Instruction]:
    """Return an instruction per amount."""
    return [instruction(minor, entry=f"e{place}") for place, minor in enumerate(minors)]


@given(minors=amounts, at_most=st.integers(1, 5))
def test_total_is_the_sum_of_the_lines(minors: list[int], at_most: int) -> None:
    """payout_once: each instruction stands in one batch, no batch is too large, and totals are sums of lines."""
    found = batches(made(minors), at_most=at_most)
    lines = [line for batch in found for line in batch.lines]
    assert sorted(line.instruction.id for line in lines) == sorted(one.id for one in made(minors))
    assert all(len(batch.lines) <= at_most for batch in found)
    assert len(found) == -(-len(minors) // at_most)
    for batch in found:
        rows = list(batch.rows())
        assert batch.total == Money.total((yuan(str(row["net"])) for row in rows), "CNY")
    assert sum(batch.total.minor for batch in found) == sum(minors) - 10 * len(minors)


@given(minors=amounts, data=st.data())
def test_same_instructions_same_batch(minors: list[int], data: st.DataObject) -> None:
    """same_key_once: order does not matter; another line or another attempt is another batch."""
    one = Batch(made(minors))
    other = Batch(data.draw(st.permutations(made(minors))))
    assert (one, one.id, one.csv(), one.json()) == (other, other.id, other.csv(), other.json())
    assert Batch([BatchLine(line.instruction, 2) for line in one.lines]).id != one.id
    assert Batch([*made(minors), instruction(entry="more")]).id != one.id


def test_csv_in_two_languages() -> None:
    """Columns stand in one order for ever; amounts are text in major units."""
    one = instruction(1_234, fee="0.10", tax="1.00")
    batch = Batch([one])
    english, chinese = (list(csv.reader(io.StringIO(batch.csv(locale)))) for locale in ("en", "zh_CN"))
    assert english[0] == [
        "batch", "line", "instruction", "attempt", "party", "payee reference", "channel", "currency", "gross", "fee",
        "tax", "net",
    ]  # fmt: skip
    assert chinese[0][:4] == ["批次号", "序号", "指令号", "第几次发送"]
    assert english[1] == chinese[1]
    assert english[1] == [
        batch.id, "1", one.id, "1", "L1", "tok-1", "bank", "CNY", "12.34", "0.10", "1.00", "11.24",
    ]  # fmt: skip


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
def test_spreadsheets_run_nothing(start: str) -> None:
    """A payee reference that looks like a formula is shown; JSON has it as it is."""
    ref = f'{start}cmd|"x",1'
    batch = Batch([instruction(payee_ref=ref)])
    assert list(csv.reader(io.StringIO(batch.csv())))[1][5] == f"'{ref}"
    assert next(batch.rows())["payee_ref"] == ref


def test_json_has_total_and_lines() -> None:
    """The file says what it adds up to."""
    batch = Batch(made([1_000, 2_000]))
    read = read_json(batch.json())
    assert isinstance(read, dict)
    assert (read["batch"], read["channel"], read["currency"]) == (batch.id, "bank", "CNY")
    assert (read["count"], read["total"]) == (2, "29.80")
    assert isinstance(read["lines"], list)
    assert all(isinstance(line, dict) and set(line) == set(COLUMNS) for line in read["lines"])


def test_line_of_a_payout_knows_its_attempt() -> None:
    """Approved it is the first; sent it stays the first; after a failure and another approval it is the second."""
    one = instruction()
    events = told(Request(one, at(0), "ops-1"), Approve(one.id, at(1), "ops-2"))
    found = [attempt_of(events)]
    for command in (
        Send(one.id, at(2)),
        Report(one.id, at(3), Outcome.FAILED),
        Approve(one.id, at(4), "ops-2", attempt=2),
        Send(one.id, at(5), attempt=2),
    ):
        events = told(command, events=events)
        found.append(attempt_of(events))
    assert found == [1, 1, 1, 2, 2]


def attempt_of(events: list[PayoutEvent]) -> int:
    """Return the attempt on the line of a payout."""
    state = PAYOUT_LIFE.replay(events)
    assert not isinstance(state, NotRequested)
    return BatchLine.of(state).attempt


def test_channels_and_currencies_are_apart() -> None:
    """One batch, one channel, one currency; `batches` sorts them out."""
    card = instruction(channel="card")
    dollars = Instruction(
        "L1",
        "USD",
        card.units,
        fee=Money.of("0", "USD"),
        tax=Money.of("0", "USD"),
        channel="card",
        payee_ref="x",
    )
    found = batches([instruction(), card, dollars])
    assert [(batch.channel, batch.currency.code) for batch in found] == [
        ("bank", "CNY"), ("card", "CNY"), ("card", "USD"),
    ]  # fmt: skip
    other = attrs.evolve(card, units=instruction(5_000, entry="other").units)
    for lines, problem in (
        ([], "nothing"),
        ([instruction(), instruction()], "overlap"),
        ([instruction(), other], "other_channel"),
        ([card, dollars], "currency"),
        (["x"], "unlike"),
    ):
        with pytest.raises(InvalidPayoutError) as refused:
            Batch(anything(lines))
        assert refused.value.problem == problem
    for at_most in (0, 1):
        with pytest.raises(InvalidPayoutError):
            Batch(made([100, 100]), at_most=at_most)
    with pytest.raises(InvalidPayoutError):
        batches([], at_most=0)
    with pytest.raises(InvalidPayoutError):
        BatchLine(card, 0)
