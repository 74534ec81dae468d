"""Tests of the page on which the catalogue is written."""
