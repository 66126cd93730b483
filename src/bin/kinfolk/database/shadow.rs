//! Where migrations are run to see what they make, on servers.

/// What `--shadow` says, and the project's own database.
#[cfg_attr(not(any(feature = "postgres", feature = "mysql")), allow(dead_code, reason = "for servers"))]
pub(crate) struct Shadow<'a> {
    pub(crate) said: Said,
    pub(crate) database_url: Option<&'a str>,
}

#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Said {
    Auto,
    Url(String),
    Off,
}

impl From<&str> for Said {
    fn from(said: &str) -> Self {
        match said {
            "auto" => Self::Auto,
            "off" => Self::Off,
            url => Self::Url(url.into()),
        }
    }
}
