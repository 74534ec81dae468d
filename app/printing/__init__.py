"""Paper: fonts, text layout and the PDF documents built on them. Lengths are millimetres, type sizes points."""
