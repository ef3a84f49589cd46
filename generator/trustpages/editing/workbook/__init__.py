"""Workbooks of others, read under bounds and filled so that everything else keeps its bytes."""
