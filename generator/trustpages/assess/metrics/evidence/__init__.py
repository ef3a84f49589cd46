"""What all of the evidence amounts to: what speaks against the agent, how diverse it is, what benchmarks cover."""
