"""Aggregates: what a warehouse counted, as a table of sums by clusters, read and checked as run logs are."""
