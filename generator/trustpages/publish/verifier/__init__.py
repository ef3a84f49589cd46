"""The checker of published folders: one file that needs nothing but Python, shipped with every site."""
