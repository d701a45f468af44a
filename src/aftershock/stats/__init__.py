"""Mathematics without politics: intervals, resampling, scores."""
