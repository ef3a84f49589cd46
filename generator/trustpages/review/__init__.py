"""Two reports become changes: what a report leaves behind, what differs from an earlier one, and in which words."""
