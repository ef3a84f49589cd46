"""One module for each kind of promise, with its assessor."""
