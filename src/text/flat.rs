//! Tables with a place for every key: the bounds of a place then need no look, and the heap holds them, not the stack.

use std::fmt::Debug;

/// A table of `N` places that all hold `value`.
#[expect(clippy::expect_used, reason = "as many places are made as the table has")]
#[expect(clippy::unnecessary_box_returns, reason = "a large table does not pass over the stack")]
pub(crate) fn flat_table<T: Copy + Debug, const N: usize>(value: T) -> Box<[T; N]> {
    vec![value; N].into_boxed_slice().try_into().expect("the table has its length")
}
