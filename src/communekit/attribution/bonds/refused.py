"""Why an offer does not bind (未锁定原因): a word each, and the sentence for it."""

from collections.abc import Mapping
from typing import Final

from communekit.errors import Texts

REFUSED: Final[Mapping[str, Texts]] = {
    "already_bound": {
        "en": "another leader has the member as long as the bond stands",
        "zh": "已由其他团长锁定，锁客期间不可抢客",
    },
    "already_registered": {"en": "the member had registered before", "zh": "会员先前已注册"},
    "cooling_down": {"en": "the cool-down after the last bond is not over", "zh": "冷却期未结束"},
    "cycle": {
        "en": "the leader stands below the member: the line would bite its tail",
        "zh": "该团长在会员的下线中，关系会首尾相接",
    },
    "kind_does_not_bind": {"en": "such a deed does not bind", "zh": "这类行为不锁客"},
    "leader_not_active": {"en": "the leader was not active", "zh": "团长当时不在正常状态"},
    "no_store": {"en": "bonds are per store, and no store is named", "zh": "按门店锁客，但未写明门店"},
    "not_at_registration": {
        "en": "only registering binds, and the member has not registered",
        "zh": "仅注册时锁客，会员尚未注册",
    },
    "not_bound": {"en": "nobody has the member", "zh": "会员当时未被锁定"},
    "not_new": {"en": "only new members are bound", "zh": "仅新用户可锁定"},
    "protected": {"en": "the bond is protected", "zh": "保护期内，不可抢客"},
    "role_does_not_bind": {"en": "the owner stands there in another role", "zh": "触点归属人的角色不锁客"},
    "same_leader": {"en": "the same leader has the member already", "zh": "已由同一团长锁定"},
    "self": {"en": "nobody is bound to himself", "zh": "不能锁定自己"},
}

__all__ = ["REFUSED"]
