"""The words of a bond policy (锁客规则用词): which leader keeps a member, whom a bond is for, who follows a leader."""

from enum import Enum


class BondMode(Enum):
    """Which leader has the member when a second one comes (锁客模式)."""

    FIRST = "first"
    """The first keeps him as long as the bond stands (先到先得)."""

    LAST = "last"
    """The latest has him: at once, or when the protection (保护期) is over (抢客)."""

    REGISTER_ONLY = "register_only"
    """Whoever brought him to register keeps him; nobody else ever binds him (注册锁客)."""

    PERMANENT = "permanent"
    """The first keeps him for good: no end, no take-over (永久锁客)."""


class BondWho(Enum):
    """Who may be bound (锁客对象)."""

    ALL = "all"
    """Everybody (所有用户)."""

    NEW = "new"
    """Only new members (仅新用户): not registered yet, by recorded facts."""


class BondScope(Enum):
    """How far a bond reaches (锁客范围)."""

    COMMUNITY = "community"
    """One bond in the whole community (全社区)."""

    STORE = "store"
    """One bond per store (按门店)."""


class CoolDownFor(Enum):
    """Whom the cool-down keeps waiting (冷却对象)."""

    EVERYBODY = "everybody"
    """Nobody may bind the member before it is over."""

    SAME_LEADER = "same_leader"
    """Only the leader who lost him waits; others may bind him at once."""


class OnExit(Enum):
    """Who follows when a leader leaves (团长退出后的客户交接)."""

    HOUSE = "house"
    """The house (归公)."""

    PARENT = "parent"
    """The leader to whom the leaving one is bound himself (归上级团长)."""

    NAMED = "named"
    """One leader who is named in the policy (归指定团长)."""

    RELEASE = "release"
    """Nobody: the members are free (释放)."""


__all__ = ["BondMode", "BondScope", "BondWho", "CoolDownFor", "OnExit"]
