//! The names of files in archives: their encoding, which archives seldom tell, and those that are nobody's document.

use encoding_rs::{Encoding, UTF_8};

use crate::corpus::encoding;

/// The encoding of those names of an archive that are not UTF-8, by all of them together: one alone says little.
pub(super) fn encoding<'a>(names: impl Iterator<Item = &'a [u8]>) -> &'static Encoding {
    let mut sample = Vec::new();
    for name in names.filter(|name| std::str::from_utf8(name).is_err()) {
        sample.extend_from_slice(name);
        sample.push(b'\n');
        if sample.len() > 64 * 1024 {
            break;
        }
    }
    encoding::detect(&sample).unwrap_or(UTF_8)
}

/// A name as a path below the archive, with `/` between its parts; none where it is no document's. Nothing is ever
/// written there, so a path that leads elsewhere does no harm; but an id is to tell where the document lies.
pub(super) fn shown(name: &[u8], encoding: &'static Encoding) -> Option<String> {
    let name = match std::str::from_utf8(name) {
        Ok(name) if encoding == UTF_8 || !may_be_by_chance(name) => name.into(),
        _ => encoding.decode_without_bom_handling(name).0,
    };
    let parts: Vec<&str> = name.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..")).collect();
    let last = parts.last()?;
    let is_junk = parts.iter().any(|part| part.starts_with('.') || *part == "__MACOSX")
        || last.starts_with("~$")
        || ["thumbs.db", "desktop.ini"].contains(&last.to_lowercase().as_str());
    (!is_junk).then(|| parts.join("/"))
}

/// Whether the bytes of a name mean letters of Europe in UTF-8 and may as well be two characters of Chinese each: beside
/// names that are not UTF-8, they are.
fn may_be_by_chance(name: &str) -> bool {
    !name.is_ascii() && name.chars().all(|c| c < '\u{800}')
}

/// Where a link leads, as a path below the archive. `of`: the link whose folder it counts from; the archive where empty.
pub(super) fn target(target: &[u8], encoding: &'static Encoding, of: &str) -> String {
    let target = match std::str::from_utf8(target) {
        Ok(target) => target.into(),
        Err(_) => encoding.decode_without_bom_handling(target).0,
    };
    if target.starts_with('/') {
        return target.into_owned();
    }
    let folder = of.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split(['/', '\\']).filter(|part| !matches!(*part, "" | ".")) {
        if part == ".." && parts.last().is_some_and(|last| *last != "..") {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, GBK};

    use super::*;

    #[test]
    fn a_name_is_a_path_below_its_archive() {
        let shown = |name: &str| shown(name.as_bytes(), UTF_8);
        assert_eq!(shown("通知/一.txt").as_deref(), Some("通知/一.txt"));
        assert_eq!(shown("../../etc/./passwd").as_deref(), Some("etc/passwd"));
        assert_eq!(shown("C:\\文件\\二.txt").as_deref(), Some("C:/文件/二.txt"));
        assert_eq!(shown("/"), None);
    }

    #[test]
    fn a_link_leads_from_its_folder() {
        let target = |path: &str, of| target(path.as_bytes(), UTF_8, of);
        assert_eq!(target("二.txt", "甲/一.txt"), "甲/二.txt");
        assert_eq!(target("../乙/./二.txt", "甲/一.txt"), "乙/二.txt");
        assert_eq!(target("甲/二.txt", ""), "甲/二.txt");
        assert_eq!(target("../../x", "甲/一.txt"), "../x");
        assert_eq!(target("/etc/passwd", "甲/一.txt"), "/etc/passwd");
    }

    #[test]
    fn what_systems_leave_behind_is_nobodys_document() {
        for name in ["__MACOSX/a/._b.txt", ".git/config", "a/.DS_Store", "a/~$b.docx", "Thumbs.db"] {
            assert_eq!(shown(name.as_bytes(), UTF_8), None, "{name}");
        }
    }

    #[test]
    fn names_that_are_utf8_by_chance_are_like_the_others() {
        let names = ["通知公告.txt", "通印.txt"].map(|name| GBK.encode(name).0.into_owned());
        assert!(std::str::from_utf8(&names[1]).is_ok() && std::str::from_utf8(&names[0]).is_err());
        let found = super::encoding(names.iter().map(Vec::as_slice));
        assert_eq!(shown(&names[1], found).as_deref(), Some("通印.txt"));
    }

    #[test]
    fn names_tell_their_encoding_together() {
        for encoding in [GBK, BIG5] {
            let names = ["關於印發就業政策的通知.txt", "二〇二五年工作報告.txt"];
            let bytes: Vec<_> = names.iter().map(|name| encoding.encode(name).0.into_owned()).collect();
            let found = super::encoding(bytes.iter().map(Vec::as_slice));
            let read: Vec<_> = bytes.iter().map(|name| shown(name, found)).collect();
            assert_eq!(read, names.map(|name| Some(name.to_owned())), "{}", encoding.name());
        }
    }
}
