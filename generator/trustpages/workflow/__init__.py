"""The steps of each command: read, compute, build, publish."""
