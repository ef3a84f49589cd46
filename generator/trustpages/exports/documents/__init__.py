"""Documents that are sent: the report on one agent as PDF and as slides."""
