"""What an obligation measures: one model a kind, by families, with all that holds of each kind."""
