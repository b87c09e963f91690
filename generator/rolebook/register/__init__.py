"""The register of signatures: who signed which version of which document. Personal.

It is an SQLite file in private/, never part of the handbook and never read by the site. Entries are
only ever added. `rolebook.register.entry` says what one holds, `database` how they are kept.
"""
