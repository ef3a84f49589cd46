"""Trust reports for AI agents, built from evidence kept in git."""

__version__ = "0.1.0"
