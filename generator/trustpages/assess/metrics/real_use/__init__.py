"""How the agent does in real use: against its claims, and in incidents."""
