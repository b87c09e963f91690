"""Terms and the days on which they end: what Python and the page in the browser must both say.

Each: calendar, first day, number, unit, last day. Days off around them, by the governments' lists:
Easter Monday 6 April 2026, King's Day 27 April 2026 (a Monday), Ascension 14 May 2026, Whit Monday
25 May 2026, German Unity Day 3 October 2028 (a Tuesday), Reformation Day 31 October 2028 (Lower
Saxony), Corpus Christi 4 June 2026 (North Rhine-Westphalia), 5 May 2025 (every five years).
"""

VECTORS: tuple[tuple[str, str, int, str, str], ...] = (
    # no working days is the day itself, or the next one that is worked
    ("nl", "2026-11-23", 0, "working_days", "2026-11-23"),
    ("nl", "2026-11-21", 0, "working_days", "2026-11-23"),
    ("nl", "2026-04-27", 0, "working_days", "2026-04-28"),
    ("de-ni", "2026-04-27", 0, "working_days", "2026-04-27"),
    # weekends do not count, nor does the first day
    ("nl", "2026-11-20", 1, "working_days", "2026-11-23"),
    ("nl", "2026-11-21", 1, "working_days", "2026-11-23"),
    ("nl", "2026-11-23", 5, "working_days", "2026-11-30"),
    # Easter: Good Friday is worked in the Netherlands, not in Germany
    ("nl", "2026-04-02", 1, "working_days", "2026-04-03"),
    ("de-ni", "2026-04-02", 1, "working_days", "2026-04-07"),
    ("nl", "2026-04-02", 5, "working_days", "2026-04-10"),
    # Ascension and Whitsun
    ("nl", "2026-05-13", 1, "working_days", "2026-05-15"),
    ("de-ni", "2026-05-22", 1, "working_days", "2026-05-26"),
    # days of one country, one Land, one year in five
    ("de-ni", "2028-10-02", 1, "working_days", "2028-10-04"),
    ("nl", "2028-10-02", 1, "working_days", "2028-10-03"),
    ("de-ni", "2028-10-30", 1, "working_days", "2028-11-01"),
    ("nl", "2028-10-30", 1, "working_days", "2028-10-31"),
    ("nl", "2025-05-02", 1, "working_days", "2025-05-06"),
    ("nl", "2026-05-04", 1, "working_days", "2026-05-05"),
    # the end of the year
    ("nl", "2026-12-23", 5, "working_days", "2026-12-31"),
    ("de-ni", "2026-12-30", 2, "working_days", "2027-01-04"),
    # thirty working days over two holidays
    ("nl", "2026-04-01", 30, "working_days", "2026-05-18"),
    # calendar days, weeks and months end on the day itself, Sunday or not
    ("nl", "2026-11-23", 30, "calendar_days", "2026-12-23"),
    ("nl", "2026-12-01", 26, "calendar_days", "2026-12-27"),
    ("nl", "2028-02-28", 1, "calendar_days", "2028-02-29"),
    ("nl", "2026-11-23", 2, "weeks", "2026-12-07"),
    ("nl", "2026-08-31", 6, "months", "2027-02-28"),
    ("nl", "2026-01-31", 1, "months", "2026-02-28"),
    ("nl", "2026-11-15", 14, "months", "2028-01-15"),
    # across the change to summer time and back
    ("nl", "2026-03-28", 1, "calendar_days", "2026-03-29"),
    ("nl", "2026-03-27", 1, "working_days", "2026-03-30"),
    ("nl", "2026-10-24", 7, "calendar_days", "2026-10-31"),
    # hours by whole days
    ("nl", "2026-11-23", 4, "hours", "2026-11-23"),
    ("nl", "2026-11-23", 24, "hours", "2026-11-24"),
    ("nl", "2026-11-23", 49, "hours", "2026-11-25"),
)
