//! What diagnostics say, as data: one sentence and one way out for each code, with named arguments, so
//! that another language is another table.

use super::code::Code;

/// What a diagnostic says; `{name}` stands for the argument of that name, `{{` for a brace.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) sentence: &'static str,
    pub(super) help: &'static str,
}

/// Puts the arguments into a template.
pub(super) fn fill(template: &str, arguments: &[(&'static str, String)]) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        text.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            text.push_str(brace);
            rest = after;
        } else if let Some((name, after)) = rest.split_once('}') {
            let value = arguments.iter().find(|(known, _)| *known == name);
            text.push_str(value.map_or(name, |(_, value)| value));
            rest = after;
        }
    }
    text.push_str(rest);
    text
}

/// What a diagnostic of this code says in English.
pub(super) fn of(code: Code) -> Message {
    let (sentence, help) = match code {
        Code::YamlSyntax => (
            "the file cannot be read from here on: {reason}",
            "compare this line with the ones above it: the indentation, the colon and the blank after it, quotation marks and brackets that are not closed",
        ),
        Code::TabIndentation => (
            "a tab indents this line",
            "indent with blanks",
        ),
        Code::WideBlank => (
            "a full-width or no-break blank stands where a plain blank belongs",
            "use the blank of the keyboard's English layout",
        ),
        Code::StrangeIndentation => (
            "this entry is read as the tail of the term above it",
            "begin its dash right below the dash of the entry above",
        ),
        Code::FullWidthHash => (
            "`＃` begins no comment: it is read as part of the term",
            "write a plain # for a comment, or put the term in quotation marks if it is meant",
        ),
        Code::FullWidthDash => (
            "this dash begins no entry of a list",
            "write a plain - and a blank",
        ),
        Code::MissingBlankAfterDash => (
            "a blank is missing after the dash",
            "write `- ` before each entry of a list, or put the term in quotation marks if the dash is part of it",
        ),
        Code::FullWidthColon => (
            "the full-width colon `：` does not end a key",
            "write a plain : and a blank",
        ),
        Code::MissingBlankAfterColon => (
            "a blank is missing after the colon: `{found}` is read as one term",
            "write `: ` after a key, or put the term in quotation marks if the colon is part of it",
        ),
        Code::FullWidthSeparator => (
            "`{found}` is one single term: only a plain comma separates",
            "write a plain comma and a blank between terms, or put the term in quotation marks if it is meant as one",
        ),
        Code::FullWidthBracket => (
            "these brackets make no list",
            "write [ ] with a plain comma and a blank between terms",
        ),
        Code::UnquotedMark => (
            "a term that begins with `{found}` must be in quotation marks",
            "put it in plain quotation marks",
        ),
        Code::ColonInTerm => (
            "a colon and a blank within a term make it a key with a value",
            "put the whole term in plain quotation marks",
        ),
        Code::UnclosedBracket => (
            "`{found}` is opened here and never closed",
            "close it",
        ),
        Code::UnclosedQuote => (
            "the quotation mark {found} is opened here and never closed",
            "close it, or put the whole term in quotation marks of the other kind",
        ),
        Code::CurlyQuotes => (
            "curly quotation marks do not quote: they are part of {found}",
            "write plain quotation marks, or none",
        ),
        Code::HashInTerm => (
            "`{found}` is a comment: the term ends before it",
            "put the term in quotation marks if # is part of it, or write a blank after # for a comment",
        ),
        Code::NotUtf8 => (
            "{path}: the file is not in UTF-8 (from line {line} on)",
            "save it as UTF-8 in your editor and run again",
        ),
        Code::Unreadable => (
            "{path}: cannot be read: {reason}",
            "check the name and that you may read it",
        ),
        Code::NoRuleFiles => (
            "{path}: the folder holds no rule files",
            "put the rules into files that end in .yml or .yaml, or name the file itself",
        ),
        Code::WrongKind => (
            "{what} must be {expected}, and here stands {found}",
            "write {expected} here",
        ),
        Code::UnknownKey => (
            "`{key}` is no key of {where}",
            "the keys here are: {keys}",
        ),
        Code::MisspeltKey => (
            "`{key}` is no key of {where}",
            "did you mean `{near}`?",
        ),
        Code::LaterKey => (
            "`{key}` is not available in this version",
            "take it out, and copy what it stands for into this dictionary",
        ),
        Code::DuplicateKey => (
            "`{key}` stands twice here",
            "join the two under one `{key}`",
        ),
        Code::MergeKey => (
            "`<<` joins entries unseen and is not allowed",
            "write the entries out, or put the common terms into a set",
        ),
        Code::EmptyValue => (
            "`{key}` has no value",
            "write what belongs there, or take `{key}` out",
        ),
        Code::EmptyList => (
            "the list of `{key}` is empty",
            "write what belongs there, or take `{key}` out",
        ),
        Code::EmptyEntry => (
            "an entry of `{key}` is empty",
            "write the term after the dash, or take the line out",
        ),
        Code::NestedList => (
            "a list stands within the list of `{key}`",
            "a list always means that one is enough: write one list; for what must hold together write `all: [...]` in `if` or `unless`, or a pattern with `…`",
        ),
        Code::MissingVersion => (
            "the file does not say which version of the language it is written in",
            "write `version: 1` as its first line",
        ),
        Code::WrongVersion => (
            "version {found} of the language is not known",
            "write `version: 1`",
        ),
        Code::NoCategories => (
            "the rules have no categories",
            "write `categories:` and below it at least one `- id: …` with its terms under `any:`",
        ),
        Code::MissingId => (
            "the category has no `id`",
            "give it a stable name that is used nowhere else, such as `- id: fiscal.subsidies`",
        ),
        Code::DuplicateId => (
            "the id `{name}` stands twice",
            "join the two categories, or give one of them another id",
        ),
        Code::DuplicateSet => (
            "the set `{name}` stands twice",
            "join the two lists, or give one of them another name",
        ),
        Code::DuplicateFlag => (
            "the flag `{name}` stands twice",
            "join the two, or give one of them another name",
        ),
        Code::DuplicateDefaults => (
            "`defaults` stands in two files",
            "keep it in one file: it holds for all of them",
        ),
        Code::StrangeSetName => (
            "the name `{name}` cannot stand between < and >",
            "choose a name without | < > ~ and …",
        ),
        Code::UnknownSet => (
            "there is no set `{name}`",
            "write the list under `sets:`, as `{name}: [term, term]`, or put a backslash before < if it is meant as text",
        ),
        Code::MisspeltSet => (
            "there is no set `{name}`",
            "did you mean `<{near}>`?",
        ),
        Code::CircularSet => (
            "the set `{name}` contains itself: {round}",
            "take one of these references out",
        ),
        Code::OperatorInSet => (
            "the member `{found}` of a set must be one term or one reference",
            "write each term as a member of its own; put a backslash before | … ~ < where it is meant as text",
        ),
        Code::EmptySegment => (
            "a part of the pattern is empty",
            "write a term on both sides of | and … and ~, or take the sign out; quotation marks and blanks alone are nothing",
        ),
        Code::UnclosedReference => (
            "`<` is not closed: `{found}`",
            "write the name of a set between < and >, or put a backslash before < if it is meant as text",
        ),
        Code::ReferenceBesideText => (
            "the reference `<{found}>` stands beside other text",
            "write `<{found}>…text` with a gap between the two, or `<{found}>|text` for one of them",
        ),
        Code::StrangeGapMark => (
            "`{found}` is no gap",
            "write … (or exactly three dots) for a gap, and …20… for one of at most 20 characters; put a backslash before a dot that is meant as text",
        ),
        Code::EitherBesideThird => (
            "`~` joins exactly two segments",
            "use … between all segments, or write two patterns",
        ),
        Code::FoldsToNothing => (
            "nothing is left of `{found}`: quotation marks and blanks do not count",
            "write a word",
        ),
        Code::FlagWithoutIf => (
            "the flag `{name}` has no `if`",
            "say when a match gets it, such as `if: {{ before: [取消, 停止], within: clause, distance: 4 }}`",
        ),
        Code::ClauseWithoutMatch => (
            "the clause has no `match`",
            "write the pattern it is about after `match:`",
        ),
        Code::NoRelation => (
            "the condition does not say where to look",
            "write one of near, before, after, inside with a pattern, or `all:` with a list of conditions",
        ),
        Code::SeveralRelations => (
            "the condition has more than one relation: {relations}",
            "write each as a condition of its own: `all: [{{…}}, {{…}}]` if all must hold, `[{{…}}, {{…}}]` if one is enough",
        ),
        Code::BesideAll => (
            "`{key}` has no meaning beside `all`",
            "write `{key}` in each of the conditions of the list",
        ),
        Code::WithinBesideInside => (
            "`within` has no meaning beside `inside`",
            "take `within` out: what lies inside the match lies nowhere else",
        ),
        Code::UnknownWord => (
            "`{found}` is no value of `{key}`",
            "write one of: {words}",
        ),
        Code::StrangeNumber => (
            "`{found}` is no value of `{key}`",
            "write a whole number from {least} on, in digits",
        ),
        Code::AtLeastTooLarge => (
            "`at_least: {found}` can never be reached: `match` has {patterns} pattern(s)",
            "write a number from 1 to {patterns}, or add patterns; alternatives within one pattern count as one",
        ),
        Code::NotTrueOrFalse => (
            "`unconditional` is either true or false, and here stands `{found}`",
            "write `true`, or take the key out",
        ),
        Code::MaskEqualsTerm => (
            "the mask `{mask}` hides a term of its own category completely",
            "write the longer phrase in which the term is meant otherwise, or take one of the two out",
        ),
        Code::NeverMatches => (
            "the category `{id}` can never match",
            "give it terms under `any:`, or look which mask or set leaves it none",
        ),
    };
    Message { sentence, help }
}

