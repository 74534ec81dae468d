"""Lengths of paper and boards that are known without drawing anything."""

#: Points in a millimetre.
MM = 72 / 25.4

#: The side of a PDF page is at most 14,400 pt (ISO 32000-1 annex C.2), which is 5,080 mm.
LONGEST_BOARD = 5080
#: In mm; a smaller board holds no legible text.
SHORTEST_BOARD = 200
#: In mm: usually 3.
LARGEST_BLEED = 20
#: More columns would be too narrow on any board.
MOST_COLUMNS = 8
#: What a printer and hands can serve where a board is cut into sheets, in mm.
LARGEST_MARGIN, SMALLEST_OVERLAP, LARGEST_OVERLAP = 30.0, 6.0, 50.0
