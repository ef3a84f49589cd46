"""What is recorded of a published version, and how a rebuilt one differs."""
