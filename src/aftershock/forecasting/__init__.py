"""Probabilities on questions from what was known at a cutoff."""
