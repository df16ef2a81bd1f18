"""THE CLOCK: time in. Law: a job is gather, decide, write; the timetable is one page."""
