//! Threads that are all alike: whoever is free takes the next batch and works on it, and whoever finishes the one
//! that is due hands it on, with those behind it that are ready. So reading, working and writing overlap, no thread
//! waits for a stage of its own, and one thread is one thread.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// For each thread, so many batches may be taken that are not handed on yet: all that is held in memory.
const AHEAD: usize = 3;

/// What is done with each batch, one stage after the other.
///
/// `take`, `settle` and `give` are called by one thread at a time, with the batches in their order; `look` and `work` by
/// all.
pub(crate) struct Stages<T, L, S, W, G> {
    /// Gives a batch; none at the end.
    pub(crate) take: T,
    /// Does what needs the batch alone.
    pub(crate) look: L,
    /// Does what needs those before it; little, for the others wait.
    pub(crate) settle: S,
    /// Does what is left.
    pub(crate) work: W,
    /// Hands it on.
    pub(crate) give: G,
}

/// Takes batches until there are none, and does with each what the stages say, on so many threads; fewer where the system
/// starts no more.
///
/// # Errors
///
/// The first of `give`, after which nothing more is handed on.
pub(crate) fn in_order<B: Send, C, D: Send, E: Send>(
    threads: usize,
    stages: Stages<
        impl FnMut() -> Option<B> + Send,
        impl Fn(B) -> B + Sync,
        impl FnMut(B) -> C + Send,
        impl Fn(C) -> D + Sync,
        impl FnMut(D) -> Result<(), E> + Send,
    >,
) -> Result<(), E> {
    let Stages { take, look, settle, work, give } = stages;
    let crew = Crew {
        source: Mutex::new(Source { take, taken: 0, is_open: true }),
        look,
        turn: Mutex::new(Turn { settle, due: 0, is_over: false }),
        next_turn: Condvar::new(),
        work,
        give: Mutex::new(give),
        most_ahead: threads * AHEAD,
        done: Mutex::new(Done { waiting: BTreeMap::new(), due: 0, is_giving: false, stop: None }),
        progress: Condvar::new(),
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            if thread::Builder::new().spawn_scoped(scope, || crew.serve()).is_err() {
                break;
            }
        }
        crew.serve();
    });
    match locked(&crew.done).stop.take() {
        Some(Stop::Failed(error)) => Err(error),
        Some(Stop::Panicked) | None => Ok(()),
    }
}

/// What the threads share.
struct Crew<T, L, S, W, G, D, E> {
    source: Mutex<Source<T>>,
    look: L,
    turn: Mutex<Turn<S>>,
    /// Told when another batch may be settled, or when there is no use in waiting.
    next_turn: Condvar,
    work: W,
    give: Mutex<G>,
    most_ahead: usize,
    done: Mutex<Done<D, E>>,
    /// Told when a batch has been handed on, or when there is no use in going on.
    progress: Condvar,
}

/// Where batches come from.
struct Source<T> {
    take: T,
    taken: usize,
    is_open: bool,
}

/// Whose turn it is to be settled.
struct Turn<S> {
    settle: S,
    /// The batch to settle next.
    due: usize,
    /// Whether the one that is due will never come.
    is_over: bool,
}

/// What has been worked on.
struct Done<D, E> {
    /// By their numbers; all from `due` on.
    waiting: BTreeMap<usize, D>,
    /// The batch to hand on next.
    due: usize,
    /// Whether a thread is handing on.
    is_giving: bool,
    stop: Option<Stop<E>>,
}

/// Why there is no use in going on.
enum Stop<E> {
    Failed(E),
    /// A thread panicked, and its panic goes on once the others have ended.
    Panicked,
}

