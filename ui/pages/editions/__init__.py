"""The catalogue of a new year, and going from one year to another."""
