"""Lists of jobs from spreadsheets, as drafts and as changes of roles."""
