"""The previous report: what it may look like, how it is read, and which one `trust.yml` names."""
