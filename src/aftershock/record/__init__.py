"""The vocabulary of Aftershock as frozen dataclasses: no I/O, no engine, no model."""
