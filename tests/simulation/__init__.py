"""Operating characteristics of the verdicts, simulated: false ones on the line, and the power left."""
