"""How changes of a review are found and typed: from reports, documents and files; what chance and what flatters."""
