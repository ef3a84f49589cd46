"""Evidence items of an agent: what they hold, how fresh they are, what counts for an obligation."""
