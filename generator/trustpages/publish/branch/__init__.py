"""A published folder on a git branch: taken out, changed like any other, put back as one commit."""
