"""Whole workspaces on disk, for tests that read, build or publish one.

`every_record` has as many agents as a test wants, and each of them every kind of record; `bad_news` has everything that
can go wrong; `bare` has one agent of whom nothing is known."""
