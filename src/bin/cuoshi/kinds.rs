//! Which kinds of paragraphs are tagged, and which are in the result at all.

use cuoshi::Message;
use cuoshi::corpus::Kind;

use crate::args::{KindWord, TagArguments};

/// What happens to a paragraph of some kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is tagged.
    Tagged,
    /// It is not tagged, and written only where paragraphs without a tag are.
    Untagged,
    /// It is not in the result.
    LeftOut,
}

/// The fate of each kind, in the order of [`Kind::ALL`].
#[derive(Clone, Debug)]
pub(crate) struct Kinds([Fate; Kind::ALL.len()]);

impl Kinds {
    /// What `--include` and `--exclude` ask for; a message where nothing remains. Without them, furniture is not tagged.
    pub(crate) fn of(arguments: &TagArguments) -> Result<Kinds, Message> {
        let has = |words: &[KindWord], kind| words.iter().any(|word| word.stands_for(kind));
        let fates = Kind::ALL.map(|kind| {
            let is_included = arguments.include.is_empty() || has(&arguments.include, kind);
            if !is_included || has(&arguments.exclude, kind) {
                Fate::LeftOut
            } else if arguments.include.is_empty() && kind == Kind::Furniture {
                Fate::Untagged
            } else {
                Fate::Tagged
            }
        });
        if fates.contains(&Fate::Tagged) { Ok(Kinds(fates)) } else { Err(Message::new("commands.no_kind")) }
    }

    pub(crate) fn fate(&self, kind: Kind) -> Fate {
        let position = Kind::ALL.iter().position(|one| *one == kind);
        position.map_or(Fate::Tagged, |position| self.0[position])
    }
}
