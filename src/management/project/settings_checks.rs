//! The system checks of the settings: what the admin needs (`django.contrib.admin.checks`), addresses that
//! end wrongly (`django.core.checks.urls`), and what `check --deploy` finds (`django.core.checks.security`).

use super::Project;
use crate::orm::checks::CheckMessage;
use crate::orm::settings::Settings;
use crate::python::{Interpreter, Value};

const ADMIN: &str = "django.contrib.admin";
const AUTHENTICATION: &str = "django.contrib.auth.middleware.AuthenticationMiddleware";
const CLICKJACKING: &str = "django.middleware.clickjacking.XFrameOptionsMiddleware";
const CSRF: &str = "django.middleware.csrf.CsrfViewMiddleware";
const MESSAGES: &str = "django.contrib.messages.middleware.MessageMiddleware";
const SECURITY: &str = "django.middleware.security.SecurityMiddleware";
const SESSIONS: &str = "django.contrib.sessions.middleware.SessionMiddleware";

impl Project {
    /// The checks of the settings that carry the tag, or all of them.
    pub(super) fn settings_checks(&mut self, tags: &[String], deploy: bool) -> Vec<CheckMessage> {
        let settings = self.settings.clone();
        let interpreter = &mut self.interpreter;
        let mut asked = Settled {
            settings: &settings,
            interpreter,
        };
        let has = |tag: &str| tags.is_empty() || tags.iter().any(|asked| asked == tag);
        let mut messages = Vec::new();
        if has("urls") {
            messages.extend(asked.addresses());
        }
        if has("admin") && asked.is_installed(ADMIN) {
            messages.extend(asked.admin());
        }
        if has("security") && deploy {
            messages.extend(asked.deployment());
        }
        messages
    }
}

/// Settings, and the interpreter that judges their values.
struct Settled<'a> {
    settings: &'a Settings,
    interpreter: &'a mut Interpreter,
}

