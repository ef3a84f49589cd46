"""What benchmarks and scores on them are worth, and what they test."""
