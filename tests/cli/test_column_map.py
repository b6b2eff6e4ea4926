"""Maps of columns: read strictly, refused with the place and what may have been meant."""

import pytest

from communekit.cli import InvalidColumnsError
from communekit.cli.intake import Columns, CreditColumn, LeaveOut, Times, read_columns
from communekit.codec import InvalidDocumentError, UnknownKeyError
from communekit.errors import CommunekitError
from communekit.money import Rate, Rounding
from communekit.orders import MatchingPolicy
from communekit.parties import Role
from tests.cli.desk import COLUMNS


def test_map_says_what_stands_in_it() -> None:
    """Every key of a map has its place in the value."""
    columns = read_columns(
        COLUMNS.replace("[rows]", '[rows]\nrounding = "half_up"\nupper = ["product"]\nreappearing = "part"')
        + """
        [[leave_out]]
        product = ["POST", "gift_*"]
        store = "test"
        code = "not_goods"
        reason = { en = "Not goods", zh = "不是商品" }

        [credits.host]
        party = "H1"

        [[credits.sponsor]]
        column = "sponsor"
        share = "70%"

        [[credits.sponsor]]
        column = "helper"
        share = "1/4"

        [discounts]
        platform = "subsidy"

        [about.leader]
        grade = "grade"

        [attributes]
        organic = "organic"

        [time]
        format = "%d/%m/%Y"
        zone = "Europe/London"
        fold = "later"

        [file]
        delimiter = ";"
        encoding = "GBK"
        """
    )
    assert columns.times == Times("%d/%m/%Y", "Europe/London", 1)
    assert (columns.rounding, columns.upper, columns.gathers) == (Rounding.HALF_UP, ("product",), False)
    assert columns.matching is MatchingPolicy.LATEST_EARLIER_FIRST
    reason = {"en": "Not goods", "zh": "不是商品"}
    assert columns.leave_out == (
        LeaveOut("store", ("test",), "not_goods", reason),
        LeaveOut("product", ("POST", "gift_*"), "not_goods", reason),
    )
    assert columns.credits[1:] == (
        CreditColumn(Role.HOST, party="H1"),
        CreditColumn(Role.SPONSOR, "sponsor", share=Rate.percent("70")),
        CreditColumn(Role.SPONSOR, "helper", share=Rate.of("1/4")),
    )
    assert (columns.delimiter, columns.encoding) == (";", "gbk")
    assert columns.used[-5:] == ("sponsor", "helper", "subsidy", "grade", "organic")


def test_spread_is_a_matter_of_the_text_alone() -> None:
    """The same customer has the same leader, for ever: these are the values of SHA-256, worked out elsewhere."""
    credit = CreditColumn(Role.LEADER, "customer", spread=tuple(f"L{number:02d}" for number in range(1, 25)))
    assert [credit.party_of(text) for text in ("13085", "12346", "张三")] == ["L14", "L11", "L21"]
    assert credit.party_of("") is None


WRONG = {
    "unknown table": ("[column]\n", "unknown key column"),
    "unknown fact": (COLUMNS.replace("product =", "produkt ="), "did you mean product"),
    "unknown key": (COLUMNS + '\n[file]\nencodin = "x"', "did you mean encoding"),
    "no order": (COLUMNS.replace('order = "order"\n', ""), "columns.order: it is missing"),
    "no time": (COLUMNS.replace('time = "time"\n', ""), "columns.time: it is missing"),
    "no price": (COLUMNS.replace('unit_price = "price"\n', ""), "one of unit_price, amount"),
    "two prices": (COLUMNS.replace("member =", 'amount = "total"\nmember ='), "one of unit_price, amount"),
    "price without quantity": (
        COLUMNS.replace('quantity = "quantity"\n', ""),
        "columns.quantity: it is missing",
    ),
    "refunded line without its order": (
        COLUMNS.replace("member =", 'refund_line = "line"\nmember ='),
        "columns.refund_of: it is missing",
    ),
    "column and constant": (
        COLUMNS.replace("[constants]", '[constants]\nstore = "S1"'),
        "a column and a constant",
    ),
    "no currency": (COLUMNS.replace('currency = "CNY"', ""), "columns.currency: it is missing"),
    "currency that is none": (COLUMNS.replace('"CNY"', '"cny"'), "constants.currency"),
    "zone that is a path": (COLUMNS + '\n[time]\nzone = "../../etc/passwd"', "time.zone"),
    "rounding that is none": (COLUMNS.replace("[rows]", '[rows]\nrounding = "bankers"'), "half_even"),
    "policy that is none": (
        COLUMNS.replace('prefix = "C"', 'prefix = "C"\nmatching = "best"'),
        "earliest_first",
    ),
    "text for a list": (COLUMNS.replace('["member"]', "7"), "is not a list of texts"),
    "list for a text": (COLUMNS.replace('order = "order"', 'order = ["order"]'), "is not text"),
    "text for a table": ('columns = "x"', "is not a table"),
    "role that is none": (COLUMNS + '\n[credits.Leader]\ncolumn = "x"', "credits.Leader"),
    "credit of nobody": (COLUMNS + "\n[credits.host]\n", "one of column, party"),
    "credit twice": (COLUMNS + '\n[credits.host]\ncolumn = "x"\nparty = "H1"', "one of column, party"),
    "party that is a path": (COLUMNS + '\n[credits.host]\nparty = "../x"', "credits.host"),
    "share above all": (COLUMNS + '\n[credits.host]\nparty = "H1"\nshare = "120%"', "credits.host"),
    "leave out nothing": (COLUMNS + '\n[[leave_out]]\ncode = "x"', "one of order, member"),
    "code that is no word": (
        COLUMNS + '\n[[leave_out]]\nproduct = "X"\ncode = "Not a word"',
        "lower-case letters",
    ),
    "no code": (COLUMNS + '\n[[leave_out]]\nproduct = "X"', "code: it is missing"),
    "no such encoding": (COLUMNS + '\n[file]\nencoding = "klingon"', "no such encoding"),
    "delimiter of two": (COLUMNS + '\n[file]\ndelimiter = "::"', "file.delimiter"),
    "not TOML": ("[columns", "1:"),
}


@pytest.mark.parametrize(("document", "sentence"), WRONG.values(), ids=WRONG)
def test_wrong_map_is_refused_with_its_place(document: str, sentence: str) -> None:
    """Nothing is ignored and nothing is guessed: the error says where and why, in both languages."""
    with pytest.raises(CommunekitError) as refused:
        read_columns(document)
    assert isinstance(refused.value, InvalidColumnsError | UnknownKeyError | InvalidDocumentError)
    assert sentence in str(refused.value)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in refused.value.text("zh"))


def test_columns_by_hand_need_no_file() -> None:
    """A map is a value: it can be written in Python."""
    assert Columns({"order": "a", "product": "b"}).used == ("a", "b")
