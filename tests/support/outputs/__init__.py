"""Everything that a report tells, as statements about a subject, and the laws that no two of them may break."""
