//! Where the programs of a server are.

use std::path::{Path, PathBuf};

/// The folders of PATH, then these; the last component but one of a pattern may hold one `*`, newest version first.
pub(crate) fn folders(patterns: &[&str]) -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).chain(patterns.iter().flat_map(|pattern| expand(pattern))).collect()
}

/// The program in the first folder that has it.
pub(crate) fn first(folders: &[PathBuf], names: &[&str]) -> Option<PathBuf> {
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|path| path.is_file())
}

fn expand(pattern: &str) -> Vec<PathBuf> {
    let Some((before, after)) = pattern.split_once('*') else { return vec![pattern.into()] };
    let (parent, prefix) = before.rsplit_once('/').unwrap_or(("", before));
    // A folder that is not there has no versions.
    let entries = std::fs::read_dir(Path::new(parent)).into_iter().flatten().flatten();
    let mut versions: Vec<_> = entries
        .filter_map(|entry| Some(entry.file_name().to_str()?.strip_prefix(prefix)?.to_owned()))
        .map(|version| (version.split('.').map(|part| part.parse().unwrap_or(0)).collect::<Vec<u32>>(), version))
        .collect();
    versions.sort();
    versions.into_iter().rev().map(|(_, version)| format!("{before}{version}{after}").into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newest_version_first() {
        let folder = tempfile::tempdir().unwrap();
        for version in ["9.6", "15", "10", "16"] {
            std::fs::create_dir_all(folder.path().join(format!("postgresql@{version}/bin"))).unwrap();
        }
        let root = folder.path().display();
        let found = expand(&format!("{root}/postgresql@*/bin"));
        let expected =
            ["16", "15", "10", "9.6"].map(|version| PathBuf::from(format!("{root}/postgresql@{version}/bin")));
        assert_eq!(found, expected);
        assert_eq!(expand("/nowhere/*/bin"), Vec::<PathBuf>::new());
        assert_eq!(expand("/usr/sbin"), [PathBuf::from("/usr/sbin")]);
    }

    #[test]
    fn the_first_name_counts_more_than_the_first_folder() {
        let folder = tempfile::tempdir().unwrap();
        let folders = ["a", "b"].map(|name| folder.path().join(name));
        for (folder, program) in folders.iter().zip(["mysqld", "mariadbd"]) {
            std::fs::create_dir(folder).unwrap();
            std::fs::write(folder.join(program), "").unwrap();
        }
        assert_eq!(first(&folders, &["mariadbd", "mysqld"]), Some(folders[1].join("mariadbd")));
        assert_eq!(first(&folders, &["postgres"]), None);
    }
}
