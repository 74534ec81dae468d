"""All tables of the unit at once: how far each is, and what can be done with a whole one."""
