"""PDFium is not made for several threads: whoever has a PDF open holds this lock meanwhile."""

import threading

PDFIUM = threading.RLock()
