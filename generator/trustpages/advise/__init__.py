"""A report and the documents behind it become the few next steps that would change most: each is tried in memory."""
