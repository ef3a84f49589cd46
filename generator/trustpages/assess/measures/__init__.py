"""Promises as they are assessed: a module for each kind in `kinds`, what they share, and the results."""
