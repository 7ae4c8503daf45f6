//! What a disk may hold after a power cut, rebuilt from the system calls of the program that wrote to it.
//!
//! A recording (`strace -f -y -xx`) is read into changes of content, changes of names, and syncs. At a cut,
//! what a finished sync covered is there; of the rest a random half is, and some of that only in part. Names
//! (created, renamed, removed files and folders) are there after a sync of their folder; of later ones of a
//! folder a random number of the first is. That is stricter than any file system in use, on purpose.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Numbers by chance, the same for the same seed (SplitMix64).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }
}

/// A file's content, whatever it is called.
type Inode = usize;

enum Content {
    Write { at: usize, bytes: Vec<u8> },
    Length(usize),
}

enum Name {
    Folder(PathBuf),
    File(PathBuf, Inode),
    Renamed { from: PathBuf, to: PathBuf },
    Gone(PathBuf),
}

/// Something that happened between two lines of the recording.
struct Span<T> {
    begin: usize,
    end: usize,
    what: T,
}

/// A recorded run.
pub(crate) struct Recording {
    root: PathBuf,
    base: BTreeMap<PathBuf, Inode>,
    base_contents: Vec<Vec<u8>>,
    base_folders: Vec<PathBuf>,
    contents: Vec<Change>,
    names: Vec<Span<(PathBuf, Name)>>,
    content_syncs: Vec<Span<Inode>>,
    name_syncs: Vec<Span<PathBuf>>,
    said: Vec<(usize, Vec<u8>)>,
    inodes: usize,
    lines: usize,
}

/// A change of a file's content.
type Change = Span<(Inode, Content)>;

/// What is believed about syncs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syncs {
    /// What was synced is there.
    Kept,
    /// They do nothing: to see that the test would notice.
    Ignored,
}

/// Every file and folder below `root`, with its content.
pub(crate) fn snapshot(root: &Path) -> (Vec<PathBuf>, BTreeMap<PathBuf, Vec<u8>>) {
    let (mut folders, mut files) = (Vec::new(), BTreeMap::new());
    let mut waiting = vec![root.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path.clone());
                waiting.push(path);
            } else if !passing(&path) {
                files.insert(path.clone(), std::fs::read(&path).unwrap());
            }
        }
    }
    folders.sort();
    (folders, files)
}

/// Whether a file means nothing to the next start: shared memory and locks.
fn passing(path: &Path) -> bool {
    let name = path.to_string_lossy();
    name.ends_with("-shm") || name.ends_with(".lock")
}

impl Recording {
    /// Reads a recording. `before` is what was on the disk when it began.
    pub(crate) fn read(
        root: &Path,
        before: (Vec<PathBuf>, BTreeMap<PathBuf, Vec<u8>>),
        text: &str,
    ) -> Self {
        let (base_folders, files) = before;
        let mut base = BTreeMap::new();
        let mut base_contents = Vec::new();
        for (path, bytes) in files {
            base.insert(path, base_contents.len());
            base_contents.push(bytes);
        }
        let mut recording = Self {
            root: root.to_owned(),
            inodes: base_contents.len(),
            base,
            base_contents,
            base_folders,
            contents: Vec::new(),
            names: Vec::new(),
            content_syncs: Vec::new(),
            name_syncs: Vec::new(),
            said: Vec::new(),
            lines: 0,
        };
        let mut now = recording.base.clone();
        let mut positions: BTreeMap<PathBuf, usize> = BTreeMap::new();
        let mut under_way: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
        for (number, line) in text.lines().enumerate() {
            recording.lines = number + 1;
            let Some((process, rest)) = line.split_once(' ') else { continue };
            let rest = rest.trim_start();
            if let Some(started) = rest.strip_suffix(" <unfinished ...>") {
                under_way.insert(process, (number, started));
                continue;
            }
            let (begin, call) = match rest.strip_prefix("<... ") {
                Some(resumed) => {
                    let Some((_, end)) = resumed.split_once(" resumed>") else { continue };
                    let Some((begin, started)) = under_way.remove(process) else { continue };
                    (begin, format!("{started}{end}"))
                }
                None => (number, rest.to_owned()),
            };
            recording.call(begin, number, &call, &mut now, &mut positions);
        }
        // What was under way when the program was killed was never answered; it may have happened.
        for (begin, started) in under_way.into_values() {
            let end = recording.lines;
            if started.starts_with("pwrite64(") || started.starts_with("write(") {
                recording.call(begin, end, &format!("{started} = 1"), &mut now, &mut positions);
            }
        }
        recording
    }

