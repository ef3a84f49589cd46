"""Bytes of a workspace become typed documents, or located problems."""
