"""One module for each kind of promise, what they share, and the results of the obligations."""
