"""Renders what is in the store and computes nothing."""
