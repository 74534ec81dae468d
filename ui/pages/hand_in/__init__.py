"""Handing the catalogue in: what to look at first, what is new, writing it to a stick, and the rounds so far."""
