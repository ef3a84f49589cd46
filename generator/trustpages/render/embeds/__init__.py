"""Files that others frame or show: cards, badges, pictures, and the digest by which a copy is known."""
