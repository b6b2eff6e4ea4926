"""Attribution (归因): who brought the member, provably: touches, bonds, precedence, models, codes and guards."""

__all__: list[str] = []
