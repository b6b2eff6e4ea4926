"""communekit: community commerce (社区团购) as a library. Each room is imported by its own name."""

__version__ = "0.1.0"

__all__ = ["__version__"]
