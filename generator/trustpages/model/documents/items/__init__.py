"""Evidence items, by families, one model a kind with all that holds of its kind."""
