"""Leaderboards as their sites keep them: all entries, each with its score and what is said of it."""
