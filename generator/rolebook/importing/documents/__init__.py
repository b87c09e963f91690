"""Documents of any kind as drafts of roles and procedures, with an account of every line."""
