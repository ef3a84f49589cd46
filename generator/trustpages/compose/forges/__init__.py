"""What forges show beside lines: findings as workflow commands, SARIF and code quality."""
