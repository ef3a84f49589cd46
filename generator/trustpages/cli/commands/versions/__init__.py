"""The commands about published versions."""
