//! Samples of one's own account, and of the pages that ask for one thing.

use super::{HOSTILE, hostile, lines, received, team, when};
use crate::desk::{
    AccountPage, AskPage, EnrolPage, PasskeyLine, PasskeyPage, SessionRow, ShownOncePage, TokenLine,
};
use crate::{Field, FieldKind, Frame};

type Samples<P> = Vec<(&'static str, P)>;

pub(crate) fn ask() -> Samples<AskPage> {
    let code = AskPage {
        frame: Frame::desk("Candor", "csrf-token-of-the-sample", None),
        title: "Your second factor".to_owned(),
        lead: lines(&["Type the code that your authenticator app shows now."]),
        action: crate::path::SIGN_IN_CODE.to_owned(),
        hidden: vec![("next", "/desk".to_owned())],
        fields: vec![Field::text("code", "Code").required()],
        button: "Continue".to_owned(),
        error: None,
        also: Some((crate::path::SIGN_IN_PASSKEY.to_owned(), "Use a passkey".to_owned())),
        instead: Some((crate::path::SIGN_IN.to_owned(), "Sign in as somebody else".to_owned())),
    };
    let wrong = AskPage {
        frame: hostile(team()),
        title: "Show once more who you are".to_owned(),
        fields: vec![
            Field::text("passphrase", "Passphrase").kind(FieldKind::Secret).error(HOSTILE),
            Field::text("code", "Code").value(HOSTILE),
        ],
        error: Some(HOSTILE.to_owned()),
        instead: None,
        ..code.clone()
    };
    vec![("code", code), ("wrong", wrong)]
}

pub(crate) fn passkey() -> Samples<PasskeyPage> {
    let get = PasskeyPage {
        frame: Frame::desk("Candor", "csrf-token-of-the-sample", None),
        title: "Sign in with a passkey".to_owned(),
        lead: lines(&["Choose the passkey that you added to your account here."]),
        kind: "get",
        options: r#"{"challenge":"AAAA","rpId":"security.example.org","allowCredentials":[],"userVerification":"required","extensions":{"prf":{"eval":{"first":"AAAA"}}}}"#.to_owned(),
        action: crate::path::SIGN_IN_PASSKEY_ANSWER.to_owned(),
        button: "Use a passkey".to_owned(),
        next: "/desk".to_owned(),
        instead: (crate::path::SIGN_IN.to_owned(), "Sign in with name and passphrase".to_owned()),
    };
    let hostile = PasskeyPage {
        frame: hostile(team()),
        title: "Add a passkey".to_owned(),
        kind: "create",
        options: HOSTILE.to_owned(),
        ..get.clone()
    };
    vec![("get", get), ("hostile", hostile)]
}

pub(crate) fn enrol() -> Samples<EnrolPage> {
    let empty = EnrolPage {
        frame: team(),
        uri: "otpauth://totp/security.example.org:mara?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=security.example.org&algorithm=SHA1&digits=6&period=30".to_owned(),
        typed: "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ".to_owned(),
        error: None,
    };
    let wrong = EnrolPage { error: Some(HOSTILE.to_owned()), ..empty.clone() };
    vec![("empty", empty), ("wrong", wrong)]
}

pub(crate) fn shown_once() -> Samples<ShownOncePage> {
    vec![(
        "codes",
        ShownOncePage {
            frame: team(),
            title: "Your recovery codes".to_owned(),
            lead: lines(&["Print them. Each works once, in place of the app."]),
            lines: lines(&["0123-4567-89AB-CDEF-GHJK-MNPQ-RS", "7ZZZ-4567-89AB-CDEF-GHJK-MNPQ-RS"]),
            next: (crate::path::QUEUE.to_owned(), "I have them; go on".to_owned()),
        },
    )]
}

pub(crate) fn account() -> Samples<AccountPage> {
    let session = |id: &str, client: &str, own, state| SessionRow {
        id: id.to_owned(),
        client: client.to_owned(),
        pathway: "passphrase and authenticator app".to_owned(),
        began: received(),
        seen: when(24, "08:00"),
        state,
        own,
    };
    let passkey = |label: &str, does| PasskeyLine {
        id: "00ff".to_owned(),
        label: label.to_owned(),
        does,
        added: received(),
        used: (label == "phone").then(received),
    };
    let token = |label: &str, service: &str, state: &'static str| TokenLine {
        id: "0123456789abcdefghjkmnpqrs".to_owned(),
        label: label.to_owned(),
        service: service.to_owned(),
        may: "read-case@sigtech, see-case@sigtech".to_owned(),
        expires: when(24, "08:00"),
        used: state.is_empty().then(received),
        state,
    };
    let full = AccountPage {
        frame: team(),
        login: "mara".to_owned(),
        app: Some(received()),
        codes_left: 1,
        required: true,
        sessions: vec![
            session("aa", "Firefox on Linux", true, ""),
            session("bb", "", false, "locked"),
        ],
        takes_passkeys: true,
        administrator: true,
        passkeys: vec![passkey("phone", "signs in and unlocks"), passkey("blue key", "signs in")],
        provider: Some(("Example Login".to_owned(), Some(received()))),
        tokens: vec![token("nightly import", "importer", ""), token("old one", "", "revoked")],
        error: None,
    };
    let bare = AccountPage {
        frame: hostile(team()),
        login: HOSTILE.to_owned(),
        app: None,
        codes_left: 0,
        sessions: vec![session("cc", HOSTILE, false, "")],
        takes_passkeys: false,
        administrator: false,
        passkeys: vec![passkey(HOSTILE, "signs in")],
        provider: Some((HOSTILE.to_owned(), None)),
        tokens: vec![token(HOSTILE, HOSTILE, "")],
        error: Some(HOSTILE.to_owned()),
        ..full.clone()
    };
    vec![("full", full), ("bare", bare)]
}
