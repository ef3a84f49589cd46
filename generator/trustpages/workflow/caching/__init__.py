"""What a run depends on, and answers of earlier runs."""
