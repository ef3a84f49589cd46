"""A report becomes pages, charts and files as plain data; nothing is drawn or rendered here."""
