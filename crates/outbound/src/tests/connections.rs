//! Connections: they go to the addresses that were judged, follow nothing, and end at their limits.

use std::collections::VecDeque;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::{Client, Failed, Purpose, Reach};

/// Longer than any test takes.
const LONG: Duration = Duration::from_secs(60);

/// A server on loopback that gives every connection the same bytes, and counts them.
struct Server {
    address: SocketAddr,
    asked: Arc<AtomicUsize>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(AtomicUsize::new(0));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (count, seen) = (Arc::clone(&asked), Arc::clone(&requests));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                count.fetch_add(1, Ordering::SeqCst);
                let mut request = vec![0; 8192];
                let length = stream.read(&mut request).unwrap_or(0);
                seen.lock().unwrap().push(String::from_utf8_lossy(&request[..length]).into_owned());
                let _ = stream.write_all(&answer);
            }
        });
        Self { address, asked, requests }
    }

    fn saying(body: &str) -> Self {
        Self::answering(format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()))
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn url(&self, host: &str) -> String {
        format!("http://{host}:{}/x?token=kept", self.address.port())
    }
}

/// Answers of a name server, one after the other; the last one stays.
struct Script {
    answers: Mutex<VecDeque<Vec<&'static str>>>,
    asked: Arc<AtomicUsize>,
}

impl Resolve for Script {
    fn resolve(&self, _: Name) -> Resolving {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let mut answers = self.answers.lock().unwrap();
        let answer = if answers.len() > 1 { answers.pop_front() } else { answers.front().cloned() };
        let found: Vec<SocketAddr> = answer
            .unwrap_or_default()
            .into_iter()
            .map(|ip| SocketAddr::new(ip.parse().unwrap(), 0))
            .collect();
        Box::pin(async move { Ok(Box::new(found.into_iter()) as Addrs) })
    }
}

