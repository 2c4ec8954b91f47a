//! Code from elsewhere: packages whose source is in the project, and stand-ins for those that are not.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails by panicking and says why"
)]

use migration_sandbox::database::Database;
use migration_sandbox::files::Files;
use migration_sandbox::management::command::Environment;
use migration_sandbox::management::output::Terminal;
use migration_sandbox::management::utility::{Ending, execute_from_command_line};

/// A project with the app `blog` and whatever else lies beside it.
struct Project {
    files: Files,
    database: Database,
}

impl Project {
    fn new(settings: &str, models: &str, beside: &[(&str, &str)]) -> Self {
        let mut files = Files::new();
        let settings = format!(
            "SECRET_KEY = 'x'\nINSTALLED_APPS = ['blog']\n\
             DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'\n{settings}\n"
        );
        files.write("settings.py", &settings);
        files.write("blog/__init__.py", "");
        files.write("blog/migrations/__init__.py", "");
        files.write("blog/models.py", models);
        for (path, text) in beside {
            files.write(path, text);
        }
        Self {
            files,
            database: Database::new(),
        }
    }

    /// Runs a command; answers its status and all that it printed.
    fn run(&mut self, words: &[&str]) -> (i32, String) {
        let environment = Environment {
            now: 1_735_689_600_000_000,
            folder: String::new(),
            root: "/project".to_owned(),
            settings_module: Some("settings".to_owned()),
            program: "manage.py".to_owned(),
            share: 1,
            variables: std::collections::BTreeMap::new(),
        };
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let mut terminal = Terminal::new(&[], None);
        let ending = execute_from_command_line(
            &mut terminal,
            &mut self.files,
            &mut self.database,
            &environment,
            &words,
        );
        let status = match ending {
            Ending::Exit(status) => status,
            Ending::Ask(_) => panic!("a question: {}", terminal.transcript()),
        };
        let chunks = terminal.into_chunks();
        (status, chunks.into_iter().map(|chunk| chunk.text).collect())
    }

    /// The initial migration, from its imports on.
    fn initial(&mut self) -> String {
        let (status, printed) = self.run(&["makemigrations"]);
        assert_eq!(status, 0, "{printed}");
        let (status, printed) = self.run(&["migrate"]);
        assert_eq!(status, 0, "{printed}");
        let (_, printed) = self.run(&["makemigrations", "--check"]);
        assert_eq!(printed, "No changes detected\n");
        let text = self.files.read("blog/migrations/0001_initial.py").unwrap();
        let (_, text) = text.split_once("\n\n").unwrap();
        text.to_owned()
    }
}

const PHONES: &str = "from django.db import models\n\
                      from phones.fields import PhoneNumberField, Region as R\n\n\
                      class Author(models.Model):\n    \
                      phone = PhoneNumberField('mobile', region='CH', blank=True)\n";

#[test]
fn an_import_that_is_missing_is_named_with_what_to_write() {
    let (status, printed) = Project::new("", PHONES, &[]).run(&["makemigrations"]);
    assert_eq!(status, 1);
    assert_eq!(
        printed,
        "Traceback (most recent call last):\n  \
         File \"/project/blog/models.py\", line 2, in <module>\n    \
         from phones.fields import PhoneNumberField, Region as R\n\
         ModuleNotFoundError: No module named 'phones'\n\
         The sandbox has no module 'phones', which blog/models.py, line 2, imports. Put its source \
         into the project, or name what is to stand in for it in the settings:\n\
         MIGRATION_SANDBOX_STAND_INS = {\n    \
         \"phones.fields.PhoneNumberField\": \"django.db.models.CharField\",\n    \
         \"phones.fields.Region\": None,\n\
         }\n"
    );
}

#[test]
fn a_module_of_the_project_that_is_missing_is_an_error_as_in_python() {
    let models = "from blog.fields import Upper\n";
    let (_, printed) = Project::new("", models, &[]).run(&["makemigrations"]);
    assert!(
        printed.ends_with("ModuleNotFoundError: No module named 'blog.fields'\n"),
        "{printed}"
    );
}

#[test]
fn a_name_that_the_sandbox_does_not_have_is_named() {
    let models = "from django.forms import CharFeild\n";
    let (_, printed) = Project::new("", models, &[]).run(&["makemigrations"]);
    let expected = "ImportError: cannot import name 'CharFeild' from 'django.forms' (unknown \
                    location)\n\
                    The sandbox has no 'CharFeild' in 'django.forms', which blog/models.py, line 1, \
                    imports. If Python or Django has it, name what is to stand in for it in the \
                    settings:\nMIGRATION_SANDBOX_STAND_INS = {\n    \
                    \"django.forms.CharFeild\": None,\n}\n";
    assert!(printed.ends_with(expected), "{printed}");
}

