"""Files of a workspace: safe paths, one consistent snapshot, and the part that an audience may see."""
