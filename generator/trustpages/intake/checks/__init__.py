"""One module for each kind of contradiction in and among valid documents."""
