//! The shared test data: read when it lies beside the project, skipped aloud when it does not.

use std::path::PathBuf;

use serde_json::Value;

/// The folder of the shared data; `None`, said aloud, when there is none.
pub(crate) fn shared_folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if folder.is_dir() {
        Some(folder)
    } else {
        println!("skipped: the shared test data is not there");
        None
    }
}

/// One JSON file of the shared data.
pub(crate) fn shared_json(path: &str) -> Option<Value> {
    let text = std::fs::read(shared_folder()?.join(path)).unwrap();
    Some(serde_json::from_slice(&text).unwrap())
}

/// Every JSON file below a folder of the shared data, by path.
pub(crate) fn shared_files(folder: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let root = shared_folder()?.join(folder);
    let mut found = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "json") {
                let name = path.strip_prefix(&root).unwrap().display().to_string();
                found.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    Some(found)
}
