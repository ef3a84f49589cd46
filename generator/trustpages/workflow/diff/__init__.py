"""What a change does to trust: two sides are named, read and assessed, and become a review."""
