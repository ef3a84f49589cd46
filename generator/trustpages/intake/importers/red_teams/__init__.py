"""Importers of what attacks on models and agents leave behind: a good outcome is an attack that was withstood."""
