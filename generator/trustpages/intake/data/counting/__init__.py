"""Counting the rows of a data file: totals in one scan, and one scan for each way to group."""
