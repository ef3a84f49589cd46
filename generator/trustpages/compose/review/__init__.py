"""A review of a change, composed once: blocks for people, findings for forges, a document for programs."""
