"""Aftershock: one event, and what it set off."""

__version__ = "0.1.0"
