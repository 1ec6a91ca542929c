//! The stable words that name kinds of diagnostics.

use std::fmt;

use super::diagnostic::Severity;

/// Declares the codes once: the variant, its word and its weight.
macro_rules! codes {
    ($($variant:ident $word:literal $severity:ident,)*) => {
        /// What kind of thing is wrong or doubtful; its word never changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = concat!("`", $word, "`: see its [page](Code::page).")] $variant,)*
        }

        impl Code {
            /// All codes.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            /// The word by which the code is known.
            pub fn word(self) -> &'static str {
                match self {
                    $(Code::$variant => $word,)*
                }
            }

            /// How much it weighs.
            pub fn severity(self) -> Severity {
                match self {
                    $(Code::$variant => Severity::$severity,)*
                }
            }
        }
    };
}

codes! {
    YamlSyntax "yaml_syntax" Error,
    TabIndentation "tab_indentation" Error,
    WideBlank "wide_blank" Error,
    StrangeIndentation "strange_indentation" Error,
    FullWidthHash "full_width_hash" Error,
    FullWidthDash "full_width_dash" Error,
    MissingBlankAfterDash "missing_blank_after_dash" Error,
    FullWidthColon "full_width_colon" Error,
    MissingBlankAfterColon "missing_blank_after_colon" Error,
    FullWidthSeparator "full_width_separator" Error,
    FullWidthBracket "full_width_bracket" Error,
    StrayComma "stray_comma" Error,
    UnquotedMark "unquoted_mark" Error,
    ColonInTerm "colon_in_term" Error,
    UnclosedBracket "unclosed_bracket" Error,
    UnclosedQuote "unclosed_quote" Error,
    CurlyQuotes "curly_quotes" Warning,
    HashInTerm "hash_in_term" Warning,
    NotUtf8 "not_utf8" Error,
    Unreadable "unreadable" Error,
    NoRuleFiles "no_rule_files" Error,
    NoCaseFiles "no_case_files" Error,
    CasesInstead "cases_instead" Error,
    RulesInstead "rules_instead" Error,
    EmptyFile "empty_file" Error,
    NotRules "not_rules" Error,
    NotCases "not_cases" Error,
    WrongKind "wrong_kind" Error,
    UnknownKey "unknown_key" Error,
    MisspeltKey "misspelt_key" Error,
    DuplicateKey "duplicate_key" Error,
    MergeKey "merge_key" Error,
    EmptyValue "empty_value" Error,
    EmptyList "empty_list" Error,
    EmptyEntry "empty_entry" Error,
    NestedList "nested_list" Error,
    MissingVersion "missing_version" Error,
    WrongVersion "wrong_version" Error,
    NoCategories "no_categories" Error,
    MissingId "missing_id" Error,
    DuplicateId "duplicate_id" Error,
    DuplicateSet "duplicate_set" Error,
    DuplicateFlag "duplicate_flag" Error,
    DuplicateDefaults "duplicate_defaults" Error,
    StrangeSetName "strange_set_name" Error,
    UnknownSet "unknown_set" Error,
    MisspeltSet "misspelt_set" Error,
    CircularSet "circular_set" Error,
    OperatorInSet "operator_in_set" Error,
    EmptySegment "empty_segment" Error,
    UnclosedReference "unclosed_reference" Error,
    ReferenceBesideText "reference_beside_text" Error,
    StrangeGapMark "strange_gap_mark" Error,
    EitherBesideThird "either_beside_third" Error,
    FoldsToNothing "folds_to_nothing" Error,
    FlagWithoutIf "flag_without_if" Error,
    ClauseWithoutMatch "clause_without_match" Error,
    NoRelation "no_relation" Error,
    SeveralRelations "several_relations" Error,
    BesideAll "beside_all" Error,
    WithinBesideInside "within_beside_inside" Error,
    UnknownWord "unknown_word" Error,
    StrangeNumber "strange_number" Error,
    AtLeastTooLarge "at_least_too_large" Error,
    NotTrueOrFalse "not_true_or_false" Error,
    NoCases "no_cases" Error,
    CaseWithoutText "case_without_text" Error,
    CaseWithoutTags "case_without_tags" Error,
    ContradictoryCase "contradictory_case" Error,
    UnknownId "unknown_id" Error,
    MisspeltId "misspelt_id" Error,
    UnknownCode "unknown_code" Error,
    UnknownBase "unknown_base" Error,
    DuplicateExtends "duplicate_extends" Error,
    RemoveWithoutExtends "remove_without_extends" Error,
    RemoveFromNew "remove_from_new" Error,
    UnknownPattern "unknown_pattern" Error,
    MisspeltPattern "misspelt_pattern" Error,
    PartOfPattern "part_of_pattern" Error,
    TooFewLeft "too_few_left" Error,
    NothingLeft "nothing_left" Error,
    MaskEqualsTerm "mask_equals_term" Warning,
    NeverMatches "never_matches" Warning,
    DuplicateTerm "duplicate_term" Warning,
    RedundantTerm "redundant_term" Warning,
    SharedTerm "shared_term" Warning,
    ShadowedTerm "shadowed_term" Warning,
    InsideWord "inside_word" Warning,
    SingleCharacter "single_character" Warning,
    LookalikeCharacter "lookalike_character" Warning,
    StrayPunctuation "stray_punctuation" Warning,
    ForeignSign "foreign_sign" Warning,
    GapBesideAlternatives "gap_beside_alternatives" Warning,
    WideGap "wide_gap" Warning,
    MaskNeverApplies "mask_never_applies" Warning,
    MaskHidesTerm "mask_hides_term" Warning,
    Contradiction "contradiction" Warning,
    ConditionInMatch "condition_in_match" Warning,
    StrangeId "strange_id" Warning,
    UnusedSet "unused_set" Warning,
    MissingLabel "missing_label" Warning,
    MissingExample "missing_example" Warning,
    MissingCounterexample "missing_counterexample" Warning,
    DeadTerm "dead_term" Warning,
    BroadTerm "broad_term" Warning,
    MaskedOut "masked_out" Warning,
    BoundaryDrops "boundary_drops" Warning,
    OftenInside "often_inside" Warning,
}

