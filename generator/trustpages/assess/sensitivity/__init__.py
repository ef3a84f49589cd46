"""What hangs on the parameters of the policy."""
