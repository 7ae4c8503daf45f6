//! The threads that read: each has a connection of its own and sees one consistent state per body.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;

use crate::engine::job::Job;
use crate::engine::sqlite::{Fatal, Purpose, Session, open_connection};
use crate::error::StoreError;

/// The handle to the reading threads.
#[derive(Debug)]
pub(crate) struct Readers {
    jobs: Option<mpsc::Sender<Box<dyn Job>>>,
    threads: Vec<JoinHandle<()>>,
}

impl Readers {
    pub(crate) fn start(path: &Path, count: usize, fatal: &Fatal) -> Result<Self, StoreError> {
        let (jobs, received) = mpsc::channel::<Box<dyn Job>>();
        let received = Arc::new(Mutex::new(received));
        let mut threads = Vec::with_capacity(count);
        for _ in 0..count {
            let session = Session::new(open_connection(path, Purpose::Read)?, Arc::clone(fatal));
            let received = Arc::clone(&received);
            let thread = std::thread::Builder::new()
                .name("store-reader".to_owned())
                .spawn(move || {
                    loop {
                        // The lock is held while waiting, and given on to the next thread with the job.
                        let job = received.lock().unwrap_or_else(PoisonError::into_inner).recv();
                        match job {
                            Ok(job) => read(&session, job),
                            Err(_) => return,
                        }
                    }
                })
                .map_err(|error| StoreError::File {
                    path: path.to_owned(),
                    detail: error.to_string(),
                })?;
            threads.push(thread);
        }
        Ok(Self { jobs: Some(jobs), threads })
    }

    pub(crate) fn send(&self, job: Box<dyn Job>) -> Result<(), StoreError> {
        let jobs = self.jobs.as_ref().ok_or(StoreError::Closed)?;
        jobs.send(job).map_err(|_| StoreError::Closed)
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        drop(self.jobs.take());
        for thread in self.threads.drain(..) {
            drop(thread.join());
        }
    }
}

fn read(session: &Session, mut job: Box<dyn Job>) {
    let begun = session.fatal().map_or_else(|| session.control("BEGIN"), Err);
    if begun.is_ok() {
        job.attempt(session);
        if !session.has_no_transaction() {
            // Nothing was written: whether this succeeds changes no answer.
            drop(session.control("ROLLBACK"));
        }
    }
    job.answer(begun);
}
