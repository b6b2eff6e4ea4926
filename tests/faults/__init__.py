"""Faults: what a crash leaves behind. A short seeded part runs by default; FAULTS=1000 runs so many of each."""
