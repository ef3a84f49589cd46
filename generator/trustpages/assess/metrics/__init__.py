"""The metrics: documents and evidence in, frozen results out, one metric a file."""
