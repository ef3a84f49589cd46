"""The first screen of an agent: how far to rely on it, what happened, and what else buyers ask at once."""
