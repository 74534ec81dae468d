"""Tests of the page of first use."""
