"""One PC, many villages: the units a person keeps here, one table split among them, the month's sheets of all."""
