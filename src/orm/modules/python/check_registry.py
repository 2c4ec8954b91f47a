import inspect


class Tags:
    admin = "admin"
    async_support = "async_support"
    caches = "caches"
    commands = "commands"
    compatibility = "compatibility"
    database = "database"
    files = "files"
    models = "models"
    security = "security"
    signals = "signals"
    sites = "sites"
    staticfiles = "staticfiles"
    templates = "templates"
    translation = "translation"
    urls = "urls"


registered, deployment = [], []


def register(check=None, *tags, **kwargs):
    def collect(check):
        parameters = inspect.signature(check).parameters.values()
        if not any(it.kind is it.VAR_KEYWORD for it in parameters):
            raise TypeError("Check functions must accept keyword arguments (**kwargs).")
        check.tags = tags
        checks = deployment if kwargs.get("deploy") else registered
        if check not in checks:
            checks.append(check)
        return check

    if callable(check):
        return collect(check)
    if check:
        tags += (check,)
    return collect


def own_tags(deploy=False):
    return sorted({tag for check in asked_for(deploy) for tag in check.tags})


def asked_for(deploy):
    return registered + deployment if deploy else registered


def tag_exists(tag, include_deployment_checks=False):
    own = {value for name, value in vars(Tags).items() if not name.startswith("_")}
    return tag in own | set(own_tags(include_deployment_checks))


def run_own(app_configs, databases, tags, deploy):
    found = []
    for check in asked_for(deploy):
        if tags and not set(check.tags) & set(tags):
            continue
        new = check(app_configs=app_configs, databases=databases)
        if not hasattr(new, "__iter__"):
            raise TypeError(
                f"The function {check!r} did not return a list. All functions registered "
                "with the checks registry must return a list."
            )
        found.extend(new)
    return found
