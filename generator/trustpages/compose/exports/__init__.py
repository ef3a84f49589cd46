"""What leaves the site: the feed, the report as text, and all that is said of an agent in formats of others."""
