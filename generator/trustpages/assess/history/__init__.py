"""What only the previous report can tell: sticky breaches, vanished evidence, undeclared changes."""
