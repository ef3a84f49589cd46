"""What git knows of the evidence: the commits behind its lines, their authors, and who else has read them."""
