"""A report becomes pages and charts as plain data."""
