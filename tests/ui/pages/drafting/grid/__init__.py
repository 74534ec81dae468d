"""Tests of the grid of the drafting page."""
