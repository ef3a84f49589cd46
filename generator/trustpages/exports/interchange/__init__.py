"""What is said of an agent in formats of other tools, one module a format, each with the limits of the report."""
