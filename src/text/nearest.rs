//! What a misspelt word may have meant.

/// The known word nearest in spelling, if one is near enough to be meant; of equal ones the first.
///
/// ```
/// assert_eq!(cuoshi::nearest("catgories", ["sets", "categories"]), Some("categories"));
/// assert_eq!(cuoshi::nearest("synonyms", ["sets", "categories"]), None);
/// ```
pub fn nearest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let distances = known.into_iter().map(|one| (strsim::damerau_levenshtein(word, one), one));
    let (distance, nearest) = distances.min_by_key(|(distance, _)| *distance)?;
    let length = nearest.chars().count().max(word.chars().count());
    // A Chinese word says with two characters what an English one says with six.
    let most = if word.is_ascii() { length / 3 } else { length.div_ceil(3) };
    (distance <= most && distance < length).then_some(nearest)
}
