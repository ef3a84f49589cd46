"""The git command as every room asks it: hardened, and below the rooms that read with it and publish with it."""
