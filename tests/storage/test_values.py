"""What is kept as text: which classes, how it looks, what is refused."""

import importlib
import json
from datetime import datetime, timedelta, timezone
from enum import Enum
from fractions import Fraction
from typing import Any, Final

import attrs
import pytest

from communekit.attribution.bonds import BOND_EVENTS
from communekit.codec import (
    DocumentTooLargeError,
    InvalidDocumentError,
    Limits,
    SchemaVersionError,
    UnknownKeyError,
)
from communekit.commission import ALWAYS, Key, Plan, Row, Rule, Standing, line
from communekit.errors import CommunekitError
from communekit.groupbuy.campaign import InvalidCampaignError, Pledged
from communekit.ids import EntryId, PartyId
from communekit.ledger import Account, Entry, Posting
from communekit.ledger.claims import Claim
from communekit.ledger.payout import Due
from communekit.money import CNY, Currency, InvalidCommodityError, Money, Rate, Split, split, split_even
from communekit.orders import Attributes, Line, Order, Product
from communekit.orders.pickup import PICKUP_EVENTS
from communekit.parties import LEADER_EVENTS, Directory, Leader, Role, Store, Tie, Ties
from communekit.period import Calendar, InvalidTimeError, Recurrence, Window, instant
from communekit.storage import WORDS, read_value, write_value
from communekit.storage.values import LEFT_OUT
from communekit.testing.value import STRATEGIES

ROOMS: Final = (
    "money",
    "period",
    "ids",
    "parties",
    "orders",
    "orders.pickup",
    "ledger",
    "ledger.claims",
    "ledger.settlement",
    "ledger.payout",
    "ledger.tax",
    "commission",
    "attribution",
    "attribution.bonds",
    "attribution.codes",
    "attribution.guards",
    "attribution.models",
    "groupbuy.allocation",
    "groupbuy.campaign",
    "groupbuy.rounds",
)
NOON: Final = instant("2026-03-01T12:00:00+08:00")


def public() -> list[type]:
    """Return every public class of the rooms that is neither an error nor an enumeration."""
    doors = [importlib.import_module(f"communekit.{room}") for room in ROOMS]
    named = [getattr(door, name) for door in doors for name in door.__all__]
    return [kind for kind in named if isinstance(kind, type) and not issubclass(kind, CommunekitError | Enum)]


def order(*lines: Line) -> Order:
    """Return an order of these lines."""
    return Order("O1", "S1", lines or (Line.of("1", "tea", "10.00"),), NOON, NOON)


@pytest.mark.parametrize("kind", public(), ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_every_public_class_is_kept_or_left_out_for_a_reason(kind: type) -> None:
    """A new class has a word, is a base of classes with words, or stands in the table of reasons; never two of these."""
    has_word = kind in WORDS.values() or any(kind in known.__mro__ for known in WORDS.values())
    assert has_word is not (kind in LEFT_OUT)


def test_only_public_classes_are_left_out() -> None:
    """The table of reasons speaks of nothing else, and gives reasons."""
    assert set(LEFT_OUT) <= set(public())
    assert all(LEFT_OUT.values())


def test_every_word_has_a_strategy() -> None:
    """What is kept can be drawn, and nothing else is drawn."""
    assert set(STRATEGIES) == set(WORDS.values())


def test_no_word_is_lost() -> None:
    """Tables of rooms do not take each other's words: there are as many words as classes."""
    assert len(WORDS) == len(set(WORDS.values()))
    for events in (LEADER_EVENTS, BOND_EVENTS, PICKUP_EVENTS):
        assert {word: kind for word, kind in WORDS.items() if word in events} == events


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Money.cny("12.30"), '{"format":1,"type":"money.money","value":"12.30 CNY"}'),
        (
            Money(-5, Currency.commodity("POINTS")),
            '{"format":1,"type":"money.money","value":"-5 POINTS"}',
        ),
        (Rate.percent("8"), '{"format":1,"share":"2/25","type":"money.rate"}'),
        (Role("courier"), '{"format":1,"type":"parties.role","value":"courier"}'),
        (
            Window.parse("2026-03-01T00:00:00+08:00/.."),
            '{"format":1,"start":"2026-02-28T16:00:00Z","type":"period.window"}',
        ),
        (
            Calendar.monthly("Asia/Shanghai"),
            '{"cycle":{"type":"period.cycle","value":"month"},"format":1,"type":"period.calendar","zone":"Asia/Shanghai"}',
        ),
        (
            Recurrence("FREQ=DAILY", datetime(2026, 1, 10, 8)),  # noqa: DTZ001 - local
            '{"format":1,"rule":"FREQ=DAILY","start":"2026-01-10T08:00:00","type":"period.recurrence"}',
        ),
        (
            Pledged(collect_within=timedelta(days=7, minutes=5)),
            '{"collect_within":"PT168H5M","format":1,"type":"groupbuy.pledged"}',
        ),
        (
            Attributes({"a": 2, "b": Fraction(1, 2), "c": ("x",), "e": True}),
            '{"format":1,"type":"orders.attributes","value":{"a":2,"b":{"type":"fraction","value":"1/2"},"c":["x"],"e":true}}',
        ),
    ],
    ids=repr,
)
def test_how_it_looks(value: object, text: str) -> None:
    """Values as people find them in their database."""
    assert write_value(value) == text
    assert read_value(text) == value


