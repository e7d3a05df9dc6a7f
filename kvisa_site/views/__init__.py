"""Pages that belong to no storey below."""
