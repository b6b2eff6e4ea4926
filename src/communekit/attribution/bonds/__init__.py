"""Bonds (锁客): which leader a member belongs to, since when, until when, and who may take him over."""

__all__: list[str] = []
