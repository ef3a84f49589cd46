"""What need not be made again: the one way in which charts, pages and outcomes of earlier runs are kept."""
