"""What changed, beyond what would have happened anyway."""
