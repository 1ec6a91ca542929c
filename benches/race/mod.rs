//! Several ways of doing one thing, timed in turn: a round is one pass of each, so that whatever else the machine
//! does falls on all alike. Ratios are taken within a round; medians are told.

pub(crate) mod inside;
pub(crate) mod outside;

use std::time::Instant;

/// One way of doing it.
pub(crate) struct Peer<'t> {
    pub(crate) name: String,
    pass: Box<dyn FnMut() -> Pass + 't>,
}

/// One pass over the text.
pub(crate) struct Pass {
    pub(crate) seconds: f64,
    /// Of hits, or of what else the peer finds.
    pub(crate) count: usize,
}

/// What the rounds gave.
pub(crate) struct Race {
    /// By peer and round.
    seconds: Vec<Vec<f64>>,
    pub(crate) counts: Vec<usize>,
}

impl<'t> Peer<'t> {
    /// One that works in this process and says what it found.
    pub(crate) fn new(name: impl Into<String>, mut work: impl FnMut() -> usize + 't) -> Peer<'t> {
        let pass = move || {
            let start = Instant::now();
            let count = work();
            Pass { seconds: start.elapsed().as_secs_f64(), count }
        };
        Peer { name: name.into(), pass: Box::new(pass) }
    }

    /// One that measures itself.
    fn measured(name: impl Into<String>, pass: impl FnMut() -> Pass + 't) -> Peer<'t> {
        Peer { name: name.into(), pass: Box::new(pass) }
    }
}

impl Race {
    /// Runs a round that does not count, and then `rounds`, every other one backwards.
    pub(crate) fn run(peers: &mut [Peer], rounds: usize) -> Race {
        let counts = peers.iter_mut().map(|peer| (peer.pass)().count).collect();
        let mut seconds = vec![Vec::new(); peers.len()];
        for round in 0..rounds {
            for at in 0..peers.len() {
                let at = if round % 2 == 0 { at } else { peers.len() - 1 - at };
                seconds[at].push((peers[at].pass)().seconds);
            }
        }
        Race { seconds, counts }
    }

    /// How many rounds counted.
    pub(crate) fn rounds(&self) -> usize {
        self.seconds.first().map_or(0, Vec::len)
    }

    /// How long a pass of a peer takes.
    pub(crate) fn seconds(&self, peer: usize) -> f64 {
        median(self.seconds[peer].clone())
    }

    /// How many times as fast as `other` a peer is.
    pub(crate) fn speed(&self, peer: usize, other: usize) -> f64 {
        let rounds = self.seconds[peer].iter().zip(&self.seconds[other]);
        median(rounds.map(|(own, other)| other / own).collect())
    }
}

/// The middle one.
pub(crate) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
