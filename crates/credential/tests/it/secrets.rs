//! No secret can be printed: its type has neither `Debug` nor `Display`.

use core::fmt::{Debug, Display};
use core::marker::PhantomData;

use credential::oidc::{Awaiting, Callback, Transaction};
use credential::passkey::{
    AssertionResponse, Passkey, PrfOutput, Registered, RegistrationResponse, Verified,
};
use credential::recovery::RecoverySheet;
use credential::token::{Token, TokenId};
use credential::totp::{PendingSeed, Seed};

/// Answers for a type whether it can be printed: the constant of the bounded block is taken where the bound holds, the
/// trait's otherwise.
struct Printable<T>(PhantomData<T>);

trait Otherwise {
    const DEBUG: bool = false;
    const DISPLAY: bool = false;
}

impl<T> Otherwise for Printable<T> {}

struct Shown<T>(PhantomData<T>);

impl<T> Otherwise for Shown<T> {}

impl<T: Debug> Printable<T> {
    const DEBUG: bool = true;
}

impl<T: Display> Shown<T> {
    const DISPLAY: bool = true;
}

macro_rules! printable {
    ($($kind:ty),+ $(,)?) => {
        [$((stringify!($kind), Printable::<$kind>::DEBUG, Shown::<$kind>::DISPLAY)),+]
    };
}

#[test]
fn sec_10_no_secret_of_a_credential_can_be_printed() {
    let secrets = printable![
        Seed,
        PendingSeed,
        RecoverySheet,
        PrfOutput,
        Registered,
        Verified,
        RegistrationResponse,
        AssertionResponse,
        Transaction,
        Awaiting,
        Callback<'static>,
        Token,
    ];
    for (name, debug, display) in secrets {
        assert!(!debug && !display, "{name} can be printed");
    }
    // That the question is answered at all: these two can be printed, and may.
    assert_eq!(printable![Passkey, TokenId], [("Passkey", true, false), ("TokenId", true, true)]);
}
