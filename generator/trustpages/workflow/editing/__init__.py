"""Steps of the commands that write documents: what is changed, tried on the whole workspace before it is written."""
