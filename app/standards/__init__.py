"""Standard packs, checklist definitions, notice templates, words and laws: what the program knows before anyone types."""
