"""Figures of the report computed anew from documents, by an oracle that knows the page of formulas and no code."""
