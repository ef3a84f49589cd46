"""What buyers ask: their questions, and the frameworks that they work with."""
