"""What is shown: values, blocks, charts, pages."""
