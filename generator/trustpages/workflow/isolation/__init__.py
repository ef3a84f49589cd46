"""Build for a restricted audience in a process that can open nothing but its part of the workspace."""
