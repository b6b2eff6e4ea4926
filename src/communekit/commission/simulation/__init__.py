"""Simulations (试算): what another plan would have paid for the same orders, and who would gain or lose by it."""

from .change import Change, LeftOutCount, OrderChange, Position
from .simulate import simulate
from .simulation import Simulation

__all__ = ["Change", "LeftOutCount", "OrderChange", "Position", "Simulation", "simulate"]
