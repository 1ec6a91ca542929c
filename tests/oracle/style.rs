//! Choices of how something is written, drawn from a number; the number 0 always chooses the plainest way.

pub struct Style(u64);

impl Style {
    pub fn new(seed: u64) -> Style {
        Style(seed)
    }

    /// A number below `n`.
    pub fn pick(&mut self, n: usize) -> usize {
        if self.0 == 0 || n < 2 {
            return 0;
        }
        // xorshift64: never reaches 0 from elsewhere.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 24) % n as u64).unwrap()
    }

    /// Whether something happens that does so once in `n` times.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.pick(n) == n - 1
    }

    pub fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.pick(choices.len())]
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        if self.0 != 0 {
            for i in (1..items.len()).rev() {
                items.swap(i, self.pick(i + 1));
            }
        }
    }
}
