"""The site of a workspace, made in this process: its engine, its templates, its authored and composed pages."""
