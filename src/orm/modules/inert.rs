//! Modules whose names `models.py` may import without migrations ever using what they do.
//!
//! Classes can be subclassed and instantiated, decorators decorate, and a function that would have
//! an effect says that the sandbox does not have it.

use std::rc::Rc;

use super::ModuleSet;
use crate::python::value::Instance;
use crate::python::{Arguments, Interpreter, NativeClass, NativeObject, PyResult, Value};

/// A class that takes any arguments and does nothing with them.
pub(super) struct AnyArguments;

impl NativeClass for AnyArguments {
    fn init(
        &self,
        _interpreter: &mut Interpreter,
        _instance: &Rc<Instance>,
        _arguments: Arguments,
    ) -> PyResult<()> {
        Ok(())
    }
}

/// An object that answers every attribute and call with another of its kind: a signal, a router.
struct Inert;

impl NativeObject for Inert {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn get_attribute(
        &self,
        _interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        (!name.starts_with("__")).then(|| Ok(this.clone()))
    }

    fn call(
        &self,
        _interpreter: &mut Interpreter,
        this: &Value,
        _arguments: Arguments,
    ) -> Option<PyResult<Value>> {
        Some(Ok(this.clone()))
    }
}

/// Whether the value stands for something that the sandbox only pretends to have.
pub(crate) fn is_inert(value: &Value) -> bool {
    value.native::<Inert>().is_some()
}

/// Module, classes of it.
const CLASSES: &[(&str, &[&str])] = &[
    (
        "django.forms",
        &[
            "Form",
            "ModelForm",
            "Field",
            "CharField",
            "IntegerField",
            "FloatField",
            "DecimalField",
            "DateField",
            "DateTimeField",
            "TimeField",
            "EmailField",
            "URLField",
            "BooleanField",
            "ChoiceField",
            "MultipleChoiceField",
            "TypedChoiceField",
            "ModelChoiceField",
            "ModelMultipleChoiceField",
            "FileField",
            "ImageField",
            "SlugField",
            "RegexField",
            "UUIDField",
            "JSONField",
            "DurationField",
            "Widget",
            "TextInput",
            "Textarea",
            "NumberInput",
            "EmailInput",
            "PasswordInput",
            "HiddenInput",
            "CheckboxInput",
            "Select",
            "SelectMultiple",
            "RadioSelect",
            "CheckboxSelectMultiple",
            "DateInput",
            "DateTimeInput",
            "TimeInput",
            "FileInput",
            "ClearableFileInput",
            "BaseForm",
            "BaseModelForm",
            "BaseFormSet",
            "BaseModelFormSet",
        ],
    ),
    (
        "django.contrib.admin.options",
        &["ModelAdmin", "TabularInline", "StackedInline"],
    ),
    ("django.views", &["View"]),
    (
        "django.views.generic",
        &[
            "View",
            "TemplateView",
            "RedirectView",
            "ListView",
            "DetailView",
            "CreateView",
            "UpdateView",
            "DeleteView",
            "FormView",
        ],
    ),
    (
        "django.http",
        &[
            "HttpRequest",
            "HttpResponse",
            "JsonResponse",
            "HttpResponseRedirect",
            "HttpResponseNotFound",
            "HttpResponseForbidden",
            "HttpResponseBadRequest",
            "StreamingHttpResponse",
            "FileResponse",
            "QueryDict",
        ],
    ),
    (
        "django.test",
        &[
            "TestCase",
            "SimpleTestCase",
            "TransactionTestCase",
            "Client",
            "RequestFactory",
        ],
    ),
    (
        "django.core.mail",
        &["EmailMessage", "EmailMultiAlternatives"],
    ),
    ("django.core.paginator", &["Paginator", "Page"]),
    (
        "django.core.management.base",
        &["BaseCommand", "AppCommand", "LabelCommand"],
    ),
    ("django.template", &["Template", "Context", "Library"]),
    ("django.core.serializers.json", &["DjangoJSONEncoder"]),
    (
        "django.contrib.auth.backends",
        &["BaseBackend", "ModelBackend"],
    ),
    (
        "django.contrib.auth.tokens",
        &["PasswordResetTokenGenerator"],
    ),
    (
        "django.contrib.auth.mixins",
        &["LoginRequiredMixin", "PermissionRequiredMixin"],
    ),
];

