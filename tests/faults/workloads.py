"""The workloads that every fault is tried on, by name: a new one is a line here."""

from collections.abc import Mapping
from typing import Final

from tests.faults.mixed import MixedPostings
from tests.faults.whole import WholeCommunity
from tests.faults.workload import Workload

WORKLOADS: Final[Mapping[str, Workload]] = {
    "mixed postings": MixedPostings(),
    "whole community": WholeCommunity(),
}

__all__ = ["WORKLOADS"]
