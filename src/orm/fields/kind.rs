//! The built-in field classes and what their class alone decides.

use super::FieldKind;

/// Class, base class, and the internal type that `get_internal_type()` answers.
const CLASSES: &[(FieldKind, Option<FieldKind>, &str, &str)] = {
    use FieldKind::*;
    &[
        (AutoField, Some(IntegerField), "AutoField", "AutoField"),
        (
            BigAutoField,
            Some(BigIntegerField),
            "BigAutoField",
            "BigAutoField",
        ),
        (
            SmallAutoField,
            Some(SmallIntegerField),
            "SmallAutoField",
            "SmallAutoField",
        ),
        (
            BigIntegerField,
            Some(IntegerField),
            "BigIntegerField",
            "BigIntegerField",
        ),
        (BinaryField, None, "BinaryField", "BinaryField"),
        (BooleanField, None, "BooleanField", "BooleanField"),
        (CharField, None, "CharField", "CharField"),
        (
            CommaSeparatedIntegerField,
            Some(CharField),
            "CommaSeparatedIntegerField",
            "CharField",
        ),
        (
            CompositePrimaryKey,
            None,
            "CompositePrimaryKey",
            "CompositePrimaryKey",
        ),
        (DateField, None, "DateField", "DateField"),
        (
            DateTimeField,
            Some(DateField),
            "DateTimeField",
            "DateTimeField",
        ),
        (DecimalField, None, "DecimalField", "DecimalField"),
        (DurationField, None, "DurationField", "DurationField"),
        (EmailField, Some(CharField), "EmailField", "CharField"),
        (FileField, None, "FileField", "FileField"),
        (FilePathField, None, "FilePathField", "FilePathField"),
        (FloatField, None, "FloatField", "FloatField"),
        (ForeignKey, Some(ForeignObject), "ForeignKey", "ForeignKey"),
        (ForeignObject, None, "ForeignObject", "ForeignObject"),
        (GeneratedField, None, "GeneratedField", "GeneratedField"),
        (
            GenericIPAddressField,
            None,
            "GenericIPAddressField",
            "GenericIPAddressField",
        ),
        (IPAddressField, None, "IPAddressField", "IPAddressField"),
        (ImageField, Some(FileField), "ImageField", "FileField"),
        (IntegerField, None, "IntegerField", "IntegerField"),
        (JSONField, None, "JSONField", "JSONField"),
        (ManyToManyField, None, "ManyToManyField", "ManyToManyField"),
        (
            NullBooleanField,
            Some(BooleanField),
            "NullBooleanField",
            "BooleanField",
        ),
        (
            OneToOneField,
            Some(ForeignKey),
            "OneToOneField",
            "OneToOneField",
        ),
        (OrderWrt, Some(IntegerField), "OrderWrt", "IntegerField"),
        (
            PositiveBigIntegerField,
            Some(BigIntegerField),
            "PositiveBigIntegerField",
            "PositiveBigIntegerField",
        ),
        (
            PositiveIntegerField,
            Some(IntegerField),
            "PositiveIntegerField",
            "PositiveIntegerField",
        ),
        (
            PositiveSmallIntegerField,
            Some(SmallIntegerField),
            "PositiveSmallIntegerField",
            "PositiveSmallIntegerField",
        ),
        (SlugField, Some(CharField), "SlugField", "SlugField"),
        (
            SmallIntegerField,
            Some(IntegerField),
            "SmallIntegerField",
            "SmallIntegerField",
        ),
        (TextField, None, "TextField", "TextField"),
        (TimeField, None, "TimeField", "TimeField"),
        (URLField, Some(CharField), "URLField", "CharField"),
        (UUIDField, None, "UUIDField", "UUIDField"),
        (Custom, None, "Field", "Field"),
    ]
};

impl FieldKind {
    /// Every class, `Field` itself as [`FieldKind::Custom`].
    pub fn all() -> impl Iterator<Item = Self> {
        CLASSES.iter().map(|(kind, ..)| *kind)
    }

    fn row(self) -> &'static (Self, Option<Self>, &'static str, &'static str) {
        let unknown = &CLASSES[CLASSES.len() - 1];
        CLASSES
            .iter()
            .find(|(kind, ..)| *kind == self)
            .unwrap_or(unknown)
    }

    /// `__name__`.
    pub fn name(self) -> &'static str {
        self.row().2
    }

    /// The class of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        CLASSES
            .iter()
            .find(|(_, _, own, _)| *own == name)
            .map(|(kind, ..)| *kind)
    }

    /// The built-in class it inherits from; `None` for one that inherits from `Field`.
    pub fn base(self) -> Option<Self> {
        self.row().1
    }

    /// `issubclass(self, other)` among the built-in classes.
    pub fn is_subclass(self, other: Self) -> bool {
        std::iter::successors(Some(self), |kind| kind.base()).any(|kind| kind == other)
    }

    /// What `get_internal_type()` answers.
    pub fn internal_type(self) -> &'static str {
        self.row().3
    }

    /// The dotted path that `deconstruct()` writes.
    pub fn path(self) -> String {
        format!("django.db.models.{}", self.name())
    }

    /// The module that defines the class.
    pub fn module(self) -> &'static str {
        match self {
            Self::ForeignKey
            | Self::OneToOneField
            | Self::ForeignObject
            | Self::ManyToManyField => "django.db.models.fields.related",
            Self::FileField | Self::ImageField => "django.db.models.fields.files",
            Self::GeneratedField => "django.db.models.fields.generated",
            Self::JSONField => "django.db.models.fields.json",
            Self::OrderWrt => "django.db.models.fields.proxy",
            Self::CompositePrimaryKey => "django.db.models.fields.composite",
            _ => "django.db.models.fields",
        }
    }

    /// `AutoField`, `BigAutoField`, `SmallAutoField`.
    pub fn is_auto(self) -> bool {
        matches!(
            self,
            Self::AutoField | Self::BigAutoField | Self::SmallAutoField
        )
    }

    /// `ForeignKey` or `OneToOneField`.
    pub fn is_foreign_key(self) -> bool {
        self.is_subclass(Self::ForeignKey)
    }

    /// A field that points to another model.
    pub fn is_relation(self) -> bool {
        self == Self::ManyToManyField || self.is_subclass(Self::ForeignObject)
    }

    /// `empty_strings_allowed`: whether `''` is a value of the column.
    pub fn empty_strings_allowed(self) -> bool {
        let without = [
            Self::IntegerField,
            Self::BooleanField,
            Self::DateField,
            Self::TimeField,
            Self::DecimalField,
            Self::DurationField,
            Self::FloatField,
            Self::IPAddressField,
            Self::GenericIPAddressField,
            Self::UUIDField,
            Self::JSONField,
            Self::ForeignKey,
        ];
        !without.iter().any(|kind| self.is_subclass(*kind))
    }
}
