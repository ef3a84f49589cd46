"""What a command does, as visible steps over the rooms below."""
