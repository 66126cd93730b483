use std::{error::Error, fmt};

/// A database could not be read into a [`Catalog`](super::Catalog).
#[derive(Debug)]
pub struct IntrospectError {
    reading: String,
    source: Box<dyn Error + Send + Sync>,
}

impl IntrospectError {
    /// What was being read, in words that fit behind "can't read", and what went wrong.
    #[cfg_attr(not(feature = "sqlite"), allow(dead_code, reason = "for backends that read schemas"))]
    pub(crate) fn new(reading: String, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        IntrospectError { reading, source: source.into() }
    }
}

impl fmt::Display for IntrospectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "can't read {}: {}", self.reading, self.source)
    }
}

impl Error for IntrospectError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}