/// Module, functions of it that have an effect the sandbox does not have.
const FUNCTIONS: &[(&str, &[&str])] = &[
    (
        "django.urls",
        &[
            "reverse",
            "resolve",
            "path",
            "re_path",
            "include",
            "get_resolver",
        ],
    ),
    (
        "django.shortcuts",
        &[
            "render",
            "redirect",
            "get_object_or_404",
            "get_list_or_404",
            "resolve_url",
        ],
    ),
    (
        "django.core.mail",
        &[
            "send_mail",
            "send_mass_mail",
            "mail_admins",
            "mail_managers",
        ],
    ),
    (
        "django.core.management",
        &["call_command", "execute_from_command_line"],
    ),
    ("django.core.wsgi", &["get_wsgi_application"]),
    ("django.core.asgi", &["get_asgi_application"]),
    ("django.core.signing", &["dumps", "loads"]),
    (
        "django.template.loader",
        &["render_to_string", "get_template"],
    ),
    (
        "django.forms",
        &[
            "modelform_factory",
            "modelformset_factory",
            "inlineformset_factory",
        ],
    ),
];

/// Module, decorators and objects of it that do nothing.
const OBJECTS: &[(&str, &[&str])] = &[
    ("django.contrib.admin.sites", &["site"]),
    ("django.core.cache", &["cache", "caches"]),
    ("django.urls", &["reverse_lazy"]),
    (
        "django.core.signals",
        &[
            "request_started",
            "request_finished",
            "got_request_exception",
            "setting_changed",
        ],
    ),
    (
        "django.contrib.auth.signals",
        &["user_logged_in", "user_logged_out", "user_login_failed"],
    ),
];

/// Decorators that answer what they decorate, called with arguments first.
const DECORATORS: &[(&str, &[&str])] = &[
    (
        "django.contrib.admin.decorators",
        &["register", "display", "action"],
    ),
    ("django.utils.decorators", &["method_decorator"]),
    (
        "django.contrib.auth.decorators",
        &["login_required", "permission_required", "user_passes_test"],
    ),
    (
        "django.views.decorators.http",
        &["require_http_methods", "require_POST", "require_GET"],
    ),
    ("django.views.decorators.csrf", &["csrf_exempt"]),
    ("django.core.checks", &["register"]),
];

/// Adds the modules.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter) {
    let anything: Rc<dyn NativeClass> = Rc::new(AnyArguments);
    for (module, names) in CLASSES {
        for name in *names {
            let class = interpreter
                .class_builder(name, module)
                .native(anything.clone())
                .build();
            modules.class(&class);
        }
    }
    for (module, names) in FUNCTIONS {
        for name in *names {
            let what = format!("{module}.{name}()");
            modules.function(module, name, move |interpreter, _| {
                Err(interpreter.unsupported(&what))
            });
        }
    }
    let signal = interpreter
        .class_builder("ModelSignal", "django.db.models.signals")
        .build();
    for (module, names) in OBJECTS {
        for name in *names {
            let instance = Instance::with_native(&signal, Rc::new(Inert));
            modules.value(module, name, Value::Instance(instance));
        }
    }
    for (module, names) in DECORATORS {
        for name in *names {
            modules.function(module, name, decorator);
        }
    }
    checks(modules, interpreter);
}

/// `django.core.checks`: messages that `check()` methods of models answer.
fn checks(modules: &mut ModuleSet, interpreter: &Interpreter) {
    const MODULE: &str = "django.core.checks.messages";
    let message = interpreter
        .class_builder("CheckMessage", MODULE)
        .native(Rc::new(AnyArguments))
        .build();
    modules
        .class(&message)
        .export("django.core.checks", &message);
    for name in ["Debug", "Info", "Warning", "Error", "Critical"] {
        let class = interpreter
            .class_builder(name, MODULE)
            .base(&message)
            .native(Rc::new(AnyArguments))
            .build();
        modules.class(&class).export("django.core.checks", &class);
    }
    let tags = ["models", "security", "database", "urls", "compatibility"];
    let builder = interpreter.class_builder("Tags", "django.core.checks.registry");
    let builder = tags.iter().fold(builder, |builder, tag| {
        builder.attribute(tag, Value::str(*tag))
    });
    let class = builder.build();
    modules.class(&class).export("django.core.checks", &class);
}

/// `@decorator` or `@decorator(…)`.
fn decorator(_interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let bare = match arguments.positional.as_slice() {
        [only @ (Value::Function(_) | Value::NativeFunction(_))] => Some(only.clone()),
        [only @ Value::Class(class)] if class.attachment.get().is_none() => Some(only.clone()),
        _ => None,
    };
    if let Some(decorated) = bare.filter(|_| arguments.keywords.is_empty()) {
        return Ok(decorated);
    }
    Ok(Value::function(
        "decorator",
        "django.utils.decorators",
        |_, arguments| {
            Ok(arguments
                .positional
                .into_iter()
                .next()
                .unwrap_or(Value::None))
        },
    ))
}
