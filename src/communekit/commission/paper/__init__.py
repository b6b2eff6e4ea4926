"""Plans on paper (方案文件): the same tree as in Python, in TOML and JSON, readable by whoever signs it."""

from .errors import UnreadablePlanError
from .file import read_plan, read_plans, write_plan, write_plans

__all__ = ["UnreadablePlanError", "read_plan", "read_plans", "write_plan", "write_plans"]