impl Settled<'_> {
    /// `urls.E006`
    fn addresses(&self) -> Vec<CheckMessage> {
        let names = ["STATIC_URL", "MEDIA_URL"].into_iter();
        let is_cut = |name: &&str| {
            let text = self.text(name).unwrap_or_default();
            !text.is_empty() && !text.ends_with('/')
        };
        let message = |name| format!("The {name} setting must end with a slash.");
        names
            .filter(is_cut)
            .map(|name| CheckMessage::error("?", "urls.E006", message(name)))
            .collect()
    }

    /// `check_dependencies()` of the admin.
    fn admin(&mut self) -> Vec<CheckMessage> {
        let mut messages = Vec::new();
        for (app, id) in [
            ("django.contrib.contenttypes", "admin.E401"),
            ("django.contrib.auth", "admin.E405"),
            ("django.contrib.messages", "admin.E406"),
        ] {
            if !self.is_installed(app) {
                let message = format!(
                    "'{app}' must be in INSTALLED_APPS in order to use the admin application."
                );
                messages.push(CheckMessage::error("?", id, message));
            }
        }
        messages.extend(self.admin_templates());
        for (middleware, id) in [
            (AUTHENTICATION, "admin.E408"),
            (MESSAGES, "admin.E409"),
            (SESSIONS, "admin.E410"),
        ] {
            if self.may_have_middleware(middleware) {
                continue;
            }
            let message = format!(
                "'{middleware}' must be in MIDDLEWARE in order to use the admin application."
            );
            let message = CheckMessage::error("?", id, message);
            messages.push(match middleware {
                SESSIONS => message.hint(format!("Insert '{SESSIONS}' before '{AUTHENTICATION}'.")),
                _ => message,
            });
        }
        messages
    }

    fn admin_templates(&mut self) -> Vec<CheckMessage> {
        let Some(processors) = self.context_processors() else {
            let message = "A 'django.template.backends.django.DjangoTemplates' instance must be \
                           configured in TEMPLATES in order to use the admin application.";
            return vec![CheckMessage::error("?", "admin.E403", message)];
        };
        let has = |name: &str| processors.iter().any(|processor| processor == name);
        let mut messages = Vec::new();
        let backends = self.texts("AUTHENTICATION_BACKENDS");
        let own_backend = "django.contrib.auth.backends.ModelBackend";
        let uses_own = backends.is_none_or(|it| it.iter().any(|backend| backend == own_backend));
        if !has("django.contrib.auth.context_processors.auth") && uses_own {
            let message = "'django.contrib.auth.context_processors.auth' must be enabled in \
                           DjangoTemplates (TEMPLATES) if using the default auth backend in order \
                           to use the admin application.";
            messages.push(CheckMessage::error("?", "admin.E402", message));
        }
        if !has("django.contrib.messages.context_processors.messages") {
            let message = "'django.contrib.messages.context_processors.messages' must be enabled \
                           in DjangoTemplates (TEMPLATES) in order to use the admin application.";
            messages.push(CheckMessage::error("?", "admin.E404", message));
        }
        if !has("django.template.context_processors.request") {
            let message = "'django.template.context_processors.request' must be enabled in \
                           DjangoTemplates (TEMPLATES) in order to use the admin navigation \
                           sidebar.";
            messages.push(CheckMessage::warning("?", "admin.W411", message));
        }
        messages
    }

    /// The context processors of the first engine that is Django's; `None` without one.
    fn context_processors(&mut self) -> Option<Vec<String>> {
        let engines = self.settings.all.get("TEMPLATES")?.as_sequence()?;
        let mut item = |holder: &Value, name: &str| {
            let found = self.interpreter.get_item(holder, &Value::str(name));
            found.ok()
        };
        let django = Some("django.template.backends.django.DjangoTemplates");
        let is_django = |engine: &Value, item: &mut dyn FnMut(&Value, &str) -> Option<Value>| {
            item(engine, "BACKEND").as_ref().and_then(Value::as_str) == django
        };
        let engine = engines
            .iter()
            .find(|engine| is_django(engine, &mut item))?
            .clone();
        let options = item(&engine, "OPTIONS").unwrap_or(Value::None);
        let processors = item(&options, "context_processors");
        Some(texts(processors.as_ref()).unwrap_or_default())
    }

    /// What `check --deploy` finds.
    fn deployment(&mut self) -> Vec<CheckMessage> {
        let mut found = Vec::new();
        if self.has_middleware(SECURITY) {
            found.extend(self.transport());
        } else {
            found.push((
                "security.W001",
                format!(
                    "You do not have '{SECURITY}' in your MIDDLEWARE so the SECURE_HSTS_SECONDS, \
                     SECURE_CONTENT_TYPE_NOSNIFF, SECURE_REFERRER_POLICY, \
                     SECURE_CROSS_ORIGIN_OPENER_POLICY, and SECURE_SSL_REDIRECT settings will have \
                     no effect."
                ),
            ));
        }
        found.extend(self.forgery_and_frames());
        found.extend(self.cookies());
        found.extend(self.secrets());
        if self.is_truthy("DEBUG", false) {
            let message = "You should not have DEBUG set to True in deployment.";
            found.push(("security.W018", message.to_owned()));
        }
        if !self.is_truthy("ALLOWED_HOSTS", false) {
            let message = "ALLOWED_HOSTS must not be empty in deployment.";
            found.push(("security.W020", message.to_owned()));
        }
        let mut messages: Vec<CheckMessage> = found
            .into_iter()
            .map(|(id, message)| CheckMessage::warning("?", id, message))
            .collect();
        if self.has_middleware(SECURITY) {
            messages.extend(self.policies());
        }
        messages
    }

    /// What the security middleware is told.
    fn transport(&mut self) -> Vec<(&'static str, String)> {
        let mut found = Vec::new();
        let mut note = |is_wrong: bool, id, message: &str| {
            if is_wrong {
                found.push((id, message.to_owned()));
            }
        };
        let is_strict = self.is_truthy("SECURE_HSTS_SECONDS", false);
        note(
            !is_strict,
            "security.W004",
            "You have not set a value for the SECURE_HSTS_SECONDS setting. If your entire site is \
             served only over SSL, you may want to consider setting a value and enabling HTTP \
             Strict Transport Security. Be sure to read the documentation first; enabling HSTS \
             carelessly can cause serious, irreversible problems.",
        );
        note(
            is_strict && !self.is_true("SECURE_HSTS_INCLUDE_SUBDOMAINS", false),
            "security.W005",
            "You have not set the SECURE_HSTS_INCLUDE_SUBDOMAINS setting to True. Without this, \
             your site is potentially vulnerable to attack via an insecure connection to a \
             subdomain. Only set this to True if you are certain that all subdomains of your \
             domain should be served exclusively via SSL.",
        );
        note(
            !self.is_true("SECURE_CONTENT_TYPE_NOSNIFF", true),
            "security.W006",
            "Your SECURE_CONTENT_TYPE_NOSNIFF setting is not set to True, so your pages will not \
             be served with an 'X-Content-Type-Options: nosniff' header. You should consider \
             enabling this header to prevent the browser from identifying content types \
             incorrectly.",
        );
        note(
            !self.is_true("SECURE_SSL_REDIRECT", false),
            "security.W008",
            "Your SECURE_SSL_REDIRECT setting is not set to True. Unless your site should be \
             available over both SSL and non-SSL connections, you may want to either set this \
             setting True or configure a load balancer or reverse-proxy server to redirect all \
             connections to HTTPS.",
        );
        note(
            is_strict && !self.is_true("SECURE_HSTS_PRELOAD", false),
            "security.W021",
            "You have not set the SECURE_HSTS_PRELOAD setting to True. Without this, your site \
             cannot be submitted to the browser preload list.",
        );
        let policy = self.settings.all.get("SECURE_REFERRER_POLICY");
        note(
            policy.is_some_and(Value::is_none),
            "security.W022",
            "You have not set the SECURE_REFERRER_POLICY setting. Without this, your site will \
             not send a Referrer-Policy header. You should consider enabling this header to \
             protect user privacy.",
        );
        found
    }

    /// `security.E023` and `security.E024`
    fn policies(&self) -> Vec<CheckMessage> {
        const REFERRER: [&str; 8] = [
            "no-referrer",
            "no-referrer-when-downgrade",
            "origin",
            "origin-when-cross-origin",
            "same-origin",
            "strict-origin",
            "strict-origin-when-cross-origin",
            "unsafe-url",
        ];
        const OPENER: [&str; 3] = ["same-origin", "same-origin-allow-popups", "unsafe-none"];
        let refused = |name: &str, id, valid: &[&str]| {
            let message = format!("You have set the {name} setting to an invalid value.");
            let hint = format!("Valid values are: {}.", valid.join(", "));
            CheckMessage::error("?", id, message).hint(hint)
        };
        let mut messages = Vec::new();
        let name = "SECURE_REFERRER_POLICY";
        let policies = match self.text(name) {
            Some(text) => text.split(',').map(|it| it.trim().to_owned()).collect(),
            None => self.texts(name).unwrap_or_default(),
        };
        if !policies.iter().all(|it| REFERRER.contains(&it.as_str())) {
            messages.push(refused(name, "security.E023", &REFERRER));
        }
        let name = "SECURE_CROSS_ORIGIN_OPENER_POLICY";
        let given = self.settings.all.get(name).filter(|it| !it.is_none());
        let is_valid = |value: &Value| value.as_str().is_some_and(|it| OPENER.contains(&it));
        if given.is_some_and(|value| !is_valid(value)) {
            messages.push(refused(name, "security.E024", &OPENER));
        }
        messages
    }

    fn forgery_and_frames(&mut self) -> Vec<(&'static str, String)> {
        let mut found = Vec::new();
        if !self.has_middleware(CLICKJACKING) {
            found.push((
                "security.W002",
                format!(
                    "You do not have '{CLICKJACKING}' in your MIDDLEWARE, so your pages will not \
                     be served with an 'x-frame-options' header. Unless there is a good reason \
                     for your site to be served in a frame, you should consider enabling this \
                     header to help prevent clickjacking attacks."
                ),
            ));
        } else if self.text("X_FRAME_OPTIONS").is_some_and(|it| it != "DENY") {
            found.push((
                "security.W019",
                format!(
                    "You have '{CLICKJACKING}' in your MIDDLEWARE, but X_FRAME_OPTIONS is not set \
                     to 'DENY'. Unless there is a good reason for your site to serve other parts \
                     of itself in a frame, you should change it to 'DENY'."
                ),
            ));
        }
        if !self.has_middleware(CSRF) {
            found.push((
                "security.W003",
                format!(
                    "You don't appear to be using Django's built-in cross-site request forgery \
                     protection via the middleware ('{CSRF}' is not in your MIDDLEWARE). Enabling \
                     the middleware is the safest approach to ensure you don't leave any holes."
                ),
            ));
        } else if !self.is_truthy("CSRF_USE_SESSIONS", false)
            && !self.is_true("CSRF_COOKIE_SECURE", false)
        {
            found.push((
                "security.W016",
                format!(
                    "You have '{CSRF}' in your MIDDLEWARE, but you have not set CSRF_COOKIE_SECURE \
                     to True. Using a secure-only CSRF cookie makes it more difficult for network \
                     traffic sniffers to steal the CSRF token."
                ),
            ));
        }
        found
    }

    fn cookies(&mut self) -> Vec<(&'static str, String)> {
        let app = self.is_installed("django.contrib.sessions");
        let middleware = self.has_middleware(SESSIONS);
        let mut found = Vec::new();
        for (name, default, ids, reason) in [
            (
                "SESSION_COOKIE_SECURE",
                false,
                ["security.W010", "security.W011", "security.W012"],
                "Using a secure-only session cookie makes it more difficult for network traffic \
                 sniffers to hijack user sessions.",
            ),
            (
                "SESSION_COOKIE_HTTPONLY",
                true,
                ["security.W013", "security.W014", "security.W015"],
                "Using an HttpOnly session cookie makes it more difficult for cross-site \
                 scripting attacks to hijack user sessions.",
            ),
        ] {
            if self.is_true(name, default) {
                continue;
            }
            let [of_app, of_middleware, of_both] = ids;
            let (id, message) = match (app, middleware) {
                (true, true) => (of_both, format!("{name} is not set to True.")),
                (true, false) => (
                    of_app,
                    format!(
                        "You have 'django.contrib.sessions' in your INSTALLED_APPS, but you have \
                         not set {name} to True."
                    ),
                ),
                (false, true) => (
                    of_middleware,
                    format!(
                        "You have '{SESSIONS}' in your MIDDLEWARE, but you have not set {name} to \
                         True."
                    ),
                ),
                (false, false) => continue,
            };
            found.push((id, format!("{message} {reason}")));
        }
        found
    }

    fn secrets(&self) -> Vec<(&'static str, String)> {
        let message = |name: &str| {
            format!(
                "Your {name} has less than 50 characters, less than 5 unique characters, or it's \
                 prefixed with 'django-insecure-' indicating that it was generated automatically \
                 by Django. Please generate a long and random value, otherwise many of Django's \
                 security-critical features will be vulnerable to attack."
            )
        };
        let mut found = Vec::new();
        if !self.text("SECRET_KEY").is_some_and(|key| is_secret(&key)) {
            found.push(("security.W009", message("SECRET_KEY")));
        }
        let fallbacks = self.texts("SECRET_KEY_FALLBACKS").unwrap_or_default();
        for (index, key) in fallbacks.iter().enumerate() {
            if !is_secret(key) {
                let name = format!("SECRET_KEY_FALLBACKS[{index}]");
                found.push(("security.W025", message(&name)));
            }
        }
        found
    }

    fn text(&self, name: &str) -> Option<String> {
        let value = self.settings.all.get(name)?.as_text()?;
        Some(value.to_string())
    }

    fn texts(&self, name: &str) -> Option<Vec<String>> {
        texts(self.settings.all.get(name))
    }

    fn is_truthy(&mut self, name: &str, default: bool) -> bool {
        match self.settings.all.get(name) {
            Some(value) => self.interpreter.truthy(value).unwrap_or(default),
            None => default,
        }
    }

    /// Whether a setting is `True` itself.
    fn is_true(&self, name: &str, default: bool) -> bool {
        let value = self.settings.all.get(name);
        value.map_or(default, |value| matches!(value, Value::Bool(true)))
    }

    /// Whether an app is installed, by its package or by a configuration in it.
    fn is_installed(&self, app: &str) -> bool {
        let configs = format!("{app}.apps.");
        let mut entries = self.settings.installed_apps.iter();
        entries.any(|entry| **entry == *app || entry.starts_with(&configs))
    }

    fn has_middleware(&self, name: &str) -> bool {
        let middleware = self.texts("MIDDLEWARE").unwrap_or_default();
        middleware.iter().any(|entry| entry == name)
    }

    /// Whether a middleware is there, or one of the project's that may be derived from it.
    fn may_have_middleware(&self, name: &str) -> bool {
        let middleware = self.texts("MIDDLEWARE").unwrap_or_default();
        let is_own = |entry: &String| !entry.starts_with("django.");
        self.has_middleware(name) || middleware.iter().any(is_own)
    }
}

fn texts(value: Option<&Value>) -> Option<Vec<String>> {
    let items = value?.as_sequence()?;
    let items = items.iter().filter_map(Value::as_text);
    Some(items.map(|it| it.to_string()).collect())
}

fn is_secret(key: &str) -> bool {
    let mut unique: Vec<char> = key.chars().collect();
    let length = unique.len();
    unique.sort_unstable();
    unique.dedup();
    length >= 50 && unique.len() >= 5 && !key.starts_with("django-insecure-")
}
