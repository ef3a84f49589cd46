"""Hardened access to the operating system: the git command, the file cache."""
