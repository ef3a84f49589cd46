"""Documents that are sent, as pictures for eyes: not a test."""
