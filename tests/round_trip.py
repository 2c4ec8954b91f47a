"""Takes a project that `manage` migrated to real Django, and asks whether Django agrees.

usage: python round_trip.py PATH_TO_MANAGE     (with an interpreter that has Django 5.2)

Every project of migrations/ is copied to a temporary folder. There `manage` writes and applies its
migrations. Then real Django has to find no change to make, to print the same `sqlmigrate` for every
migration, and, with an empty database of its own, to apply the very files that `manage` wrote.
"""
