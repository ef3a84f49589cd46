"""Steps of the commands about changes."""
