"""What the rows and cells of a data file must be, and what is told of those that hardly mean what they say."""
