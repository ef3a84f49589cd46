"""Rules about benchmarks, scores on them, and how scores are reported."""
