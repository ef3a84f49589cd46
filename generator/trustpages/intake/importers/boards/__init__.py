"""Importers of benchmarks and leaderboards: whole boards, single submissions, runs by task."""
