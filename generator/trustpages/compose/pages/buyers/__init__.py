"""Pages in the words of buyers: their questions by role, and what they look for."""
