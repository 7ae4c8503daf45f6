//! Secret types cannot be printed, logged, serialized, copied or compared by accident. These do not compile
//! otherwise, so the test fails before it runs.

use core::fmt::{Debug, Display};

use seal::chunked::FileKey;
use seal::{
    CaseKey, HandOverWords, Receipt, RecoveryCode, RecoveryKit, RecoverySheet, RootKey, Session,
    Subkey, TeamRoot, UserRoot,
};

/// Two candidates for `check` make the call ambiguous when the type implements the trait.
macro_rules! implements_none_of {
    ($type:ty: $($trait:path),+) => {{
        trait Ambiguous<Marker> {
            fn check() {}
        }
        impl<T: ?Sized> Ambiguous<()> for T {}
        $({
            struct Implemented;
            impl<T: ?Sized + $trait> Ambiguous<Implemented> for T {}
        })+
        <$type as Ambiguous<_>>::check();
    }};
}

macro_rules! are_secret {
    ($($type:ty),+ $(,)?) => {
        $(implements_none_of!($type: Debug, Display, Clone, Default, PartialEq, serde::Serialize, AsRef<[u8]>);)+
    };
}

// ASVS 16.2.5
#[test]
fn sec_10_no_secret_can_be_printed_copied_or_serialized() {
    are_secret!(
        CaseKey,
        FileKey,
        HandOverWords,
        Receipt,
        RecoveryCode,
        RecoveryKit,
        RecoverySheet,
        RootKey,
        Session,
        Subkey,
        TeamRoot,
        UserRoot,
    );
}
