"""What the program knows before anyone types: standard packs, checklists, notice templates, words, laws."""