#[test]
fn the_contrib_apps_have_names_beyond_what_the_sandbox_has_of_them() {
    let models = "from django.contrib.auth import get_permission_codename, login\n\
                  from django.contrib.admin import ModelAdmin\n\n\
                  class LogAdmin(ModelAdmin):\n    \
                  pass\n";
    let (status, printed) = Project::new("", models, &[]).run(&["makemigrations"]);
    assert_eq!((status, printed.as_str()), (0, "No changes detected\n"));
}

#[test]
fn a_module_of_the_project_has_no_names_of_the_library_s_module() {
    let own = [("socketserver.py", "")];
    let models = "from socketserver import TCPServer\n";
    let (_, printed) = Project::new("", models, &own).run(&["makemigrations"]);
    let message = "ImportError: cannot import name 'TCPServer' from 'socketserver' \
                   (/project/socketserver.py)";
    assert!(printed.contains(message), "{printed}");
}

#[test]
fn a_stand_in_is_written_under_the_name_it_stands_for() {
    let settings = "MIGRATION_SANDBOX_STAND_INS = {\n\
                    'phones.fields.PhoneNumberField': 'django.db.models.CharField',\n\
                    'phones': None}\n";
    let mut project = Project::new(settings, PHONES, &[]);
    let written = project.initial();
    assert!(
        written.starts_with("import phones.fields\nfrom django.db import migrations"),
        "{written}"
    );
    let field = "phones.fields.PhoneNumberField(blank=True, region='CH', verbose_name='mobile')";
    assert!(written.contains(field), "{written}");
}

#[test]
fn abstract_models_and_mixins_have_stand_ins() {
    let settings = "MIGRATION_SANDBOX_STAND_INS = {\n\
                    'stamps.TimeStampedModel': 'django.db.models.Model',\n\
                    'stamps.Mixin': None}\n";
    let models = "from django.db import models\nimport stamps\n\n\
                  class Post(stamps.Mixin, stamps.TimeStampedModel):\n    \
                  title = models.CharField(max_length=9)\n";
    let written = Project::new(settings, models, &[]).initial();
    assert!(
        written.contains("bases=(stamps.Mixin, models.Model)"),
        "{written}"
    );
}

#[test]
fn what_is_only_a_name_can_be_declared_and_not_used() {
    let declared = "import threading\nfrom django import forms\nfrom django.db import models\n\
                    from django.template import Library\nfrom django.urls import reverse_lazy\n\
                    from django.views.decorators.cache import cache_page\n\n\
                    register = Library()\nlock = threading.Lock()\nhome = reverse_lazy('home')\n\n\
                    @register.filter(name='upper')\ndef upper(value):\n    return value.upper()\n\n\
                    @cache_page(60)\ndef view(request):\n    return lock\n\n\
                    class Widget(forms.TextInput):\n    template = home\n\n\
                    class Form(forms.ModelForm):\n    name = forms.CharField(widget=Widget(attrs={}))\n\n\
                    class Author(models.Model):\n    \
                    name = models.CharField(max_length=9, default=upper('x'))\n";
    let written = Project::new("", declared, &[]).initial();
    assert!(
        written.contains("models.CharField(default='X', max_length=9)"),
        "{written}"
    );
    for (used, named) in [
        (
            "import select\nselect.select([], [], [])[0].fileno() + 1\n",
            "select.select()[…].fileno()",
        ),
        (
            "if reverse_lazy('home'):\n    pass\n",
            "django.urls.reverse_lazy()",
        ),
        ("print(f'{lock.acquire()}')\n", "threading.Lock().acquire()"),
        ("list(home)\n", "django.urls.reverse_lazy()"),
    ] {
        let models = format!("{declared}\n{used}");
        let (_, printed) = Project::new("", &models, &[]).run(&["makemigrations"]);
        let expected = format!("NotImplementedError: the sandbox does not support {named}\n");
        assert!(printed.ends_with(&expected), "{printed}");
    }
}