/// What tells that a file is not written as it is meant, so that it is open what it says.
const ABOUT_WRITING: &[Code] = &[
    Code::YamlSyntax,
    Code::TabIndentation,
    Code::WideBlank,
    Code::StrangeIndentation,
    Code::FullWidthHash,
    Code::FullWidthDash,
    Code::MissingBlankAfterDash,
    Code::FullWidthColon,
    Code::MissingBlankAfterColon,
    Code::FullWidthSeparator,
    Code::FullWidthBracket,
    Code::UnquotedMark,
    Code::ColonInTerm,
    Code::UnclosedBracket,
    Code::UnclosedQuote,
    Code::EmptyFile,
    Code::NotRules,
    Code::NotCases,
];

/// What is mended without asking, where the way out is known: of errors, the way out gives the file the one
/// meaning it can have had; of warnings, it changes no tag. What only looks like a slip of the pen (a word that
/// is nearly another, a bracket that is not closed, a sign before a term) is left to the analyst.
const MENDABLE: &[Code] = &[
    Code::TabIndentation,
    Code::WideBlank,
    Code::FullWidthHash,
    Code::FullWidthDash,
    Code::MissingBlankAfterDash,
    Code::FullWidthColon,
    Code::MissingBlankAfterColon,
    Code::FullWidthSeparator,
    Code::FullWidthBracket,
    Code::ColonInTerm,
    Code::CurlyQuotes,
    Code::DuplicateTerm,
];

impl Code {
    /// Whether `cuoshi check --fix` mends what it tells, where the way out is known.
    pub fn is_mendable(self) -> bool {
        MENDABLE.contains(&self)
    }

    /// Whether it leaves open how the file is to be read.
    pub(super) fn is_about_writing(self) -> bool {
        ABOUT_WRITING.contains(&self)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(self.word())
    }
}
