"""The study on disk: SQLite for records, Parquet for event data, DuckDB over both."""