    fn call(
        &mut self,
        begin: usize,
        end: usize,
        call: &str,
        now: &mut BTreeMap<PathBuf, Inode>,
        positions: &mut BTreeMap<PathBuf, usize>,
    ) {
        let Some((name, rest)) = call.split_once('(') else { return };
        let Some((arguments, result)) = rest.rsplit_once(" = ") else { return };
        let arguments = arguments.trim_end().trim_end_matches(')');
        let last = arguments.rsplit(", ").next().unwrap_or_default().trim();
        if result.starts_with('-') || result.starts_with('?') {
            return;
        }
        let of_fd = || opened(arguments);
        let quoted = strings(arguments);
        let path = |index: usize| quoted.get(index).map(|bytes| path_of(bytes));
        match name {
            "pwrite64" | "write" | "writev" | "sendto" | "sendmsg" => {
                let Some(file) = of_fd() else { return };
                let bytes: Vec<u8> = quoted.concat();
                let Ok(place) = file.strip_prefix(&self.root) else {
                    // A socket: what somebody was told, from the moment on at which it could arrive.
                    self.said.push((begin, bytes));
                    return;
                };
                if place.as_os_str().is_empty() || passing(&file) {
                    return;
                }
                let Some(inode) = now.get(&file).copied() else { return };
                let at = if name == "pwrite64" {
                    last.parse().unwrap_or_else(|_| panic!("no offset in {name}: {last}"))
                } else {
                    let position = positions.entry(file).or_default();
                    let at = *position;
                    *position += bytes.len();
                    at
                };
                self.contents.push(Span {
                    begin,
                    end,
                    what: (inode, Content::Write { at, bytes }),
                });
            }
            "ftruncate" => {
                let Some(file) = of_fd() else { return };
                let Some(inode) = now.get(&file).copied() else { return };
                let length = last.parse().unwrap_or_else(|_| panic!("no length in {name}: {last}"));
                self.contents.push(Span { begin, end, what: (inode, Content::Length(length)) });
            }
            "fsync" | "fdatasync" => {
                let Some(file) = of_fd() else { return };
                match now.get(&file) {
                    Some(inode) => self.content_syncs.push(Span { begin, end, what: *inode }),
                    None => self.name_syncs.push(Span { begin, end, what: file }),
                }
            }
            "openat" => {
                let Some(file) = opened(result) else { return };
                if !file.starts_with(&self.root)
                    || passing(&file)
                    || arguments.contains("O_DIRECTORY")
                {
                    return;
                }
                positions.insert(file.clone(), 0);
                match now.get(&file) {
                    None if arguments.contains("O_CREAT") => {
                        let inode = self.inodes;
                        self.inodes += 1;
                        now.insert(file.clone(), inode);
                        self.named(begin, end, Name::File(file, inode));
                    }
                    Some(inode) if arguments.contains("O_TRUNC") => {
                        self.contents.push(Span { begin, end, what: (*inode, Content::Length(0)) });
                    }
                    _ => {}
                }
            }
            "mkdir" | "mkdirat" => {
                if let Some(folder) = path(0) {
                    self.named(begin, end, Name::Folder(folder));
                }
            }
            "rename" | "renameat" | "renameat2" => {
                let (Some(from), Some(to)) = (path(0), path(1)) else { return };
                if let Some(inode) = now.remove(&from) {
                    now.insert(to.clone(), inode);
                    self.named(begin, end, Name::Renamed { from, to });
                }
            }
            "link" | "linkat" => {
                let (Some(from), Some(to)) = (path(0), path(1)) else { return };
                if let Some(inode) = now.get(&from).copied() {
                    now.insert(to.clone(), inode);
                    self.named(begin, end, Name::File(to, inode));
                }
            }
            "unlink" | "unlinkat" => {
                let Some(file) = path(0) else { return };
                if now.remove(&file).is_some() {
                    self.named(begin, end, Name::Gone(file));
                }
            }
            _ => {}
        }
    }

    fn named(&mut self, begin: usize, end: usize, name: Name) {
        let (Name::Folder(path)
        | Name::File(path, _)
        | Name::Gone(path)
        | Name::Renamed { to: path, .. }) = &name;
        if !path.starts_with(&self.root) || passing(path) {
            return;
        }
        let folder = path.parent().unwrap_or(&self.root).to_owned();
        self.names.push(Span { begin, end, what: (folder, name) });
    }

    /// How many lines it has: a cut is before one of them.
    pub(crate) fn lines(&self) -> usize {
        self.lines
    }

    /// How many changes of content it has.
    pub(crate) fn changes(&self) -> usize {
        self.contents.len()
    }

    /// How many of them are to a file that was there when it began.
    pub(crate) fn changes_to(&self, file: &Path) -> usize {
        let inode = self.base.get(file).copied();
        self.contents.iter().filter(|change| Some(change.what.0) == inode).count()
    }

