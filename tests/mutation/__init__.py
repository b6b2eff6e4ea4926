"""Mutants: the code is changed in one small place, and some test must turn red; what survives is read and explained."""
