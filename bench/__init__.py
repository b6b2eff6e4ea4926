"""Benches: speed and memory as ratios, on seeded data, by one command: `make bench`."""
