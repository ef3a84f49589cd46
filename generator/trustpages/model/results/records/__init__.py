"""What a report leaves behind, as `report.json` has it: records of its parts, changes, and values as JSON."""
