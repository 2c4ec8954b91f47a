def unavailable(apps, schema_editor):
    """What `apps.get_model()` does where no content types are part of the state."""
    try:
        {}["contenttypes"]
    except KeyError:
        raise LookupError("No installed app with label 'contenttypes'.")
