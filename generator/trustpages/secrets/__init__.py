"""Secret detection in what is about to be published: known formats, and assignments of generated values."""
