"""Conformance: worked figures of other systems, run through the public API (对照验证).

    python -m tests.conformance [--kind KIND]... [--json] [--unsupported] FILE...

A vector file has one JSON object a line: `{"id", "source", "kind", "input", "expected", "note"}`. An adapter per kind
translates the input into calls of the library and the results into an answer; it reckons nothing itself.
"""
