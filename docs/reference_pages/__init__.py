"""The pages under `docs/reference` that are written from the code, so that they cannot drift from it."""
