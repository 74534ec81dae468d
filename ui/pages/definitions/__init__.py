"""定义: what a county changes of checklists, standards, notices, masks, words and calendars."""
