"""Documents and a date become a report."""
