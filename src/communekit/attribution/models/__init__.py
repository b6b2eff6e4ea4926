"""Models (归因模型): how the credit for a conversion is shared over the touches before it, exactly."""

__all__: list[str] = []
