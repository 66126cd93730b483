//! From keys to places.

use crate::relation::Key;
use rustc_hash::FxHashMap;

/// Stands for "no key": the parent's key is NULL.
pub(crate) const NONE: u32 = u32::MAX;

/// Numbers distinct keys in the order they come.
#[derive(Default)]
pub(crate) struct KeyIndex {
    integers: FxHashMap<i64, u32>,
    others: FxHashMap<Key, u32>,
    keys: Vec<Key>,
    /// Rows of one parent tend to come together.
    last: Option<(i64, u32)>,
}

impl KeyIndex {
    /// The number of a key, and whether it is new.
    ///
    /// Keys are the same if their `canonical` forms are, where they have one.
    pub(crate) fn insert(&mut self, key: Key, canonical: Option<Key>, number: u32) -> (u32, bool) {
        let known = match canonical.as_ref().unwrap_or(&key) {
            Key::Int(key) => self.insert_integer(*key, number),
            compared => match self.others.get(compared) {
                Some(known) => *known,
                None => {
                    self.others.insert(compared.clone(), number);
                    number
                }
            },
        };
        let new = known == number;
        if new {
            self.keys.push(key);
        }
        (known, new)
    }

    /// The only key needs no map: many loads have one parent.
    fn insert_integer(&mut self, key: i64, number: u32) -> u32 {
        match self.last {
            None => {
                self.last = Some((key, number));
                number
            }
            Some((last, known)) if last == key => known,
            Some((last, known)) => {
                if self.integers.is_empty() {
                    self.integers.insert(last, known);
                }
                *self.integers.entry(key).or_insert(number)
            }
        }
    }

    /// The number of a key that was inserted.
    pub(crate) fn get(&mut self, key: &Key) -> Option<u32> {
        match key {
            Key::Int(key) => self.get_integer(*key),
            _ => self.others.get(key).copied(),
        }
    }

    /// The number of a key that is one integer.
    #[inline]
    pub(crate) fn get_integer(&mut self, key: i64) -> Option<u32> {
        match self.last {
            Some((last, number)) if last == key => Some(number),
            _ => {
                let number = *self.integers.get(&key)?;
                self.last = Some((key, number));
                Some(number)
            }
        }
    }

    /// The distinct keys in the order they came.
    pub(crate) fn keys(&self) -> &[Key] {
        &self.keys
    }
}
