"""Files that no importer knows, by a mapping that somebody wrote: what a row is, and what its columns mean."""