fn scripted(reach: Reach, answers: &[&[&'static str]]) -> (Client, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let answers = Mutex::new(answers.iter().map(|answer| answer.to_vec()).collect());
    let script = Script { answers, asked: Arc::clone(&asked) };
    let client =
        Client::with_resolver(Purpose::PolicyCheck, reach, Arc::new(script), LONG).unwrap();
    (client, asked)
}

fn typed(url: &str) -> Client {
    Client::new(Purpose::Witness, Reach::public().and_typed(url).unwrap()).unwrap()
}

async fn refused(client: &Client, url: &str) -> Failed {
    client.get(url, &[], 1024).await.err().expect("nothing is fetched")
}

#[tokio::test]
async fn what_is_fetched_comes_whole_with_the_headers_that_were_given() {
    let server = Server::saying("hello");
    let url = server.url("127.0.0.1");
    let reply = typed(&url).get(&url, &[("accept", "text/plain")], 5).await.unwrap();
    assert_eq!((reply.status, reply.body.as_slice()), (200, b"hello".as_slice()));
    let reply = typed(&url).post(&url, &[("x-a", "b")], b"body".to_vec(), 5).await.unwrap();
    assert_eq!(reply.status, 200);
    let requests = server.requests.lock().unwrap().clone();
    assert!(requests[0].starts_with("GET /x?token=kept HTTP/1.1\r\n"), "{requests:?}");
    assert!(requests[0].contains("accept: text/plain"), "{requests:?}");
    assert!(requests[0].contains("user-agent: candor/"), "{requests:?}");
    assert!(requests[1].starts_with("POST ") && requests[1].contains("x-a: b"), "{requests:?}");
}

#[tokio::test]
async fn a_header_that_would_end_its_line_is_not_sent() {
    let server = Server::saying("hello");
    let url = server.url("127.0.0.1");
    let sent = typed(&url).get(&url, &[("accept", "a\r\nx: y")], 5).await;
    assert!(sent.is_err());
    assert_eq!(server.asked(), 0);
}

// ASVS 1.3.6
#[tokio::test]
async fn a_name_that_leads_inside_is_not_connected_to() {
    let server = Server::saying("inside");
    let port = server.address.port();
    let hosts = format!("rebind.example.org:{port}");
    let url = format!("https://{hosts}/");
    for answers in [["127.0.0.1"], ["::ffff:127.0.0.1"], ["::1"], ["0.0.0.0"]] {
        let reach = Reach::from_settings(&hosts, "").unwrap();
        let (client, _) = scripted(reach, &[&answers]);
        let failed = refused(&client, &url).await;
        assert!(failed.reason().contains("not on the public internet"), "{}", failed.reason());
    }
    assert_eq!(server.asked(), 0, "a connection was made");
}

#[test]
fn of_a_name_s_addresses_only_the_public_ones_are_left() {
    let reach = Reach::from_settings("", "10.0.0.0/24").unwrap();
    let all = ["10.0.1.1", "10.0.0.1", "8.8.8.8", "169.254.169.254", "2606:4700::1", "::1"];
    let all = all.iter().map(|ip| ip.parse().unwrap()).collect();
    let left = reach.vetted("example.org", all);
    let left: Vec<String> = left.iter().map(ToString::to_string).collect();
    assert_eq!(left, ["10.0.0.1", "8.8.8.8", "2606:4700::1"]);
}

#[tokio::test]
async fn a_name_is_resolved_once_for_each_request_and_judged_each_time() {
    let server = Server::saying("here");
    let hosts = format!("rebind.example.org:{}", server.address.port());
    // The first answer is judged good, the second is another place of the inside: what was judged for one request
    // counts for no other, and between judging and connecting nothing is asked again.
    let reach = Reach::from_settings(&hosts, "127.0.0.1/32").unwrap();
    let (client, asked) = scripted(reach, &[&["127.0.0.1"], &["127.0.0.2"]]);
    let first = refused(&client, &format!("https://{hosts}/")).await;
    assert!(!first.reason().contains("public internet"), "TLS fails there: {}", first.reason());
    assert_eq!((server.asked(), asked.load(Ordering::SeqCst)), (1, 1));
    let second = refused(&client, &format!("https://{hosts}/")).await;
    assert!(second.reason().contains("public internet"), "{}", second.reason());
    assert_eq!((server.asked(), asked.load(Ordering::SeqCst)), (1, 2));
}

// ASVS 15.3.2
#[tokio::test]
async fn a_redirection_is_not_followed_and_named_to_the_operator_only() {
    let target = Server::saying("secret");
    let inside = target.url("127.0.0.1");
    let server = Server::answering(format!(
        "HTTP/1.1 302 Found\r\nLocation: {inside}\r\nContent-Length: 0\r\n\r\n"
    ));
    let url = server.url("127.0.0.1");
    let failed = refused(&typed(&url), &url).await;
    assert_eq!(failed.redirected_to(), Some(inside.as_str()));
    assert_eq!(target.asked(), 0);
}

#[tokio::test]
async fn an_answer_over_its_size_is_given_up() {
    let server = Server::answering({
        let mut endless = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
        endless.extend(std::iter::repeat_n(b'a', 4 << 20));
        endless
    });
    let url = server.url("127.0.0.1");
    let failed = refused(&typed(&url), &url).await;
    assert!(failed.reason().contains("more than 1024 bytes"), "{}", failed.reason());
}

// ASVS 16.5.1
#[tokio::test]
async fn all_failures_say_the_same_and_no_token_of_the_address() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let missing = Server::answering("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    let garbage = Server::answering("what?\r\n\r\n");
    let closed = Server::answering("");
    let mut said = std::collections::BTreeSet::new();
    let mut reasons = Vec::new();
    for url in [
        format!("http://127.0.0.1:{nobody}/x?token=kept"),
        missing.url("127.0.0.1"),
        garbage.url("127.0.0.1"),
        closed.url("127.0.0.1"),
    ] {
        let failed = refused(&typed(&url), &url).await;
        said.insert(failed.to_string());
        reasons.push(failed.reason());
    }
    said.insert(refused(&typed("http://127.0.0.1/"), "https://10.0.0.1/").await.to_string());
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(reasons.iter().all(|reason| !reason.contains("token")), "{reasons:?}");
    assert!(reasons[1].contains("404"), "{reasons:?}");
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let reach = Reach::public().and_typed(&url).unwrap();
    let script = Script { answers: Mutex::default(), asked: Arc::default() };
    let brief = Duration::from_millis(50);
    let client = Client::with_resolver(Purpose::Witness, reach, Arc::new(script), brief).unwrap();
    let failed = refused(&client, &url).await;
    assert!(failed.reason().contains("too long"), "{}", failed.reason());
}
