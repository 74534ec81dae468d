"""The whole catalogue of a county: what of which unit goes in, how it looks, and the ways out."""
