"""Commands about changes: what one does, what was before, what comes next."""
