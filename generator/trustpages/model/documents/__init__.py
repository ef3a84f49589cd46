"""The documents of a workspace as frozen models: one definition gives validation, schema and reference."""
