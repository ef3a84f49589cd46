"""Intervals and estimators: pure numbers in, numbers out."""
