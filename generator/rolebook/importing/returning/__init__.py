"""Papers that come back from Word, as changes of the author's files."""
