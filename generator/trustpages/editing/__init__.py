"""Changes to documents as text: what an edit does not concern keeps its bytes."""
