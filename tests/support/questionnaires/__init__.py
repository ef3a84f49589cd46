"""Questionnaires of others, and workbooks that are made of them."""
