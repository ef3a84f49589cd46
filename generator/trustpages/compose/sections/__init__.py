"""The parts that pages are made of, one module a section."""
