//! Signing in at a provider that runs here: from the button to the desk, and every wrong answer refused.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use credential::oidc::Demands;
use desk::Instant;
use outbound::Reach;
use testkit::provider::{CLIENT, Provider, SECRET, Wrong};
use tower::ServiceExt as _;

use crate::api::tests::house::{Answer, House, PASSPHRASE, START, settings};
use crate::{ProviderSettings, SiteSettings};

const DESK: &str = "__Host-candor-desk";
const CEREMONY: &str = "__Host-candor-ceremony";

/// A browser with its cookies.
#[derive(Default, Clone)]
struct Browser(std::collections::BTreeMap<String, String>);

impl Browser {
    async fn send(&mut self, house: &House, method: Method, path: &str, form: &str) -> Answer {
        let jar: Vec<String> =
            self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("cookie", jar.join("; "))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(form.to_owned()))
            .unwrap();
        let response = house.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for set in parts.headers.get_all("set-cookie") {
            let (pair, rest) = set.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            assert!(rest.contains("HttpOnly") && rest.contains("SameSite=Strict"), "{rest}");
            match rest.contains("Max-Age=0") {
                true => self.0.remove(name),
                false => self.0.insert(name.to_owned(), value.to_owned()),
            };
        }
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    async fn post(&mut self, house: &House, path: &str, form: &str) -> Answer {
        let csrf = self.0.get(DESK).map(|cookie| house.desk.csrf_token(cookie)).unwrap_or_default();
        self.send(house, Method::POST, path, &format!("csrf={csrf}&{form}")).await
    }

    async fn sign_in(&mut self, house: &House) {
        let form = format!("name=ada&passphrase={}", crate::visit::percent(PASSPHRASE));
        let answer = self.post(house, "/desk/sign-in", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    }

    /// Goes to the provider by this post, signs in there as this person, and comes back.
    async fn go(
        &mut self,
        house: &House,
        provider: &Provider,
        path: &str,
        subject: &str,
    ) -> Answer {
        let left = self.post(house, path, "").await;
        assert_eq!(left.status, StatusCode::OK, "{}", left.text());
        let text = left.text();
        let link = text.split("href=\"").find(|rest| rest.starts_with(provider.issuer())).unwrap();
        let address = link.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
        let query = provider.sign_in(&address, subject).expect("the provider is asked rightly");
        self.come_back(house, &query).await
    }

    async fn come_back(&mut self, house: &House, query: &str) -> Answer {
        // A browser that comes from another site brings no strict cookie.
        let mut stranger = Self::default();
        let path = format!("/desk/sign-in/provider/callback?{query}");
        let back = stranger.send(house, Method::GET, &path, "").await;
        assert_eq!(back.status, StatusCode::OK, "{}", back.text());
        assert!(stranger.0.is_empty(), "a GET changes nothing");
        self.post(house, "/desk/sign-in/provider/finish", query).await
    }
}

fn demands() -> Demands {
    Demands { amr_any_of: vec!["mfa".to_owned()], ..Demands::default() }
}

async fn house(demands: Demands) -> (House, Provider) {
    let now: Instant = START.parse().unwrap();
    let provider = Provider::start(now.second()).unwrap();
    let settings = SiteSettings {
        provider: Some(ProviderSettings {
            issuer: provider.issuer().to_owned(),
            name: "Example Login".to_owned(),
            client_id: CLIENT.to_owned(),
            client_secret: Some(SECRET.into()),
            demands,
            reach: Reach::public(),
        }),
        ..settings()
    };
    (House::with(settings).await, provider)
}

/// ada, linked to `subject`: her browser.
async fn linked(house: &House, provider: &Provider, subject: &str) -> Browser {
    let mut hers = Browser::default();
    hers.sign_in(house).await;
    let answer = hers.go(house, provider, "/desk/account/provider", subject).await;
    assert_eq!(answer.header("location"), "/desk/account", "{}", answer.text());
    hers
}

// ASVS 6.8.1, 6.8.2, 10.1.2, 10.2.1, 10.5.2
#[tokio::test]
async fn sec_4_somebody_who_linked_a_provider_signs_in_with_it_and_unlocks_by_themselves() {
    let (house, provider) = house(demands()).await;
    let mut hers = linked(&house, &provider, "ada-at-the-provider").await;
    let account = hers.send(&house, Method::GET, "/desk/account", "").await.text();
    assert!(account.contains("Example Login"), "{account}");
    let mut elsewhere = Browser::default();
    let come =
        elsewhere.go(&house, &provider, "/desk/sign-in/provider", "ada-at-the-provider").await;
    assert!(come.header("location").starts_with("/desk/unlock"), "{}", come.text());
    let queue = elsewhere.send(&house, Method::GET, "/desk", "").await;
    assert_eq!(queue.status, StatusCode::SEE_OTHER, "a provider opens nothing");
    let form = format!("passphrase={}&next=/desk", crate::visit::percent(PASSPHRASE));
    let opened = elsewhere.post(&house, "/desk/unlock", &form).await;
    assert_eq!(opened.header("location"), "/desk", "{}", opened.text());
    assert_eq!(elsewhere.send(&house, Method::GET, "/desk", "").await.status, StatusCode::OK);
    // Unlinked, the same person is nobody here.
    let gone = elsewhere.post(&house, "/desk/account/provider/remove", "").await;
    assert_eq!(gone.header("location"), "/desk/account", "{}", gone.text());
    let refused = Browser::default()
        .go(&house, &provider, "/desk/sign-in/provider", "ada-at-the-provider")
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("No account here is linked"), "{}", refused.text());
}

