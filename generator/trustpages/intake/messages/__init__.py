"""What problems quote and explain: names and paths as they are shown, numbers that were written in a wrong way."""
