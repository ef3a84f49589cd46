"""Pages of every kind with realistic values, made by hand: for looking at, and for tests of templates."""
