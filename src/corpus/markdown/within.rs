//! The markers within a paragraph of Markdown: emphasis, code, links, images, marks of notes, tags.

/// Markers nested deeper than this stay, and so do those in a paragraph of more bytes than this: no
/// author writes so, and what is not written by one shall not exhaust the stack or the afternoon.
const DEEPEST: usize = 8;
const LONGEST: usize = 64 * 1024;

/// A paragraph without the markers within it: emphasis, code, links and images become their text,
/// HTML tags and the marks of notes vanish.
pub(in crate::corpus) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    if text.len() <= LONGEST {
        strip(text, DEEPEST, &mut plain);
    } else {
        plain.push_str(text);
    }
    plain
}

fn strip(mut text: &str, depth: usize, plain: &mut String) {
    if depth == 0 {
        plain.push_str(text);
        return;
    }
    while let Some(at) = text.find(['\\', '`', '*', '_', '~', '!', '[', '<']) {
        plain.push_str(&text[..at]);
        let before = plain.chars().next_back();
        text = &text[at..];
        let rest = match text.as_bytes()[0] {
            b'\\' => escape(text, plain),
            b'`' => Some(code(text, plain)),
            b'!' => text.strip_prefix('!').and_then(|text| link(text, depth, plain)),
            b'[' => link(text, depth, plain),
            b'<' => tag(text, plain),
            _ => Some(emphasis(text, before, depth, plain)),
        };
        text = rest.unwrap_or_else(|| {
            plain.push_str(&text[..1]);
            &text[1..]
        });
    }
    plain.push_str(text);
}

fn escape<'t>(text: &'t str, plain: &mut String) -> Option<&'t str> {
    let escaped = text.chars().nth(1).filter(char::is_ascii_punctuation)?;
    plain.push(escaped);
    Some(&text[2..])
}

fn code<'t>(text: &'t str, plain: &mut String) -> &'t str {
    let (ticks, rest) = run(text);
    let Some((inner, after)) = rest.split_once(ticks) else {
        plain.push_str(ticks);
        return rest;
    };
    plain.push_str(inner.trim());
    after
}

/// `[text](target)` and `[text][reference]` become the text, `[^1]` nothing; a bracket alone stays, and so does what
/// has no address behind it.
fn link<'t>(text: &'t str, depth: usize, plain: &mut String) -> Option<&'t str> {
    let end = closing_bracket(text).filter(|_| text.starts_with('['))?;
    let rest = &text[end + 1..];
    if text[1..end].strip_prefix('^').is_some_and(is_note_name) {
        return Some(rest);
    }
    let after = match rest.as_bytes().first()? {
        b'(' => rest[1..].split_once(')').filter(|(target, _)| is_address(target.trim()))?.1,
        b'[' => rest[1..].split_once(']').filter(|(name, _)| name.is_ascii())?.1,
        _ => return None,
    };
    strip(&text[1..end], depth - 1, plain);
    Some(after)
}

/// Whether that is where a link leads, perhaps with a title behind it: words of the text are not lost for a bracket.
pub(super) fn is_address(target: &str) -> bool {
    let is_title = |rest: &str| {
        rest.starts_with(['"', '\'', '(']) && rest.ends_with(['"', '\'', ')']) || rest.is_empty()
    };
    if let Some((_, title)) = target.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        return is_title(title.trim());
    }
    let (address, title) = target.split_once([' ', '\t']).unwrap_or((target, ""));
    // Names of files may be Chinese, sentences have their signs.
    let has_signs = address.contains(['/', '.', '#', ':']) && !address.contains(['，', '。', '；', '、']);
    is_title(title.trim()) && (address.is_ascii() || has_signs)
}

/// Whether that can be the name of a note: `1`, `note-a`, `注1`.
pub(super) fn is_note_name(name: &str) -> bool {
    const LONGEST: usize = 32;
    const LONGEST_CHINESE: usize = 4;
    let longest = if name.is_ascii() { LONGEST } else { LONGEST_CHINESE };
    (1..=longest).contains(&name.chars().count())
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '*'))
}

fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })
}

/// `<https://…>` becomes the address, an HTML tag or comment nothing.
fn tag<'t>(text: &'t str, plain: &mut String) -> Option<&'t str> {
    if text.starts_with("<!--") {
        return text.split_once("-->").map(|(_, rest)| rest);
    }
    let (inner, rest) = text[1..].split_once('>')?;
    let is_address = inner.contains("://") || inner.contains('@');
    if is_address && !inner.contains(' ') {
        plain.push_str(inner);
    } else if !is_tag(inner) {
        return None;
    } else if let Some(sign) = parts(inner) {
        // What stands in two boxes is no one word.
        if plain.chars().next_back().is_some_and(|c| !c.is_whitespace()) {
            plain.push(sign);
        }
    }
    Some(rest)
}

/// What parts the text before a tag from that behind it: cells of tables and other boxes.
fn parts(inner: &str) -> Option<char> {
    let name = inner.trim_start_matches('/').split([' ', '\t', '/']).next().unwrap_or_default();
    match name.to_ascii_lowercase().as_str() {
        "td" | "th" => Some('\t'),
        "p" | "div" | "hr" | "li" | "ul" | "ol" | "tr" | "table" | "tbody" | "thead" | "dt" | "dd"
        | "section" | "blockquote" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(' '),
        _ => None,
    }
}

/// Whether that is the inside of a tag, and not what stands between a smaller and a greater number.
fn is_tag(inner: &str) -> bool {
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let rest = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
    let bare: String = rest.split(['"', '\'']).step_by(2).collect();
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && (rest.is_empty() || rest.starts_with([' ', '\t', '/']))
        && bare.is_ascii()
        && (bare.trim_matches([' ', '/']).is_empty() || bare.contains('='))
}

/// `*a*`, `**a**`, `***a***`, `~~a~~`; with underscores only between other characters than letters
/// and digits of the West, so that `file_name_1` stays.
fn emphasis<'t>(text: &'t str, before: Option<char>, depth: usize, plain: &mut String) -> &'t str {
    let (marks, rest) = run(text);
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let longest = if marks.starts_with('~') { 2 } else { 3 };
    let closed = rest.split_once(marks).filter(|(inner, after)| {
        let is_hugged = !inner.is_empty() && inner.trim().len() == inner.len();
        let is_within_word = is_word(before) || is_word(after.chars().next());
        is_hugged && marks.len() <= longest && !(marks.starts_with('_') && is_within_word)
    });
    let Some((inner, after)) = closed else {
        plain.push_str(marks);
        return rest;
    };
    strip(inner, depth - 1, plain);
    after
}

/// The run of one sign that a text begins with, and what comes after.
fn run(text: &str) -> (&str, &str) {
    let sign = text.as_bytes()[0];
    text.split_at(text.bytes().take_while(|byte| *byte == sign).count())
}
