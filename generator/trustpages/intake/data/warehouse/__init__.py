"""What is asked of a warehouse: one query in the dialects that warehouses speak, whose answer fills the contract."""
