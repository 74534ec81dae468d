"""Notices: choose a template, fill blanks and list, see the sheet, print it."""
