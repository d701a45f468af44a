"""Loaders for the word lists, codes and actors that stand in `data`."""
