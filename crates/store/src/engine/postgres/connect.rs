//! Reaching PostgreSQL: the pool, and the refusal to speak unencrypted over a network.

use std::net::IpAddr;
use std::time::Duration;

use deadpool_postgres::{
    Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime, Timeouts,
};
use tokio_postgres::NoTls;
use tokio_postgres::config::{Config, Host, SslMode};

use crate::error::StoreError;
use crate::store::Options;

/// How long a request waits for a connection before it is told that the database cannot be reached.
const PATIENCE: Duration = Duration::from_secs(5);

/// A pool for a database address. Connects to nothing yet.
pub(crate) fn pool(url: &str, options: &Options) -> Result<Pool, StoreError> {
    let mut config: Config = url.parse().map_err(|_| {
        StoreError::Location(
            "the database address cannot be read: write it as \
             postgres://user:password@host/database (special characters in the password as %XX)"
                .to_owned(),
        )
    })?;
    refuse_networks(&config)?;
    config.application_name("candor");
    config.connect_timeout(PATIENCE);
    config.tcp_user_timeout(Duration::from_secs(30));
    let manager = Manager::from_config(
        config,
        NoTls,
        ManagerConfig { recycling_method: RecyclingMethod::Fast },
    );
    Pool::builder(manager)
        .max_size(options.connections.max(1))
        .runtime(Runtime::Tokio1)
        .timeouts(Timeouts {
            wait: Some(PATIENCE),
            create: Some(PATIENCE),
            recycle: Some(PATIENCE),
        })
        .build()
        .map_err(|_| StoreError::Location("the pool of connections cannot be made".to_owned()))
}

/// A connection of the pool.
pub(crate) async fn client(pool: &Pool) -> Result<Object, StoreError> {
    pool.get().await.map_err(|error| match error {
        PoolError::Backend(error) => match super::errors::map(&error).0 {
            // Wrong password, no such database: what the server says is for the operator, and no value.
            StoreError::Refused { detail } => StoreError::Unavailable { detail },
            other => other,
        },
        PoolError::Timeout(_) => {
            StoreError::Unavailable { detail: "no connection became free in time".to_owned() }
        }
        PoolError::Closed | PoolError::NoRuntimeSpecified | PoolError::PostCreateHook(_) => {
            StoreError::Closed
        }
    })
}

/// This version encrypts no connection to a database, so it makes only those that leave the machine by none.
fn refuse_networks(config: &Config) -> Result<(), StoreError> {
    if config.get_ssl_mode() == SslMode::Require {
        return Err(StoreError::Location(
            "the database address asks for TLS (sslmode=require), which this version does not speak: \
             use a Unix socket or a TLS tunnel that ends on this machine, and leave sslmode out"
                .to_owned(),
        ));
    }
    let far = config.get_hosts().iter().find_map(|host| match host {
        #[cfg(unix)]
        Host::Unix(_) => None,
        Host::Tcp(name) if is_loopback(name) => None,
        Host::Tcp(name) => Some(name.clone()),
    });
    let far = far.or_else(|| {
        config.get_hostaddrs().iter().find(|ip| !ip.is_loopback()).map(ToString::to_string)
    });
    match far {
        None => Ok(()),
        Some(host) => Err(StoreError::Location(format!(
            "the database is on another machine ({host}), and this version speaks to a database without \
             encryption only: let a TLS tunnel or pgbouncer on this machine reach it, and give the address \
             of that (localhost, 127.0.0.1, ::1 or a Unix socket)"
        ))),
    }
}

fn is_loopback(name: &str) -> bool {
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(url: &str) -> Option<String> {
        match pool(url, &Options::default()) {
            Ok(_) => None,
            Err(error) => Some(error.to_string()),
        }
    }

    // ASVS 12.3.1
    #[test]
    fn sec_12_a_database_on_another_machine_is_refused_without_encryption() {
        for far in [
            "postgres://db.example.org/candor",
            "postgres://192.0.2.7/candor",
            "postgres://localhost,db.example.org/candor",
            "host=localhost hostaddr=192.0.2.7 dbname=candor",
        ] {
            let text = refusal(far).unwrap_or_default();
            assert!(text.contains("on another machine"), "{far}: {text}");
        }
        for near in [
            "postgres://localhost/candor",
            "postgres://127.0.0.1:5433/candor",
            "postgres://[::1]/candor",
            "host=/run/postgresql dbname=candor",
        ] {
            assert_eq!(refusal(near), None, "{near}");
        }
    }

    #[test]
    fn an_address_that_asks_for_tls_is_not_quietly_served_without() {
        let text = refusal("postgres://localhost/candor?sslmode=require").unwrap_or_default();
        assert!(text.contains("sslmode"), "{text}");
    }

    #[test]
    fn a_malformed_address_is_refused_without_showing_its_password() {
        let text = refusal("postgres://candor:hunter2@local host:x/").unwrap_or_default();
        assert!(text.contains("postgres://user"), "{text}");
        assert!(!text.contains("hunter2"));
    }
}
