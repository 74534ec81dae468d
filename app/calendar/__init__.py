"""Working days that explain themselves: year tables, inference beyond them, due dates with their reasons."""

from app.calendar.due_date import DueDate
from app.calendar.work_calendar import DayFact, WorkCalendar, load_calendar
from app.calendar.year_table import ExtraHoliday, YearTable, parse_year_table

__all__ = ["DayFact", "DueDate", "ExtraHoliday", "WorkCalendar", "YearTable", "load_calendar", "parse_year_table"]
