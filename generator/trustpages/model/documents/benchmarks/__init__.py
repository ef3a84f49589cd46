"""The document of a benchmark, with its leaderboards and its parts."""
