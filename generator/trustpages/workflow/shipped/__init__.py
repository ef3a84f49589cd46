"""Files that ship with the program, and where they lie."""
