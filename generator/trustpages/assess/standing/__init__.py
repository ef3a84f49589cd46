"""What follows from the results: posture, authority, validity, reviews, triggers, gates."""
