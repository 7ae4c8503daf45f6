//! TLS of our own: a listener that speaks TLS 1.3 and 1.2 with the certificate of a file, and takes a renewed one
//! without a restart.
//!
//! Only suites with forward secrecy and authenticated encryption are there (the default of rustls), with the
//! post-quantum key agreement X25519MLKEM768 first. A handshake has a time limit and happens beside the others: a client
//! that says nothing keeps nobody waiting.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};
use std::time::{Duration, SystemTime};

use axum::serve::Listener;
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use thiserror::Error;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// For one handshake.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// The most handshakes at once.
const MOST_HANDSHAKES: usize = 256;
/// How often the files are looked at for a renewed certificate.
const LOOK: Duration = Duration::from_secs(60);

/// The files of a certificate.
#[derive(Debug, Clone)]
pub struct CertificateFiles {
    /// The certificate and those between it and its root, in PEM.
    pub certificate: PathBuf,
    /// Its private key, in PEM.
    pub key: PathBuf,
}

/// What is wrong with the files.
#[derive(Debug, Error)]
pub enum CertificateError {
    /// A file that cannot be read, or is not PEM.
    #[error("{path}: {reason}. Give a file in PEM that this user may read")]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// Certificate and key do not fit.
    #[error("the certificate in {path} cannot be used with its key: {reason}")]
    Pair {
        /// The certificate's file.
        path: PathBuf,
        /// What is wrong.
        reason: rustls::Error,
    },
}

impl CertificateFiles {
    fn read(&self) -> Result<CertifiedKey, CertificateError> {
        let failed = |path: &Path, reason: &dyn std::fmt::Display| CertificateError::File {
            path: path.to_owned(),
            reason: reason.to_string(),
        };
        let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(&self.certificate)
            .and_then(Iterator::collect)
            .map_err(|error| failed(&self.certificate, &error))?;
        if chain.is_empty() {
            return Err(failed(&self.certificate, &"it holds no certificate"));
        }
        // What is wrong with a key is not repeated in detail: it might be part of one.
        let key = PrivateKeyDer::from_pem_file(&self.key)
            .map_err(|_| failed(&self.key, &"it holds no private key"))?;
        CertifiedKey::from_der(chain, key, &aws_lc_rs::default_provider())
            .map_err(|reason| CertificateError::Pair { path: self.certificate.clone(), reason })
    }

    /// When either was last written.
    fn written(&self) -> Option<SystemTime> {
        let of = |path: &Path| std::fs::metadata(path).and_then(|meta| meta.modified()).ok();
        of(&self.certificate).max(of(&self.key))
    }
}

/// The certificate in force.
#[derive(Debug)]
struct InForce(RwLock<Arc<CertifiedKey>>);

impl ResolvesServerCert for InForce {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let key = self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        Some(Arc::clone(&key))
    }
}

/// Connections whose handshake is done.
pub(crate) struct TlsListener {
    accepted: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    address: SocketAddr,
    tasks: [tokio::task::JoinHandle<()>; 2],
}

impl TlsListener {
    /// Speaks TLS to whoever connects to `tcp`.
    pub(crate) fn over(tcp: TcpListener, files: CertificateFiles) -> Result<Self, TlsListenError> {
        let address = tcp.local_addr().map_err(TlsListenError::Address)?;
        let in_force = Arc::new(InForce(RwLock::new(Arc::new(files.read()?))));
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(TlsListenError::Tls)?
            .with_no_client_auth();
        let mut config = config.with_cert_resolver(Arc::<InForce>::clone(&in_force));
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        let (sender, accepted) = mpsc::channel(32);
        let accepting = tokio::spawn(accept(tcp, TlsAcceptor::from(Arc::new(config)), sender));
        let renewing = tokio::spawn(renew(files, in_force));
        Ok(Self { accepted, address, tasks: [accepting, renewing] })
    }
}

impl Drop for TlsListener {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

/// Why there is no TLS listener.
#[derive(Debug, Error)]
pub enum TlsListenError {
    /// The files.
    #[error(transparent)]
    Files(#[from] CertificateError),
    /// The library.
    #[error("TLS cannot be set up: {0}")]
    Tls(rustls::Error),
    /// The socket.
    #[error("the listening address cannot be read: {0}")]
    Address(std::io::Error),
}

async fn accept(
    tcp: TcpListener,
    acceptor: TlsAcceptor,
    sender: mpsc::Sender<(TlsStream<TcpStream>, SocketAddr)>,
) {
    let places = Arc::new(Semaphore::new(MOST_HANDSHAKES));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let (stream, from) = match tcp.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of descriptors, mostly: others must end first.
                tracing::warn!(%error, "a connection was not accepted");
                let mut pause = tokio::time::interval(Duration::from_millis(200));
                pause.tick().await;
                pause.tick().await;
                continue;
            }
        };
        let (acceptor, sender) = (acceptor.clone(), sender.clone());
        tokio::spawn(async move {
            // A handshake that fails is a scan or a client that is too old; whoever it was is told by TLS itself.
            if let Ok(Ok(stream)) = tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
                let _ = sender.send((stream, from)).await;
            }
            drop(place);
        });
    }
}

/// Reads the files again whenever they were written. A pair that cannot be used leaves the old one in force.
async fn renew(files: CertificateFiles, in_force: Arc<InForce>) {
    let mut known = files.written();
    let mut looks = tokio::time::interval(LOOK);
    loop {
        looks.tick().await;
        let written = files.written();
        if written == known {
            continue;
        }
        match files.read() {
            Ok(key) => {
                known = written;
                let mut now = in_force.0.write().unwrap_or_else(std::sync::PoisonError::into_inner);
                *now = Arc::new(key);
                tracing::info!("a renewed certificate is in force");
            }
            Err(error) => tracing::error!(%error, "the renewed certificate is not taken"),
        }
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.accepted.recv().await {
            Some(accepted) => accepted,
            // The accepting task ends with the listener only.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        Ok(self.address)
    }
}
