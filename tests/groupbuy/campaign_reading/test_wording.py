"""What members and suppliers are told is complete, in both languages, and says when by the clocks of the place."""

import re

import pytest

from communekit.groupbuy.campaign import (
    CAMPAIGN_LIFE,
    BalanceDue,
    Charge,
    GroupState,
    Instruction,
    Live,
    Notify,
    PurchaseOrder,
    RefundMoney,
)
from communekit.groupbuy.campaign.wording import STANDING, TOPICS, WHY
from communekit.ids import PartyId
from communekit.money import Money
from communekit.period import instant
from tests.groupbuy.campaign_reading.scenes import SCENES, all_instructions, played

ASKED = all_instructions()


def test_every_reason_for_a_refund_is_said_and_no_other() -> None:
    """The words that the scenes lead to are those that have sentences."""
    assert {asked.why for asked in ASKED if isinstance(asked, RefundMoney)} == set(WHY)


def test_every_topic_is_said_and_no_other() -> None:
    """The topics that the scenes lead to are those that have sentences."""
    assert {asked.topic for asked in ASKED if isinstance(asked, Notify)} == set(TOPICS)


@pytest.mark.parametrize("kind", [Charge, BalanceDue, RefundMoney, PurchaseOrder, Notify])
def test_every_kind_is_asked_for(kind: type[Instruction]) -> None:
    """Else the next test says nothing of it."""
    assert any(isinstance(asked, kind) for asked in ASKED)


def test_a_sentence_is_of_its_language() -> None:
    """English has no Chinese but the names of goods, Chinese no English; nothing is left to fill in."""
    for asked in ASKED:
        english, chinese = asked.text("en_GB"), asked.text("zh_CN")
        for goods in ("鸡蛋", "梨", "火腿"):
            english = english.replace(goods, "")
        assert re.fullmatch(r"[\x20-\x7e¥×]+\.", english), english
        assert re.fullmatch(r"[^A-Za-z{}]+。", chinese), chinese


def test_until_is_told_by_the_clocks_of_the_place() -> None:
    """One moment, two places."""
    due = BalanceDue("k", "s1", PartyId("li"), Money.cny("8.00"), instant("2026-03-01T23:30:00Z"))
    assert due.text("zh", zone="Asia/Shanghai") == "已成团，请在 2026-03-02 07:30 前补足余款 ¥8.00。"
    assert due.text() == "The group has formed: please pay the rest, CN¥8.00, before 2026-03-01 23:30."


def test_how_every_group_stands_is_said() -> None:
    """Each way to stand, and each reason, is met in a scene; the sentence is of its language and counts who is there."""
    met = set()
    for scene in SCENES.values():
        for before, events, _ in played(scene):
            state = before
            for event in events:
                state = CAMPAIGN_LIFE.evolve(state, event)
                assert isinstance(state, Live)
                for group in dict(state.groups.items()).values():
                    is_cancelled = group.state is GroupState.CANCELLED
                    met.add((group.state.value, "why" if is_cancelled and group.why else group.why))
                    assert re.fullmatch(r"[\x20-\x7e]+\.", group.text().replace("台风", ""))
                    assert re.fullmatch(r"[^A-Za-z{}]+。", group.text("zh"))
                    if group.state is GroupState.FORMED:
                        assert f" {group.people} 人" in group.text("zh")
    assert met == set(STANDING)


def test_weighed_goods_are_ordered_by_weight() -> None:
    """A supplier who reads 1000 would send a thousand hams."""
    orders = [asked for asked in ASKED if isinstance(asked, PurchaseOrder) and asked.supplier is None]
    assert [(order.text("zh"), order.text()) for order in orders] == [
        ("请供货：火腿 × 1000 克。", "Please deliver 火腿 × 1000 g.")
    ]


def test_who_misses_a_balance_is_told_what_became_of_the_deposit() -> None:
    """Once each: a deposit that stays, a pledge that is dropped, a higher price that was not answered."""
    told = [asked.topic for asked in ASKED if isinstance(asked, Notify)]
    assert (told.count("forfeited"), told.count("missed")) == (1, 2)


def test_what_a_refund_says_is_what_comes_back() -> None:
    """All refunds of a scene, by the sentences that told of them."""
    for asked in ASKED:
        if isinstance(asked, RefundMoney):
            assert asked.amount.format("zh_CN") in asked.text("zh")
            assert asked.amount.format("en") in asked.text()