#[test]
fn a_package_in_the_project_may_have_metaclasses_and_fields_of_its_own() {
    let package = "from django.db import models\n\
                   from django.db.models.base import ModelBase\n\
                   from django.db.models.fields.related import ManyToManyRel, RelatedField\n\n\
                   class NamedBase(ModelBase):\n    \
                   def __new__(mcs, name, bases, namespace, **kwargs):\n        \
                   if name != 'Named':\n            \
                   namespace['label'] = models.CharField(max_length=len(name))\n        \
                   return super().__new__(mcs, name, bases, namespace, **kwargs)\n\n\
                   class Named(models.Model, metaclass=NamedBase):\n    \
                   class Meta:\n        abstract = True\n\n\
                   class Tags(RelatedField):\n    many_to_many = True\n\n    \
                   def __init__(self, to=None, through=None, blank=False):\n        \
                   rel = ManyToManyRel(self, to, through=through)\n        \
                   super().__init__(blank=blank, null=True, serialize=False, rel=rel)\n\n    \
                   def deconstruct(self):\n        \
                   name, path, args, kwargs = super().deconstruct()\n        \
                   del kwargs['serialize'], kwargs['null']\n        \
                   kwargs['through'] = self.remote_field.through\n        \
                   kwargs['to'] = self.remote_field.model\n        \
                   return name, path, args, kwargs\n\n    \
                   def contribute_to_class(self, cls, name):\n        \
                   self.set_attributes_from_name(name)\n        \
                   cls._meta.add_field(self)\n        \
                   if not cls._meta.abstract:\n            \
                   self.remote_field.model = 'blog.Tag'\n\n    \
                   def get_internal_type(self):\n        return 'ManyToManyField'\n";
    let models = "from django.db import models\nfrom labels import Named, Tags\n\n\
                  class Tag(models.Model):\n    pass\n\n\
                  class Tagging(models.Model):\n    \
                  tag = models.ForeignKey(Tag, models.CASCADE)\n    \
                  post = models.ForeignKey('Post', models.CASCADE)\n\n\
                  class Base(models.Model):\n    \
                  tags = Tags(through='blog.Tagging', blank=True)\n\n    \
                  class Meta:\n        abstract = True\n\n\
                  class Rows(models.QuerySet['Post']):\n    pass\n\n\
                  class Manager(models.Manager['Post'].from_queryset(Rows)):\n    pass\n\n\
                  class Post(Base, Named):\n    objects = Manager()\n";
    let mut project = Project::new("", models, &[("labels.py", package)]);
    let written = project.initial();
    assert!(
        written.contains("('label', models.CharField(max_length=4))"),
        "{written}"
    );
    let tags = "labels.Tags(blank=True, through='blog.Tagging', to='blog.Tag')";
    assert!(written.contains(tags), "{written}");
    let columns = project.database.catalog().tables["blog_post"].columns.len();
    assert_eq!(columns, 2);
}

#[test]
fn an_operation_that_derives_from_django_s_does_what_that_one_does() {
    let operations = "from django.db import migrations, models\n\n\
                      class MakeTable(migrations.RunSQL):\n    \
                      def __init__(self, name):\n        \
                      super().__init__(f'CREATE TABLE {name} (id integer)', f'DROP TABLE {name}')\n\n\
                      class AddFlag(migrations.AddField):\n    \
                      def __init__(self, model_name, name):\n        \
                      super().__init__(model_name, name, models.BooleanField(default=False))\n";
    let migration = "from django.db import migrations, models\n\
                     from operations import AddFlag, MakeTable\n\n\
                     class Migration(migrations.Migration):\n    \
                     initial = True\n    dependencies = []\n    operations = [\n        \
                     migrations.CreateModel('Author', [('id', models.BigAutoField(auto_created=True, \
                     primary_key=True, serialize=False, verbose_name='ID'))]),\n        \
                     MakeTable('notes'),\n        AddFlag('author', 'active'),\n    ]\n";
    let models = "from django.db import models\n\n\
                  class Author(models.Model):\n    \
                  active = models.BooleanField(default=False)\n";
    let beside = [
        ("operations.py", operations),
        ("blog/migrations/0001_initial.py", migration),
    ];
    let mut project = Project::new("", models, &beside);
    let (_, printed) = project.run(&["makemigrations", "--check"]);
    assert_eq!(printed, "No changes detected\n");
    let (status, printed) = project.run(&["migrate"]);
    assert_eq!(status, 0, "{printed}");
    let tables = project.database.catalog().tables;
    assert!(tables.contains_key("notes"));
    assert_eq!(tables["blog_author"].columns.len(), 2);
    let (status, printed) = project.run(&["migrate", "blog", "zero"]);
    assert_eq!(status, 0, "{printed}");
    assert!(!project.database.catalog().tables.contains_key("notes"));
}