// ASVS 9.1.1, 9.2.1, 9.2.3, 10.5.1, 10.5.4, 6.8.4
#[tokio::test]
async fn sec_4_every_wrong_answer_of_a_provider_is_refused() {
    let (house, provider) = house(demands()).await;
    linked(&house, &provider, "ada").await;
    for wrong in [
        Wrong::Issuer,
        Wrong::Audience,
        Wrong::Nonce,
        Wrong::Expired,
        Wrong::AlgNone,
        Wrong::KeyConfusion,
        Wrong::OtherKey,
        Wrong::Weak,
    ] {
        provider.does(wrong);
        let mut browser = Browser::default();
        let answer = browser.go(&house, &provider, "/desk/sign-in/provider", "ada").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        assert!(!browser.0.contains_key(DESK), "{wrong:?} signed somebody in");
    }
    provider.does(Wrong::Nothing);
    let answer = Browser::default().go(&house, &provider, "/desk/sign-in/provider", "ada").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
}

// ASVS 3.5.1, 10.2.1
#[tokio::test]
async fn sec_4_login_csrf_what_another_browser_began_or_nobody_did_signs_nobody_in() {
    let (house, provider) = house(demands()).await;
    let hers = linked(&house, &provider, "ada").await;
    // The attacker begins, and makes the victim's browser finish.
    let mut attacker = Browser::default();
    let left = attacker.post(&house, "/desk/sign-in/provider", "").await.text();
    let link = left.split("href=\"").find(|rest| rest.starts_with(provider.issuer())).unwrap();
    let address = link.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
    let query = provider.sign_in(&address, "ada").unwrap();
    let mut victim = Browser::default();
    let refused = victim.come_back(&house, &query).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(victim.0.is_empty());
    // A form that another site sends is turned away before anything is read.
    let request = Request::post("/desk/sign-in/provider/finish")
        .header("cookie", format!("{CEREMONY}={}", attacker.0[CEREMONY]))
        .header("sec-fetch-site", "cross-site")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(query.clone()))
        .unwrap();
    let crossed = house.router.clone().oneshot(request).await.unwrap();
    assert_eq!(crossed.status(), StatusCode::BAD_REQUEST);
    // Another state takes the question away; the right one comes too late then.
    let other_state = query.replace("state=", "state=x");
    assert_eq!(attacker.come_back(&house, &other_state).await.status, 422);
    assert_eq!(attacker.come_back(&house, &query).await.status, 422);
    // What began as signing in links nothing, in whosever session it ends.
    let mut mixed = hers.clone();
    let answer = mixed.go(&house, &provider, "/desk/sign-in/provider", "eve").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
    // And what ada began links to her account only: ben's session cannot finish it.
    let twice = linked_twice(&house, &provider, hers).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// The same person at the provider, linked once more.
async fn linked_twice(house: &House, provider: &Provider, mut hers: Browser) -> Answer {
    hers.go(house, provider, "/desk/account/provider", "ada").await
}

#[tokio::test]
async fn sec_4_account_bound_by_unverified_e_mail_an_address_links_nobody() {
    let (house, provider) = house(demands()).await;
    // The token carries ada's address; she linked nothing.
    let mut stranger = Browser::default();
    let answer = stranger.go(&house, &provider, "/desk/sign-in/provider", "ada@example.org").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!stranger.0.contains_key(DESK));
}

// ASVS 7.5.3, 6.8.4
#[tokio::test]
async fn sec_4_linking_asks_for_a_fresh_factor_and_a_provider_of_one_factor_for_a_second() {
    let (house, provider) = house(Demands::default()).await;
    let mut hers = linked(&house, &provider, "ada").await;
    house.set("2026-10-05T08:06:00Z");
    let stale = hers.post(&house, "/desk/account/provider", "").await;
    assert!(stale.header("location").starts_with("/desk/step-up"), "{}", stale.text());
    house.set(START);
    // Nobody demanded a second factor there, and she has none here: she is let in locked, as with a passphrase.
    let answer = Browser::default().go(&house, &provider, "/desk/sign-in/provider", "ada").await;
    assert!(answer.header("location").starts_with("/desk/unlock"), "{}", answer.text());
    let weak = hers.go_step_up(&house, &provider).await;
    assert_ne!(weak.header("location"), "/desk/account", "one factor steps nothing up");
    let absent = House::open().await;
    let nowhere = Browser::default().post(&absent, "/desk/sign-in/provider", "").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND, "no provider is configured");
}

impl Browser {
    async fn go_step_up(&mut self, house: &House, provider: &Provider) -> Answer {
        let left = self.post(house, "/desk/account/provider", "step=step-up").await;
        let text = left.text();
        let link = text.split("href=\"").find(|rest| rest.starts_with(provider.issuer())).unwrap();
        let address = link.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
        assert!(address.contains("max_age=0"), "{address}");
        let query = provider.sign_in(&address, "ada").unwrap();
        self.come_back(house, &query).await
    }
}
