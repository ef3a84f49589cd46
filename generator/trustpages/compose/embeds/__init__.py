"""What stands about an agent on pages of others: one value, made of the first screen, and the page that offers it."""
