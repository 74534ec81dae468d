"""The statement on fields that do not concern the unit."""
