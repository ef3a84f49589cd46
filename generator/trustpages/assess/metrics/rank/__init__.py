"""Benchmark positions compared with outcomes."""
