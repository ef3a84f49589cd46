"""Documents become typed models, or problems in the words of the file."""
