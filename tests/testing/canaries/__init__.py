"""Canaries: things that are broken on purpose, each with the laws that it must break and no others."""
