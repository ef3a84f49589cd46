"""Exports of small workspaces, and the published schemas that they are held against."""
