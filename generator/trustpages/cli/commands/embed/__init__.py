"""The commands about cards and badges on pages of others."""
