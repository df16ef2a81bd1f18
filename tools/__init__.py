"""The workshop's own programs: what `make` calls."""
