"""The tests mirror the house: `tests/<room>/test_<noun>.py`, and `test_<noun>_laws.py` for what always holds."""
