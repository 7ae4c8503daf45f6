//! Listening, ending in good order, and running the jobs beside the requests.

use std::net::SocketAddr;

use axum::Router;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::watch;

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
    /// Accepting connections failed.
    #[error("serving failed: {0}")]
    Serve(std::io::Error),
}

/// Serves until `end` resolves. `ready` is told the address as soon as connections are accepted.
///
/// # Errors
/// [`ServeError::Listen`] when the address cannot be used.
pub async fn serve(
    desk: desk::Desk,
    router: Router,
    address: SocketAddr,
    ready: impl FnOnce(SocketAddr),
    end: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let listener = TcpListener::bind(address)
        .await
        .map_err(|reason| ServeError::Listen { address, reason })?;
    let bound = listener.local_addr().map_err(ServeError::Serve)?;
    let (stop, stopped) = watch::channel(false);
    let jobs = tokio::spawn(crate::jobs::run(desk, stopped));
    ready(bound);
    let served = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(end)
        .await;
    // The jobs finish the step they are in; what is left is done at the next start.
    let _ = stop.send(true);
    let _ = jobs.await;
    served.map_err(ServeError::Serve)
}
