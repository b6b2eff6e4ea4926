"""Group buys (拼团、接龙、社区团购): neighbours order together, and share what arrives.

Who gets how much of what arrives stands in `communekit.groupbuy.allocation`, with a door of its own.
"""

__all__: list[str] = []
