"""What the evidence does not show: every rule evaluated on every build, with three outcomes."""
