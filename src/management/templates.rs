//! What `startproject` and `startapp` write.

/// Files of a new project by path below its folder, for a project package called `name`.
pub fn project(name: &str) -> Vec<(String, String)> {
    vec![
        ("manage.py".into(), MANAGE.replace("{name}", name)),
        (format!("{name}/__init__.py"), String::new()),
        (
            format!("{name}/asgi.py"),
            GATEWAY.replace("{name}", name).replace("{kind}", "asgi"),
        ),
        (
            format!("{name}/settings.py"),
            SETTINGS.replace("{name}", name),
        ),
        (format!("{name}/urls.py"), URLS.replace("{name}", name)),
        (
            format!("{name}/wsgi.py"),
            GATEWAY.replace("{name}", name).replace("{kind}", "wsgi"),
        ),
    ]
}

/// Files of a new app by path below its folder, for an app package called `name`.
pub fn app(name: &str) -> Vec<(String, String)> {
    let config = format!(
        "from django.apps import AppConfig\n\n\nclass {}Config(AppConfig):\n    \
         default_auto_field = 'django.db.models.BigAutoField'\n    name = '{name}'\n",
        camel_case(name)
    );
    vec![
        ("__init__.py".into(), String::new()),
        (
            "admin.py".into(),
            "from django.contrib import admin\n\n# Register your models here.\n".into(),
        ),
        ("apps.py".into(), config),
        ("migrations/__init__.py".into(), String::new()),
        (
            "models.py".into(),
            "from django.db import models\n\n# Create your models here.\n".into(),
        ),
        (
            "tests.py".into(),
            "from django.test import TestCase\n\n# Create your tests here.\n".into(),
        ),
        (
            "views.py".into(),
            "from django.shortcuts import render\n\n# Create your views here.\n".into(),
        ),
    ]
}

/// `my_blog` as `MyBlog`: `str.title()` without the underscores.
fn camel_case(name: &str) -> String {
    super::names::title(name).replace('_', "")
}

const MANAGE: &str = r#"#!/usr/bin/env python
"""Django's command-line utility for administrative tasks."""
import os
import sys


def main():
    """Run administrative tasks."""
    os.environ.setdefault('DJANGO_SETTINGS_MODULE', '{name}.settings')
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == '__main__':
    main()
"#;

const GATEWAY: &str = r#"import os

from django.core.{kind} import get_{kind}_application

os.environ.setdefault('DJANGO_SETTINGS_MODULE', '{name}.settings')

application = get_{kind}_application()
"#;

const URLS: &str = r#"from django.contrib import admin
from django.urls import path

urlpatterns = [
    path('admin/', admin.site.urls),
]
"#;

const SETTINGS: &str = r#""""
Settings of the project {name}.

Migrations read INSTALLED_APPS, DEFAULT_AUTO_FIELD, AUTH_USER_MODEL, USE_TZ and
MIGRATION_MODULES; the rest is what a new Django project has.
"""

from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent

SECRET_KEY = 'django-insecure-sandbox-key-that-protects-nothing'

DEBUG = True

ALLOWED_HOSTS = []

INSTALLED_APPS = [
    'django.contrib.admin',
    'django.contrib.auth',
    'django.contrib.contenttypes',
    'django.contrib.sessions',
    'django.contrib.messages',
    'django.contrib.staticfiles',
]

MIDDLEWARE = [
    'django.middleware.security.SecurityMiddleware',
    'django.contrib.sessions.middleware.SessionMiddleware',
    'django.middleware.common.CommonMiddleware',
    'django.middleware.csrf.CsrfViewMiddleware',
    'django.contrib.auth.middleware.AuthenticationMiddleware',
    'django.contrib.messages.middleware.MessageMiddleware',
    'django.middleware.clickjacking.XFrameOptionsMiddleware',
]

ROOT_URLCONF = '{name}.urls'

TEMPLATES = [
    {
        'BACKEND': 'django.template.backends.django.DjangoTemplates',
        'DIRS': [],
        'APP_DIRS': True,
        'OPTIONS': {
            'context_processors': [
                'django.template.context_processors.request',
                'django.contrib.auth.context_processors.auth',
                'django.contrib.messages.context_processors.messages',
            ],
        },
    },
]

WSGI_APPLICATION = '{name}.wsgi.application'

DATABASES = {
    'default': {
        'ENGINE': 'django.db.backends.sqlite3',
        'NAME': BASE_DIR / 'db.sqlite3',
    }
}

AUTH_PASSWORD_VALIDATORS = [
    {
        'NAME': 'django.contrib.auth.password_validation.UserAttributeSimilarityValidator',
    },
    {
        'NAME': 'django.contrib.auth.password_validation.MinimumLengthValidator',
    },
    {
        'NAME': 'django.contrib.auth.password_validation.CommonPasswordValidator',
    },
    {
        'NAME': 'django.contrib.auth.password_validation.NumericPasswordValidator',
    },
]

LANGUAGE_CODE = 'en-us'

TIME_ZONE = 'UTC'

USE_I18N = True

USE_TZ = True

STATIC_URL = 'static/'

DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_app_configuration_is_named_after_the_app() {
        let files = app("my_blog");
        let config = files.iter().find(|(path, _)| path == "apps.py");
        assert!(config.is_some_and(|(_, text)| text.contains("class MyBlogConfig(AppConfig)")));
    }
}
