"""Raters and judges: agreement beyond chance, and the correction for a judge's errors."""
