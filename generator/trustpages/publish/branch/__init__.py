"""A published folder on a git branch: extracted, changed like any other, put back as one commit."""
