"""What each chart shows: its values, its summary in words and its table, as data."""
