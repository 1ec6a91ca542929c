//! Requests are answered by a few threads, so that one that takes long does not keep the others waiting. What is
//! cancelled before its turn comes is not begun.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};

use gen_lsp_types::json_rpc::Id;
use gen_lsp_types::{ErrorCodes, LspErrorCodes};
use serde_json::Value;

use super::wire::Writer;
use super::{locked, spawn};

/// How many requests are worked on at a time.
const THREADS: usize = 3;

/// Why a request gets no result.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) code: i32,
    pub(super) reason: String,
}

/// What is done for a request.
type Work = Box<dyn FnOnce() -> Result<Value, Refusal> + Send>;

struct Job {
    id: Id,
    is_cancelled: Arc<AtomicBool>,
    work: Work,
}

/// The requests that are waiting or being answered.
pub(super) struct Jobs {
    jobs: Sender<Job>,
    pending: Arc<Mutex<HashMap<Id, Arc<AtomicBool>>>>,
}

impl Jobs {
    pub(super) fn start(writer: &Arc<Writer>) -> Jobs {
        let (jobs, received) = mpsc::channel();
        let received = Arc::new(Mutex::new(received));
        let pending = Arc::new(Mutex::new(HashMap::new()));
        for _ in 0..THREADS {
            let (received, pending, writer) = (received.clone(), pending.clone(), writer.clone());
            spawn("answer", move || {
                loop {
                    let job: Result<Job, _> = locked(&received).recv();
                    let Ok(job) = job else { return };
                    let outcome = done(job.work, &job.is_cancelled);
                    locked(&pending).remove(&job.id);
                    match outcome {
                        Ok(result) => writer.answer(&job.id, &result),
                        Err(refusal) => writer.refuse(&job.id, refusal.code, &refusal.reason),
                    }
                }
            });
        }
        Jobs { jobs, pending }
    }

    pub(super) fn add(&self, id: Id, work: impl FnOnce() -> Result<Value, Refusal> + Send + 'static) {
        let is_cancelled = Arc::new(AtomicBool::new(false));
        locked(&self.pending).insert(id.clone(), is_cancelled.clone());
        // The threads end only with the program.
        let _ = self.jobs.send(Job { id, is_cancelled, work: Box::new(work) });
    }

    pub(super) fn cancel(&self, id: &Id) {
        if let Some(is_cancelled) = locked(&self.pending).get(id) {
            is_cancelled.store(true, Ordering::Relaxed);
        }
    }
}

/// The outcome of a job; whatever goes wrong in it concerns no other.
fn done(work: Work, is_cancelled: &AtomicBool) -> Result<Value, Refusal> {
    let cancelled =
        || Refusal { code: LspErrorCodes::RequestCancelled.into(), reason: "cancelled".to_owned() };
    if is_cancelled.load(Ordering::Relaxed) {
        return Err(cancelled());
    }
    let outcome = catch_unwind(AssertUnwindSafe(work));
    if is_cancelled.load(Ordering::Relaxed) {
        return Err(cancelled());
    }
    outcome.unwrap_or_else(|_| {
        Err(Refusal { code: ErrorCodes::InternalError.into(), reason: "internal error".to_owned() })
    })
}
