"""One file per data set, each to the common columns."""
