"""An address to a verified file: the only place that touches a network, and only when asked."""
