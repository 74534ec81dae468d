"""Tables: the official catalogue table as data, written as a workbook, and lists of rows read from one."""
