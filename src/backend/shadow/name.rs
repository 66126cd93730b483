//! Names of scratch databases.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;

/// What they begin with.
pub(crate) const PREFIX: &str = "kinfolk_shadow_";

/// `kinfolk_shadow_4711_0123cdef`: the process that made it, for people, and a random number, which its lock has too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Name {
    process: u32,
    random: u32,
}

impl Name {
    pub(super) fn new() -> Self {
        // Each of them is seeded anew.
        let random = RandomState::new().hash_one(std::time::SystemTime::now());
        Self { process: std::process::id(), random: random as u32 }
    }

    /// `None` for databases that others have named.
    pub(super) fn parse(name: &str) -> Option<Self> {
        let (process, random) = name.strip_prefix(PREFIX)?.split_once('_')?;
        let parsed = Self { process: process.parse().ok()?, random: u32::from_str_radix(random, 16).ok()? };
        (parsed.to_string() == name).then_some(parsed)
    }

    /// The number of its lock.
    #[cfg_attr(not(feature = "postgres"), allow(dead_code, reason = "MySQL's locks have names"))]
    pub(crate) fn number(self) -> u32 {
        self.random
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}_{:08x}", self.process, self.random)
    }
}

#[cfg(test)]
mod tests {
    use super::Name;

    #[test]
    fn only_own_names_are_recognised() {
        let name = Name::new();
        assert_eq!(Name::parse(&name.to_string()), Some(name));
        assert_ne!(Name::new(), name);
        assert!(name.to_string().len() < 60, "PostgreSQL cuts names at 63 bytes");
        for other in [
            "kinfolk_shadow_",
            "kinfolk_shadow_1",
            "kinfolk_shadow_1_abc",
            "kinfolk_shadow_1_ABCDEF01",
            "kinfolk_shadow_01_abcdef01",
            "kinfolk_shadow_+1_abcdef01",
            "kinfolk_shadow_1_abcdef01_copy",
            "my_kinfolk_shadow_1_abcdef01",
            "kinfolk_shadow_copy_abcdef01",
        ] {
            assert_eq!(Name::parse(other), None, "{other}");
        }
    }
}
