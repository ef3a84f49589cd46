"""Pages that are written into shells: what is read of them once, what the theme prints around them."""
