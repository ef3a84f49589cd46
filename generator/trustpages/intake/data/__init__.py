"""Counts from data files: CSV, JSONL and Parquet are aggregated by DuckDB, and no row enters the program."""

from __future__ import annotations

from trustpages.intake.data.running import run_requests

__all__ = ["run_requests"]
