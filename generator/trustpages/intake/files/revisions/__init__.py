"""A workspace as a revision of a git repository has it, or the index: read from objects, nothing checked out."""
