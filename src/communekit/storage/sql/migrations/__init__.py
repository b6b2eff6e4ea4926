"""Migrations (迁移): from every version of the tables to the next, forward only, each whole or not at all.

A version that was released never changes; a change of the tables is a further file in `versions`.
"""

from .upgrade import upgrade, version_of

__all__ = ["upgrade", "version_of"]