def paid(*legs: Posting) -> Entry:
    """Return an entry of some legs."""
    return Entry(EntryId("e1"), "order.paid", NOON, legs)


L1 = Posting(Account(PartyId("L1"), "pending", CNY), 8)
S1 = Posting(Account(PartyId("S1"), "pending", CNY), -8)
BOTH = (Key("measure", "a", "L1", "2026-03"), Key("measure", "b", "L1", "2026-03"))
KEPT = Window(NOON)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Attributes({"a": 1, "b": Fraction(4, 2)}), Attributes({"b": 2, "a": Fraction(1)})),
        (paid(L1, S1), paid(S1, L1)),
        (attrs.evolve(paid(L1, S1), at=NOON), attrs.evolve(paid(L1, S1), at="2026-03-01T04:00:00Z")),
        (
            Standing({BOTH[0]: Row(Fraction(2)), BOTH[1]: Row(1)}),
            Standing({BOTH[1]: Row(Fraction(1)), BOTH[0]: Row(2)}),
        ),
        (
            Directory("r", [Store("S1"), Leader("L1", store="S1")]),
            Directory("r", [Leader("L1", store="S1"), Store("S1")]),
        ),
        (Ties([], shared=["host", "circle"]), Ties([], shared=["circle", "host", "host"])),
        (
            Ties([Tie("leader", "M1", "L1", KEPT), Tie("leader", "M2", "L1", KEPT)]),
            Ties([Tie("leader", "M2", "L1", KEPT), Tie("leader", "M1", "L1", KEPT)]),
        ),
        (
            Claim(paid(L1, S1), {L1.account: 8, S1.account: 1}, {}),
            Claim(paid(S1, L1), {S1.account: 1, L1.account: 8}, {}),
        ),
        (split(Money(100, CNY), {"a": 1, "b": 1}), split(Money(100, CNY), {"b": 1, "a": 1})),
        (
            order(Line("1", Product("P"), Fraction(6, 2), Money(1, CNY))),
            order(Line("1", Product("P"), 3, Money(1, CNY))),
        ),
        (line.paid_at >= NOON, line.paid_at >= NOON.astimezone(timezone(timedelta(hours=8)))),
        (line.count >= 2, line.count >= Fraction(2)),
        (line.role == "leader", line.role == Role.LEADER),
    ],
    ids=lambda value: type(value).__name__,
)
def test_equal_values_give_equal_text(one: object, other: object) -> None:
    """However a value came together, it is written in one way."""
    assert write_value(one) == write_value(other)
    read: object = read_value(write_value(one))
    assert write_value(read) == write_value(other)


def test_true_is_not_one() -> None:
    """Conditions tell a flag from a number, and so does what is kept."""
    kept: Attributes = read_value(write_value(Attributes({"organic": True})))
    assert kept["organic"] is True


def test_parts_by_position_keep_their_places() -> None:
    """A split by positions comes back with its amounts in order, the tenth after the second."""
    even = split_even(Money(125, CNY), 12)
    assert read_value(write_value(even), Split).amounts == even.amounts


