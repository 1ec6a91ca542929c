//! Putting new files into a folder: all of them or none, and nothing in the place of another.
//!
//! They are written to a hidden folder first, and get their names when all are complete. A folder that is new gets
//! its name in one step.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// Why nothing was written.
pub(crate) enum Hindrance {
    /// These files are there already.
    Taken(Vec<PathBuf>),
    /// A file is there where a folder is wanted.
    NotAFolder(PathBuf),
    Failed(io::Error),
}

impl From<io::Error> for Hindrance {
    fn from(error: io::Error) -> Hindrance {
        Hindrance::Failed(error)
    }
}

/// Writes files, each as its path in the folder and its text. Folders that are missing are made.
pub(crate) fn write(folder: &Path, files: &[(String, &str)]) -> Result<(), Hindrance> {
    refuse(folder, files)?;
    let mut made = Made::default();
    let placed =
        if folder.is_dir() { fill(folder, files, &mut made) } else { make(folder, files, &mut made) };
    if placed.is_err() {
        made.undo();
    }
    placed
}

/// Tells what is in the way, before anything is done.
fn refuse(folder: &Path, files: &[(String, &str)]) -> Result<(), Hindrance> {
    let is_there = |path: &Path| path.symlink_metadata().is_ok();
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| folder.join(name)).collect();
    for path in &paths {
        let folders = path.ancestors().skip(1).filter(|path| !path.as_os_str().is_empty());
        if let Some(file) = folders.into_iter().find(|path| is_there(path) && !path.is_dir()) {
            return Err(Hindrance::NotAFolder(file.to_owned()));
        }
    }
    let taken: Vec<PathBuf> = paths.into_iter().filter(|path| is_there(path)).collect();
    if taken.is_empty() { Ok(()) } else { Err(Hindrance::Taken(taken)) }
}

/// Makes the folder with the files in it.
fn make(folder: &Path, files: &[(String, &str)], made: &mut Made) -> Result<(), Hindrance> {
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    made.folders(parent)?;
    let staged = stage(parent, files)?;
    fs::rename(staged.path(), folder)?;
    Ok(())
}

/// Puts the files into a folder that is there.
fn fill(folder: &Path, files: &[(String, &str)], made: &mut Made) -> Result<(), Hindrance> {
    let staged = stage(folder, files)?;
    for (name, _) in files {
        let path = folder.join(name);
        made.folders(path.parent().unwrap_or(folder))?;
        // The name is claimed first: a rename alone would replace what came there in the meantime.
        match File::create_new(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(Hindrance::Taken(vec![path]));
            }
            claimed => claimed?,
        };
        made.paths.push(path.clone());
        fs::rename(staged.path().join(name), path)?;
    }
    Ok(())
}

/// The files in a hidden folder, which is gone when dropped, unless it was renamed.
fn stage(beside: &Path, files: &[(String, &str)]) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".cuoshi-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    let staged = builder.tempdir_in(beside)?;
    for (name, text) in files {
        let path = staged.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(beside))?;
        fs::write(path, text)?;
    }
    Ok(staged)
}

/// What was made so far, to be undone where the rest fails.
#[derive(Default)]
struct Made {
    paths: Vec<PathBuf>,
}

impl Made {
    /// Makes a folder and those above it, as far as they are missing.
    fn folders(&mut self, folder: &Path) -> io::Result<()> {
        let missing = folder.ancestors().take_while(|path| !path.as_os_str().is_empty() && !path.exists());
        let missing: Vec<&Path> = missing.collect();
        for path in missing.into_iter().rev() {
            fs::create_dir(path)?;
            self.paths.push(path.to_owned());
        }
        Ok(())
    }

    /// What cannot be taken back stays: there is nobody left to tell it to.
    fn undo(self) {
        for path in self.paths.iter().rev() {
            _ = if path.is_dir() { fs::remove_dir(path) } else { fs::remove_file(path) };
        }
    }
}
