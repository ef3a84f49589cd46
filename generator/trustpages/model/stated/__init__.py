"""What sentences of promises and claims state in numbers, held against the numbers that decide them."""
