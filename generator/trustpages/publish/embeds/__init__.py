"""Embeds after they were published: what stands in their place, where a copy comes from, how one is fetched."""
