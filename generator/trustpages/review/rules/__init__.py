"""The catalog of changes that a review names: what each means, and the harmless reading of those that flatter."""
