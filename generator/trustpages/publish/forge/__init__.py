"""A comment on a pull or merge request: one, mended with every review, written by nobody else."""
