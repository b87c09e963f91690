"""The first stage: a file of any format as lines with their places."""
