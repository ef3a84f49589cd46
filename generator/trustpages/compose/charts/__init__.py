"""Charts as plain data from the report; each says in its table everything that it shows."""
