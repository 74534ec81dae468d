"""The window: the only layer that imports PySide6. It calls app and is called by nobody."""

import builtins
import gc

# While Qt's classes are made there is nothing to free. They stay as long as the program: put aside, they are not gone
# through each time that garbage is looked for, which takes a tenth of the time of loading the rest.
_collects = gc.isenabled()
gc.disable()

# PySide6 replaces the import statement by one that looks for `from __feature__ import …`, which we do not use. Run on
# a lane of work it has ended the program (seen once in 80 starts with threads switching at every chance); the plain
# import comes back as soon as PySide6 is there.
_plain_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401

builtins.__import__ = _plain_import

# PySide6 makes a class when its name is first asked for, and also in the middle of a call from Qt: where Qt hands over
# a widget, each class that it might be of is made. Two threads that made the same one at once have ended the program
# at its start, while a lane of work imported the pages. So every class of every part of Qt that any page needs is made
# before there is a lane.
from PySide6 import QtCore, QtGui, QtPrintSupport, QtSvg, QtWidgets  # noqa: E402

for _module in (QtCore, QtGui, QtPrintSupport, QtSvg, QtWidgets):
    for _name in dir(_module):
        getattr(_module, _name)

gc.freeze()
if _collects:
    gc.enable()
