"""全县总表: how far every unit below is in every field, and who is to be reminded."""
