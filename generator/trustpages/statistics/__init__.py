"""Statistics: pure numbers in, numbers out."""
