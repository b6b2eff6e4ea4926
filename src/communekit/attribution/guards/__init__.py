"""Guards (防作弊): findings with evidence about touches and orders, and what a policy makes of them."""

__all__: list[str] = []