    /// The first line at which somebody was told `text`.
    pub(crate) fn first_said(&self, text: &str) -> Option<usize> {
        self.said
            .iter()
            .find(|(_, bytes)| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
            .map(|(line, _)| *line)
    }

    /// The files as they are at the end when nothing is lost.
    pub(crate) fn whole(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        self.files(self.lines + 1, &mut |_| Kept::Whole, &mut |_, known, _| known).1
    }

    /// The folders and files that a disk may hold after a cut before line `cut`.
    pub(crate) fn after_cut(
        &self,
        cut: usize,
        syncs: Syncs,
        chance: &mut Chance,
    ) -> (Vec<PathBuf>, BTreeMap<PathBuf, Vec<u8>>) {
        let synced_before = |what: &Change| {
            syncs == Syncs::Kept
                && self
                    .content_syncs
                    .iter()
                    .any(|sync| sync.what == what.what.0 && sync.end < cut && what.end < sync.begin)
        };
        let mut more = Chance(chance.next());
        self.files(
            cut,
            &mut |change| {
                if synced_before(change) {
                    return Kept::Whole;
                }
                match chance.below(6) {
                    0..=1 => Kept::Whole,
                    2 => Kept::Part(chance.next()),
                    _ => Kept::Lost,
                }
            },
            &mut |folder, known, ends| {
                let synced = self
                    .name_syncs
                    .iter()
                    .filter(|sync| syncs == Syncs::Kept && sync.what == *folder && sync.end < cut)
                    .map(|sync| ends.iter().filter(|end| **end < sync.begin).count())
                    .max()
                    .unwrap_or(0);
                let rest = u64::try_from(known - synced).unwrap();
                synced + usize::try_from(more.below(rest + 1)).unwrap()
            },
        )
    }

    fn files(
        &self,
        cut: usize,
        keep: &mut dyn FnMut(&Change) -> Kept,
        first_names: &mut dyn FnMut(&PathBuf, usize, &[usize]) -> usize,
    ) -> (Vec<PathBuf>, BTreeMap<PathBuf, Vec<u8>>) {
        let mut contents = self.base_contents.clone();
        contents.resize(self.inodes, Vec::new());
        for change in self.contents.iter().filter(|change| change.begin < cut) {
            let content = &mut contents[change.what.0];
            match (keep(change), &change.what.1) {
                (Kept::Lost, _) => {}
                (_, Content::Length(length)) => content.resize(*length, 0),
                (kept, Content::Write { at, bytes }) => {
                    const SECTOR: usize = 512;
                    let length = match kept {
                        Kept::Part(chance) => {
                            let sectors = u64::try_from(bytes.len() / SECTOR + 1).unwrap();
                            usize::try_from(chance % sectors).unwrap() * SECTOR
                        }
                        _ => bytes.len(),
                    };
                    if content.len() < at + length {
                        content.resize(at + length, 0);
                    }
                    content[*at..at + length].copy_from_slice(&bytes[..length]);
                }
            }
        }
        let mut by_folder: BTreeMap<&PathBuf, Vec<usize>> = BTreeMap::new();
        for name in self.names.iter().filter(|name| name.begin < cut) {
            by_folder.entry(&name.what.0).or_default().push(name.end);
        }
        let mut left: BTreeMap<&PathBuf, usize> = by_folder
            .iter()
            .map(|(folder, ends)| (*folder, first_names(folder, ends.len(), ends)))
            .collect();
        let mut names = self.base.clone();
        let mut folders = self.base_folders.clone();
        for name in self.names.iter().filter(|name| name.begin < cut) {
            let Some(left) = left.get_mut(&name.what.0).filter(|left| **left > 0) else { continue };
            *left -= 1;
            match &name.what.1 {
                Name::Folder(path) => folders.push(path.clone()),
                Name::File(path, inode) => drop(names.insert(path.clone(), *inode)),
                Name::Gone(path) => drop(names.remove(path)),
                Name::Renamed { from, to } => {
                    if let Some(inode) = names.remove(from) {
                        names.insert(to.clone(), inode);
                    }
                }
            }
        }
        let there = |path: &Path| {
            path.ancestors()
                .skip(1)
                .take_while(|folder| *folder != self.root)
                .all(|folder| folders.iter().any(|known| known == folder))
        };
        let files = names
            .into_iter()
            .filter(|(path, _)| there(path))
            .map(|(path, inode)| (path, contents[inode].clone()))
            .collect();
        let known: Vec<PathBuf> = folders.iter().filter(|folder| there(folder)).cloned().collect();
        (known, files)
    }
}

enum Kept {
    Whole,
    Part(u64),
    Lost,
}

/// The path of a file descriptor as strace shows it: `9<\x2f\x74…>`.
fn opened(text: &str) -> Option<PathBuf> {
    let (number, rest) = text.split_once('<')?;
    number.trim().parse::<u32>().ok()?;
    let (hex, _) = rest.split_once('>')?;
    Some(path_of(&unhex(hex)))
}

fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// Every quoted string of a call.
fn strings(arguments: &str) -> Vec<Vec<u8>> {
    assert!(!arguments.contains("\"..."), "strace cut a string short");
    arguments.split('"').skip(1).step_by(2).map(unhex).collect()
}

/// `\x2f\x74` as bytes.
fn unhex(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => byte - b'0',
        _ => byte - b'a' + 10,
    };
    text.as_bytes()
        .chunks_exact(4)
        .map(|four| {
            assert_eq!(&four[..2], b"\\x", "strace writes strings in hexadecimal");
            (digit(four[2]) << 4) | digit(four[3])
        })
        .collect()
}
