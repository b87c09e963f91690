"""The third stage: sections as the fields of a draft, each value made of pieces of lines."""
