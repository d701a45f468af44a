"""A study: its folder, its settings, the order of the steps."""
