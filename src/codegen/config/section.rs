use super::Located;
use crate::codegen::{
    error::{Error, Kind, Problems},
    label,
};
use std::{borrow::Cow, path::Path};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// A table of the file that is read key by key; it knows where it stands.
#[derive(Clone)]
pub(super) struct Section<'a> {
    pub(super) path: &'a Path,
    pub(super) text: &'a str,
    /// As in the file: `tables.users`; empty for the whole file.
    pub(super) name: String,
    pub(super) entries: &'a DeTable<'a>,
}

impl<'a> Section<'a> {
    /// An error for the first key that is not one of these.
    pub(super) fn allow(&self, known: &[&str]) -> Result<(), Error> {
        for (key, _) in self.entries {
            let name = key.get_ref();
            if !known.contains(&name.as_ref()) {
                let place = if self.name.is_empty() { String::new() } else { format!(" in [{}]", self.name) };
                let hint = nearest(name, known.iter().copied());
                return Err(self.fail(key.span().start, format!("unknown key `{}`{place}{hint}", name.escape_debug())));
            }
        }
        Ok(())
    }

    pub(super) fn get(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.entries.get(key)
    }

    pub(super) fn string(&self, key: &str) -> Result<Option<Located<String>>, Error> {
        self.get(key).map(|value| self.as_string(key, value)).transpose()
    }

    pub(super) fn bool(&self, key: &str) -> Result<Option<bool>, Error> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        match value.get_ref().as_bool() {
            Some(bool) => Ok(Some(bool)),
            None => Err(self.wrong(key, value, "true or false")),
        }
    }

    pub(super) fn strings(&self, key: &str) -> Result<Option<Vec<Located<String>>>, Error> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        let Some(array) = value.get_ref().as_array() else {
            return Err(self.wrong(key, value, "a list of texts"));
        };
        array.iter().map(|value| self.as_string(key, value)).collect::<Result<_, _>>().map(Some)
    }

    /// All keys with texts behind them.
    pub(super) fn all_strings(&self) -> Result<Vec<(String, Located<String>)>, Error> {
        let entries = self.entries.iter();
        entries
            .map(|(key, value)| {
                let key = key.get_ref();
                Ok((key.clone().into_owned(), self.as_string(key, value)?))
            })
            .collect()
    }

    pub(super) fn section(&self, key: &str) -> Result<Option<Section<'a>>, Error> {
        self.get(key).map(|value| self.as_section(key, value)).transpose()
    }

    /// All keys with tables behind them.
    pub(super) fn sections(&self) -> Result<Vec<(String, usize, Section<'a>)>, Error> {
        let entries = self.entries.iter();
        entries
            .map(|(key, value)| {
                let name: &Cow<'_, str> = key.get_ref();
                let line = self.line(key.span().start);
                Ok((name.clone().into_owned(), line, self.as_section(name, value)?))
            })
            .collect()
    }

    fn as_section(&self, key: &str, value: &'a Spanned<DeValue<'a>>) -> Result<Section<'a>, Error> {
        let Some(entries) = value.get_ref().as_table() else {
            return Err(self.wrong(key, value, "a table"));
        };
        Ok(Section { name: self.join(key), entries, ..self.clone() })
    }

    fn as_string(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Result<Located<String>, Error> {
        match value.get_ref().as_str() {
            Some(text) => Ok(Located { value: text.to_owned(), line: self.line(value.span().start) }),
            None => Err(self.wrong(key, value, "a text in quotes")),
        }
    }

    /// `key` has a value of another kind.
    pub(super) fn wrong(&self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) -> Error {
        let (key, found) = (self.join(key), value.get_ref().type_str());
        self.fail(value.span().start, format!("`{key}` must be {expected}, not {found}"))
    }

    /// A value of the right kind that says something that can't be.
    pub(super) fn wrong_text(&self, value: &Spanned<DeValue<'_>>, problem: String) -> Error {
        self.fail(value.span().start, problem)
    }

    fn fail(&self, offset: usize, problem: String) -> Error {
        let mut problems = Problems::default();
        problems.push(format!("{}:{}: {problem}", self.path.display(), self.line(offset)));
        Error::from(Kind::Config(problems))
    }

    fn join(&self, key: &str) -> String {
        let key = label::key_of(key);
        if self.name.is_empty() { key } else { format!("{}.{key}", self.name) }
    }

    fn line(&self, offset: usize) -> usize {
        line_of(self.text, offset)
    }
}

pub(super) fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

/// Words for the end of a message: the known name that looks most like this one, or all of them if none does.
pub(in crate::codegen) fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    let known = known.into_iter().collect::<Vec<_>>();
    let close = known
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), *candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.chars().count() / 3)
        .min();
    match (close, known.as_slice()) {
        (Some((_, candidate)), _) => format!(": did you mean `{candidate}`?"),
        (None, []) => String::new(),
        (None, few) if few.len() <= 8 => format!("; known are `{}`", few.join("`, `")),
        (None, _) => String::new(),
    }
}
