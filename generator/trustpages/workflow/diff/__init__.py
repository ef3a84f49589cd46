"""Steps of `diff`: two states are read and compared, and the review of the change is printed in a form."""
