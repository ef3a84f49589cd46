"""One file a kind of page: the data that its template reads, and how the report fills them."""
