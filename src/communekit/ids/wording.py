"""What ids and names are of (字段名), in Chinese: so that a refusal is whole in one language."""

from collections.abc import Mapping
from typing import Final

from communekit.errors import language_of

_CHINESE: Final[Mapping[str, str]] = {
    "attempt id": "口令尝试编号",
    "bond id": "锁客编号",
    "bucket": "桶",
    "campaign id": "活动编号",
    "category": "类目",
    "channel": "渠道",
    "code": "口令",
    "community id": "社区编号",
    "content id": "内容编号",
    "entry id": "分录编号",
    "event": "事件",
    "fact id": "事实编号",
    "finding id": "疑点编号",
    "hash of a mark": "设备或住户的哈希",
    "house party": "归公账户",
    "id": "编号",
    "key id": "密钥编号",
    "key of a finding": "疑点的键",
    "key of a request": "请求编号",
    "leader id": "团长编号",
    "leader's name": "团长称呼",
    "line id": "订单行编号",
    "member id": "会员编号",
    "message": "消息",
    "message id": "消息编号",
    "note": "备注",
    "order id": "订单编号",
    "party id": "参与方编号",
    "payee reference": "收款人标识",
    "payment id": "付款编号",
    "payout id": "打款编号",
    "pick-up id": "自提单编号",
    "plan id": "方案编号",
    "policy id": "规则编号",
    "product id": "商品编号",
    "product name": "商品名称",
    "purpose": "用途",
    "reason": "原因",
    "receipt id": "签收单编号",
    "refund id": "退款编号",
    "rule id": "规则编号",
    "rule title": "规则标题",
    "session id": "场次编号",
    "share key": "分享键",
    "shortage id": "缺损编号",
    "source": "来源",
    "store id": "门店编号",
    "store name": "门店名称",
    "supplier id": "供应商编号",
    "tag": "标签",
    "title": "标题",
    "touch id": "触点编号",
    "why": "理由",
}


def called(what: str, locale: str) -> str:
    """Return what an id or a name is of, in a language; by its English word, apart, where there is no other.

    >>> called("party id", "zh"), called("party id", "en"), called("moon id", "zh")
    ('参与方编号', 'party id', ' moon id')
    """
    return _CHINESE.get(what, f" {what}") if language_of(locale) == "zh" else what


__all__ = ["called"]
