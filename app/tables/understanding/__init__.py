"""What a catalogue table says: heads, rows that go on, ticks, boxes, lists and citations, each with its cells."""