/// What the YAML reader stumbled over, in an analyst's terms.
pub(super) fn yaml_reason(message: &str) -> &'static str {
    const REASONS: &[(&str, &str)] = &[
        ("mapping values are not allowed", "a colon stands where none may, or the line is indented too deep"),
        ("did not find expected key", "the line begins too far left or right of the entries it belongs to"),
        ("did not find expected '-'", "an entry of the list does not begin with a dash in the same column"),
        ("simple key expected ':'", "a colon is missing behind the key"),
        ("unknown anchor", "a term that begins with * must be in quotation marks"),
        ("unexpected character", "a term that begins with this sign must be in quotation marks"),
        ("block scalar", "a term that begins with > or | must be in quotation marks"),
        ("multiple YAML documents", "a line of three dashes begins a second document; a rule file is one"),
        ("quoted scalar", "a quotation mark is not closed"),
        ("flow sequence", "a list in brackets is not closed, or a comma is missing in it"),
        ("flow mapping", "braces are not closed, or a comma is missing in them"),
        ("illegal placement of ':'", "a bracket or quotation mark above is not closed"),
        ("tabs disallowed", "a tab indents this line"),
        ("budget", "the file is too large or too deeply nested"),
    ];
    let known = REASONS.iter().find(|(jargon, _)| message.contains(jargon));
    known.map_or("its structure is not clear here", |(_, reason)| reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_take_the_place_of_their_names() {
        let arguments = [("key", "any".to_owned()), ("near", "{x}".to_owned())];
        assert_eq!(fill("`{key}`: {{near}} is {near}.", &arguments), "`any`: {near} is {x}.");
    }

    #[test]
    fn every_code_has_a_word_of_its_own_and_says_something() {
        let words: std::collections::BTreeSet<&str> = Code::ALL.iter().map(|code| code.word()).collect();
        assert_eq!(words.len(), Code::ALL.len());
        assert!(Code::ALL.iter().all(|code| !of(*code).sentence.is_empty() && !of(*code).help.is_empty()));
    }
}
