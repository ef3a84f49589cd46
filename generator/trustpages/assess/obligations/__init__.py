"""The judgement on each promise on its days of review, and all that its result says."""
