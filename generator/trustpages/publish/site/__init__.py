"""Build a site from Markdown pages and assets, and check every page of it."""
