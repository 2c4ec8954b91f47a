"""Random histories of Django projects: invented, run in real Django, compared with the engine.

- `project.py`: a project's models as values, and their text.
- `fields.py`: the fields that can be invented, with their options.
- `edits.py`: random changes of a project.
- `acts.py`: what is done with it: commands, rows, branches, squashes, mistakes.
- `situations.py`: what random histories meet too seldom, as plain scenarios.
- `recorder.py`: real Django, a process per command.
- `comparison.py`: what differs between two records.
"""
