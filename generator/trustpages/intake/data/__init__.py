"""Run logs: CSV, JSONL and Parquet files are aggregated by DuckDB, and no row enters the program."""
