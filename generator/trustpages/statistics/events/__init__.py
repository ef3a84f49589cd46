"""Events per exposure: limits of their rate, by themselves, in bursts and by period."""
