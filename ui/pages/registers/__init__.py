"""What the pages of registers share: the records in a list, one of them beside, and the forms they are written in."""
