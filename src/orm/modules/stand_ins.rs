//! `MIGRATION_SANDBOX_STAND_INS`: what the project names in the place of packages that are not there.

use crate::orm::Settings;
use crate::python::stand_in::{Advice, StandIns};
use crate::python::{Interpreter, Value};

/// The setting: dotted paths of what is missing, and of what stands in for it.
pub const SETTING: &str = "MIGRATION_SANDBOX_STAND_INS";

/// Takes the stand-ins from the settings.
pub(super) fn set(interpreter: &mut Interpreter, settings: &Settings) {
    interpreter.set_advice(Advice {
        setting: SETTING,
        nearest,
    });
    let Some(Value::Dict(dict)) = settings.all.get(SETTING) else {
        return;
    };
    let stand_ins: StandIns = dict
        .borrow()
        .pairs()
        .filter_map(|(path, target)| Some((path.as_text()?, target.as_text())))
        .collect();
    interpreter.set_stand_ins(stand_ins);
}

/// Ends of names and the class of Django's that is nearest; the first that fits counts, so the
/// longer ends come first. A field of which nothing else is known holds text.
const NEAREST: &[(&str, &str)] = &[
    (
        "PositiveSmallIntegerField",
        "django.db.models.PositiveSmallIntegerField",
    ),
    (
        "PositiveBigIntegerField",
        "django.db.models.PositiveBigIntegerField",
    ),
    (
        "PositiveIntegerField",
        "django.db.models.PositiveIntegerField",
    ),
    (
        "GenericIPAddressField",
        "django.db.models.GenericIPAddressField",
    ),
    ("SmallIntegerField", "django.db.models.SmallIntegerField"),
    ("BigIntegerField", "django.db.models.BigIntegerField"),
    ("BigAutoField", "django.db.models.BigAutoField"),
    ("ManyToManyField", "django.db.models.ManyToManyField"),
    ("OneToOneField", "django.db.models.OneToOneField"),
    ("DateTimeField", "django.db.models.DateTimeField"),
    ("DurationField", "django.db.models.DurationField"),
    ("IntegerField", "django.db.models.IntegerField"),
    ("BooleanField", "django.db.models.BooleanField"),
    ("DecimalField", "django.db.models.DecimalField"),
    ("MoneyField", "django.db.models.DecimalField"),
    ("BinaryField", "django.db.models.BinaryField"),
    ("ForeignKey", "django.db.models.ForeignKey"),
    ("EmailField", "django.db.models.EmailField"),
    ("ImageField", "django.db.models.ImageField"),
    ("FloatField", "django.db.models.FloatField"),
    ("SlugField", "django.db.models.SlugField"),
    ("TextField", "django.db.models.TextField"),
    ("HTMLField", "django.db.models.TextField"),
    ("MarkdownField", "django.db.models.TextField"),
    ("JSONField", "django.db.models.JSONField"),
    ("UUIDField", "django.db.models.UUIDField"),
    ("DateField", "django.db.models.DateField"),
    ("TimeField", "django.db.models.TimeField"),
    ("FileField", "django.db.models.FileField"),
    ("AutoField", "django.db.models.AutoField"),
    ("URLField", "django.db.models.URLField"),
    ("Field", "django.db.models.CharField"),
    ("QuerySet", "django.db.models.QuerySet"),
    ("Manager", "django.db.models.Manager"),
    ("Model", "django.db.models.Model"),
];

/// The class of Django's that is nearest to something of this name.
fn nearest(name: &str) -> Option<&'static str> {
    let found = NEAREST.iter().find(|(end, _)| name.ends_with(end));
    found.map(|(_, path)| *path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_class_is_found_by_the_end_of_the_name() {
        assert_eq!(nearest("AutoSlugField"), Some("django.db.models.SlugField"));
        assert_eq!(
            nearest("PhoneNumberField"),
            Some("django.db.models.CharField")
        );
        assert_eq!(nearest("TimeStampedModel"), Some("django.db.models.Model"));
        assert_eq!(nearest("Image"), None);
    }
}
