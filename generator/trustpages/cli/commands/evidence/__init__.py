"""The commands about evidence that stands in a warehouse."""
