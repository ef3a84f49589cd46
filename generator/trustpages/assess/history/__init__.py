"""What an earlier report says about this one: what stands, what went, what changed."""
