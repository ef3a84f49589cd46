"""What `assess` computes, as frozen values: the report and everything in it."""
