use std::fmt;

/// What tells one table or type from all others: its name and, outside the default schema, its schema.
///
/// A name alone is that of something in the default schema. It is shown as `kinfolk.toml` writes it:
///
/// ```
/// use kinfolk::catalog::QualifiedName;
///
/// assert_eq!(QualifiedName::from("users").to_string(), "users");
/// assert_eq!(QualifiedName { schema: Some("audit"), name: "log" }.to_string(), "audit.log");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QualifiedName<'a> {
    /// The schema; `None` for the default one.
    pub schema: Option<&'a str>,
    /// The name in it.
    pub name: &'a str,
}

impl<'a> From<&'a str> for QualifiedName<'a> {
    fn from(name: &'a str) -> Self {
        QualifiedName { schema: None, name }
    }
}

impl fmt::Display for QualifiedName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.schema {
            Some(schema) => write!(f, "{schema}.{}", self.name),
            None => f.write_str(self.name),
        }
    }
}
