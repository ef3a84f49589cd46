"""What the evidence says of an obligation, one module a kind of measure."""