def told(value: object, /, **changed: Any) -> str:
    """Return the text of a value with some keys changed."""
    return json.dumps({**json.loads(write_value(value)), **changed})


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        (told(order(), extra=1), UnknownKeyError, "unknown key extra"),
        (told(order(), stor="S1"), UnknownKeyError, "did you mean store"),
        (told(order(), type="orders.ordr"), InvalidDocumentError, "type: 'orders.ordr' is not one of"),
        (told(order(), type="orders.refund"), UnknownKeyError, "unknown key"),
        (told(order(), format=2), SchemaVersionError, "version 2; versions 1 to 1"),
        (told(order(), format=0), SchemaVersionError, "version 0"),
        (told(order(), format="1"), InvalidDocumentError, "format: '1' is not a whole number"),
        (told(order(), format=True), InvalidDocumentError, "not a whole number"),
        (told(order(), placed_at="2026-03-01T04:00:00"), InvalidTimeError, "zone"),
        (told(order(), placed_at="2026-03-01T12:00:00+08:00"), InvalidDocumentError, "placed_at"),
        (told(order(), id=7), InvalidDocumentError, "id: 7 is not text"),
        (told(Money(1, CNY), value="1 CNY"), InvalidCommodityError, "CNY"),
        (told(Money(1, CNY), value="01.00 CNY"), InvalidDocumentError, "an amount such as"),
        (told(Money(1, CNY), value="-0.00 CNY"), InvalidDocumentError, "an amount such as"),
        (told(Money(1, CNY), value="1.00CNY"), InvalidDocumentError, "an amount such as"),
        (told(Money(1, CNY), value=100), InvalidDocumentError, "not text"),
        (told(Calendar.monthly("UTC"), zone="../UTC"), InvalidTimeError, "zone"),
        *(
            (told(Pledged(), collect_within=text), InvalidDocumentError, "such as PT24H15M")
            for text in ("P7D", "PT", "PT60M", "PT0H5M", "PT1.5S", "PT05M", "-PT0S", "PT1H ", "7")
        ),
        (told(Pledged(), collect_within="-PT1H"), InvalidCampaignError, "above zero"),
        (told(Pledged(), collect_within="PT99999999999H"), InvalidDocumentError, "collect_within"),
        (told(Pledged(), collect_within=3600), InvalidDocumentError, "not text"),
        ('{"format":1,"format":1,"type":"parties.role","value":"x"}', InvalidDocumentError, "twice"),
        ('{"type":"parties.role","value":"x"}', InvalidDocumentError, "'format' is missing"),
        ("[" * 100, DocumentTooLargeError, "nested"),
        ("NaN", InvalidDocumentError, "NaN"),
        ("", InvalidDocumentError, "not well formed"),
    ],
    ids=lambda given: given[:60] if isinstance(given, str) else given.__name__,
)
def test_what_is_refused(text: str, error: type[CommunekitError], said: str) -> None:
    """Nothing is guessed and nothing passed over; the error says where."""
    with pytest.raises(error, match=said):
        read_value(text)


def test_another_class_than_the_one_wanted_is_refused() -> None:
    """Whoever asks for a plan gets no order; whoever asks for a base gets any of its classes."""
    with pytest.raises(InvalidDocumentError, match="type"):
        read_value(write_value(order()), Plan)
    assert read_value(write_value(ALWAYS), type(ALWAYS)) == ALWAYS


def test_what_a_room_refuses_says_where() -> None:
    """A value is checked as if it were made now."""
    plan = Plan("p", 1, "CNY", residual=Role.STORE, rules=[Rule("base", Role.LEADER, Rate.percent("8"))])
    document = json.loads(write_value(plan))
    document["rules"][0]["rate"]["share"] = "3/2"
    with pytest.raises(CommunekitError) as refused:
        read_value(json.dumps(document))
    assert any("rules[0].rate" in note for note in refused.value.__notes__)


def test_sizes_are_bounded() -> None:
    """A document beyond the limits is refused before it is read, and is not written either."""
    text = write_value(order())
    with pytest.raises(DocumentTooLargeError):
        read_value(text, limits=Limits(bytes_max=len(text) - 1))
    with pytest.raises(DocumentTooLargeError):
        write_value(order(), limits=Limits(keys_max=3))
    with pytest.raises(DocumentTooLargeError):
        read_value(" " * 16 * 1024 * 1024 + text)
    many = [Line.of(str(number), "tea", "1.00") for number in range(3_000)]
    assert read_value(write_value(order(*many)), Order).lines == order(*many).lines


def test_a_condition_beyond_all_depth_is_not_written() -> None:
    """So deep that it would not be read, a value is refused; a plan that people write is far from it."""
    deep = line.paid >= Money(1, CNY)
    for number in range(12):
        deep = (deep & (line.channel == str(number))) | (line.tags.has(str(number)))
    assert read_value(write_value(deep)) == deep
    for number in range(2_000):
        deep = (deep & (line.channel == str(number))) | (line.tags.has(str(number)))
    with pytest.raises(DocumentTooLargeError):
        write_value(deep)


@pytest.mark.parametrize(
    "value",
    [
        object(),
        order,
        {"a": 1},
        Order,
        Due(5, ()),  # type: ignore[arg-type]  # what must be refused
        Due(("x",), ()),  # type: ignore[arg-type]  # likewise
        Claim(paid(L1, S1), {L1.account: 1.5}, {}),  # type: ignore[dict-item]  # likewise
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_cannot_be_written_is_refused(value: object) -> None:
    """What has no word, or holds what it should not, is refused when it is written."""
    with pytest.raises(InvalidDocumentError):
        write_value(value)
