//! Listening, ending in good order, and running the jobs beside the requests.
//!
//! An instance may have several entrances: the address that people use, over TLS of our own or behind a proxy, and one
//! for an onion service. Each has a router of its own, so that nothing of one shows through the other.

use std::net::SocketAddr;

use axum::Router;
use axum::serve::ListenerExt as _;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::sending::Sender;
use crate::tls::{CertificateFiles, TlsListenError, TlsListener};

/// Why serving ended.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The address is taken or may not be used.
    #[error(
        "cannot listen on {address}: {reason}. Choose another address with --listen or CANDOR_LISTEN"
    )]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        reason: std::io::Error,
    },
    /// TLS of our own.
    #[error(transparent)]
    Tls(#[from] TlsListenError),
    /// Accepting connections failed.
    #[error("serving failed: {0}")]
    Serve(std::io::Error),
}

/// One address at which the instance is reached.
pub struct Entrance {
    /// Where to listen.
    pub address: SocketAddr,
    /// What is served there.
    pub router: Router,
    /// The certificate, when TLS is spoken there.
    pub certificate: Option<CertificateFiles>,
}

/// Serves until `end` resolves. `ready` is told the addresses, in the order of the entrances, as soon as connections
/// are accepted.
///
/// # Errors
/// [`ServeError::Listen`] when an address cannot be used.
pub async fn serve(
    desk: desk::Desk,
    entrances: Vec<Entrance>,
    sender: Sender,
    ready: impl FnOnce(&[SocketAddr]),
    end: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let (stop, stopped) = watch::channel(false);
    let mut serving = JoinSet::new();
    let mut bound = Vec::new();
    for Entrance { address, router, certificate } in entrances {
        let listener = TcpListener::bind(address)
            .await
            .map_err(|reason| ServeError::Listen { address, reason })?;
        bound.push(listener.local_addr().map_err(ServeError::Serve)?);
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let mut stopped = stopped.clone();
        let end = async move {
            let _ = stopped.wait_for(|stopped| *stopped).await;
        };
        match certificate {
            None => serving.spawn(async move {
                axum::serve(listener, service).with_graceful_shutdown(end).await
            }),
            Some(files) => {
                let listener = TlsListener::over(listener, files)?.tap_io(|_| {});
                serving.spawn(async move {
                    axum::serve(listener, service).with_graceful_shutdown(end).await
                })
            }
        };
    }
    let (stop_jobs, jobs_stopped) = watch::channel(false);
    let writer = tokio::spawn(crate::jobs::write_audit(desk.clone(), jobs_stopped.clone()));
    let sending = tokio::spawn(crate::jobs::send(desk.clone(), sender, jobs_stopped.clone()));
    let jobs = tokio::spawn(crate::jobs::run(desk, jobs_stopped));
    ready(&bound);
    let mut outcome = Ok(());
    tokio::select! {
        () = end => {}
        // One entrance that fails closes all.
        Some(ended) = serving.join_next() => outcome = served(ended),
    }
    let _ = stop.send(true);
    while let Some(ended) = serving.join_next().await {
        outcome = outcome.and(served(ended));
    }
    // The jobs finish the step they are in; what is left is done at the next start.
    let _ = stop_jobs.send(true);
    let _ = jobs.await;
    let _ = sending.await;
    let _ = writer.await;
    outcome
}

fn served(ended: Result<std::io::Result<()>, tokio::task::JoinError>) -> Result<(), ServeError> {
    ended.unwrap_or_else(|error| Err(error.into())).map_err(ServeError::Serve)
}