impl<B, C, D, E, T, L, S, W, G> Crew<T, L, S, W, G, D, E>
where
    T: FnMut() -> Option<B>,
    L: Fn(B) -> B,
    S: FnMut(B) -> C,
    W: Fn(C) -> D,
    G: FnMut(D) -> Result<(), E>,
{
    /// What each thread does.
    fn serve(&self) {
        let _alarm = Alarm(self);
        while let Some((number, batch)) = self.next() {
            let seen = (self.look)(batch);
            let Some(settled) = self.settled(number, seen) else { return };
            self.hand_on(number, (self.work)(settled));
        }
    }

    /// Settles a batch when all before it are settled; none where that will never be.
    fn settled(&self, number: usize, batch: B) -> Option<C> {
        let is_early = |turn: &mut Turn<S>| turn.due != number && !turn.is_over;
        let turn = self.next_turn.wait_while(locked(&self.turn), is_early);
        let mut turn = turn.unwrap_or_else(PoisonError::into_inner);
        if turn.is_over {
            return None;
        }
        let settled = (turn.settle)(batch);
        turn.due += 1;
        self.next_turn.notify_all();
        Some(settled)
    }

    /// The next batch and its number; none at the end.
    fn next(&self) -> Option<(usize, B)> {
        let mut source = locked(&self.source);
        let is_early =
            |done: &mut Done<D, E>| done.stop.is_none() && source.taken >= done.due + self.most_ahead;
        let done = self.progress.wait_while(locked(&self.done), is_early);
        let stops = done.unwrap_or_else(PoisonError::into_inner).stop.is_some();
        if stops || !source.is_open {
            return None;
        }
        let Some(batch) = (source.take)() else {
            source.is_open = false;
            return None;
        };
        source.taken += 1;
        Some((source.taken - 1, batch))
    }

    /// Hands on what is due, unless a thread does so already: that one goes on with it.
    fn hand_on(&self, number: usize, batch: D) {
        let mut done = locked(&self.done);
        done.waiting.insert(number, batch);
        if done.is_giving {
            return;
        }
        done.is_giving = true;
        loop {
            let due = done.due;
            let Some(batch) = done.waiting.remove(&due).filter(|_| done.stop.is_none()) else { break };
            drop(done);
            let given = (locked(&self.give))(batch);
            done = locked(&self.done);
            done.due += 1;
            done.stop = given.err().map(Stop::Failed).or(done.stop.take());
            self.progress.notify_all();
        }
        done.is_giving = false;
    }
}

/// Lets the others end where a thread panics, which would wait for its batch for ever.
struct Alarm<'c, T, L, S, W, G, D, E>(&'c Crew<T, L, S, W, G, D, E>);

impl<T, L, S, W, G, D, E> Drop for Alarm<'_, T, L, S, W, G, D, E> {
    fn drop(&mut self) {
        if thread::panicking() {
            locked(&self.0.done).stop.get_or_insert(Stop::Panicked);
            self.0.progress.notify_all();
            locked(&self.0.turn).is_over = true;
            self.0.next_turn.notify_all();
        }
    }
}

/// What a lock guards, also where a thread panicked that held it.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes so much time that later batches finish before earlier ones.
    fn loiter(steps: usize) {
        (0..steps * 1000).for_each(|step| _ = std::hint::black_box(step));
    }

    fn run(threads: usize, batches: usize, fails_at: Option<usize>) -> (Vec<usize>, Result<(), usize>) {
        let (mut numbers, mut settled) = (0..batches, 0..batches);
        let mut given = Vec::new();
        let stages = Stages {
            take: || numbers.next(),
            look: |number| {
                loiter((batches - number) / 2);
                number
            },
            settle: |number| {
                assert_eq!(Some(number), settled.next());
                number
            },
            work: |number| {
                loiter(batches - number);
                number
            },
            give: |number| {
                if Some(number) == fails_at {
                    return Err(number);
                }
                given.push(number);
                Ok(())
            },
        };
        let result = in_order(threads, stages);
        (given, result)
    }

    #[test]
    fn batches_keep_their_order_for_any_number_of_threads() {
        for threads in [1, 2, 3, 16] {
            for batches in [0, 1, 2, 100] {
                assert_eq!(run(threads, batches, None), ((0..batches).collect(), Ok(())));
            }
        }
    }

    #[test]
    fn after_a_failure_nothing_is_handed_on() {
        for threads in [1, 4] {
            assert_eq!(run(threads, 100, Some(30)), ((0..30).collect(), Err(30)));
        }
    }

    #[test]
    fn a_panic_ends_all_threads() {
        for stage in 0..4 {
            let mut numbers = 0..1000;
            let pass = |here: usize, number: usize| {
                assert!(here != stage || number != 10, "this one is meant to panic");
                number
            };
            let stages = Stages {
                take: || numbers.next(),
                look: |number| pass(0, number),
                settle: |number| pass(1, number),
                work: |number| pass(2, number),
                give: |number| {
                    pass(3, number);
                    Ok::<(), ()>(())
                },
            };
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| in_order(4, stages)));
            assert!(outcome.is_err(), "{stage}");
        }
    }
}
