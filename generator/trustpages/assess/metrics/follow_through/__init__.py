"""Whether agreed consequences follow, and in time."""
