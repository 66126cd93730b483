//! The files of the project, and the paths in them.

use crate::text::{balanced, follows_word, is_word, line_of, without_comments};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// One file: its code without comments, texts and unit tests.
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) code: String,
}

impl Source {
    pub(crate) fn new(name: &str, text: &str) -> Self {
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
        Self { name: name.to_owned(), code: without_comments(text) }
    }

    /// The modules that lead to the file below `src`.
    fn module(&self) -> Vec<String> {
        let path = self.name.trim_start_matches("src/").trim_end_matches(".rs");
        let path = path.strip_suffix("/mod").unwrap_or(path);
        path.split('/').map(str::to_owned).collect()
    }

    /// Its row in the table.
    pub(crate) fn area(&self) -> String {
        let module = self.module();
        let parts = if ["backend", "bin"].contains(&&*module[0]) { 2 } else { 1 };
        module[..parts.min(module.len())].join("/")
    }

    /// The paths that start at the crate, with their lines; each branch of a group is a path.
    pub(crate) fn paths(&self) -> Vec<(usize, Vec<String>)> {
        let mut paths = Vec::new();
        for start in ["crate::", "kinfolk::", "super::"] {
            for (at, _) in self.code.match_indices(start) {
                let before = &self.code[..at];
                // In the middle of a path, or of a word.
                if follows_word(before)
                    || (before.ends_with("::") && !before.ends_with("$crate::") && start != "kinfolk::")
                {
                    continue;
                }
                let line = line_of(&self.code, at);
                paths.extend(branches(&self.code[at..]).into_iter().map(|path| (line, self.resolve(path))));
            }
        }
        paths
    }

    /// `super::…` from the crate on.
    fn resolve(&self, path: Vec<String>) -> Vec<String> {
        let up = path.iter().take_while(|part| *part == "super").count();
        if up == 0 {
            return path;
        }
        let module = self.module();
        let kept = module.len().saturating_sub(up);
        let start = ["crate".to_owned()].into_iter();
        start.chain(module[..kept].iter().cloned()).chain(path[up..].iter().cloned()).collect()
    }
}

/// `a::{b::c, d}` as `a::b::c` and `a::d`.
fn branches(text: &str) -> Vec<Vec<String>> {
    let mut text = text.trim_start();
    let mut path = Vec::new();
    loop {
        let end = text.find(|c: char| !is_word(c)).unwrap_or(text.len());
        if end == 0 {
            break;
        }
        path.push(text[..end].to_owned());
        match text[end..].strip_prefix("::") {
            Some(rest) => text = rest.trim_start(),
            None => return vec![path],
        }
    }
    let Some(group) = text.strip_prefix('{') else {
        return vec![path];
    };
    let group = balanced(text).get(1..).unwrap_or(group);
    let mut depth = 0_i32;
    let parts = group.split(|character| {
        depth += i32::from(character == '{') - i32::from(character == '}');
        character == ',' && depth == 0
    });
    parts
        .filter(|part| !part.trim().is_empty())
        .flat_map(branches)
        .map(|branch| path.iter().cloned().chain(branch).collect())
        .collect()
}

pub(crate) fn root() -> PathBuf {
    // At run time, as cargo sets it for tests.
    env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| ".".into(), PathBuf::from)
}

pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All Rust files below a folder of the project, sorted.
pub(crate) fn sources(folder: &str) -> Vec<Source> {
    fn walk(folder: &Path, found: &mut BTreeMap<PathBuf, String>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.insert(path.clone(), read(&path));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(&root().join(folder), &mut found);
    let name = |path: &Path| path.strip_prefix(root()).unwrap_or(path).display().to_string().replace('\\', "/");
    found.iter().map(|(path, text)| Source::new(&name(path), text)).collect()
}
