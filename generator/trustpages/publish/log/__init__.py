"""Append-only log of versions, with checkpoints that readers can keep."""
