"""Notices: what is posted, with personal data masked, for how long, and the proof of it."""
