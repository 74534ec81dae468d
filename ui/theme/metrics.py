"""Sizes that do not grow with the text, in logical pixels."""

SPACE = {1: 4, 2: 8, 3: 12, 4: 16, 5: 24, 6: 32, 8: 48}
RADIUS_MARK, RADIUS_CONTROL, RADIUS_PANEL = 3, 4, 6
ROW = 40
PAGE_PADDING = 16
SPLITTER = 5
RAIL, RAIL_LARGE = 80, 104
HEADER, TOOLBAR, STATUS = 54, 42, 28
# Below this width of the window, or from this text scale on, panes become one column.
NARROW = 1180
LARGE_TEXT = 1.5
