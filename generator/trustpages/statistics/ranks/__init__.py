"""Ranks: correlation, its noise ceiling, and the positions that an agent could hold."""
