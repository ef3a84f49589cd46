"""The metrics: documents and evidence in, frozen results out, one file or folder a metric."""
