"""Public claims held against the evidence."""
