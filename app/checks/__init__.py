"""Checks that find what must not leave the house, or what is missing."""
