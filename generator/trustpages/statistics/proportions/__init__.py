"""Shares of runs: intervals, clusters, finite populations, error budgets, sample sizes, repeated trials."""
