"""Rules about promises as such: what can be shown of them, and whether their lines are what they seem."""
