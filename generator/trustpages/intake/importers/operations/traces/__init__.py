"""Importers of traces: spans of OpenTelemetry by several conventions, observations, trajectories."""
