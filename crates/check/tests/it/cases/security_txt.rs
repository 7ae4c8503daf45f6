//! Rules for security.txt.

use super::Case;

pub(super) const CASES: &[Case] = &[
    Case {
        code: "securitytxt-not-canonical",
        yes: (
            &[(
                "https://acme.test/.well-known/security.txt",
                "Contact: https://acme.test/report\nCanonical: https://old.test/.well-known/security.txt\n",
            )],
            "https://old.test",
        ),
        no: &[(
            "https://acme.test/.well-known/security.txt",
            "Contact: https://acme.test/report\nCanonical: https://acme.test/.well-known/security.txt\n",
        )],
        whole: false,
    },
    Case {
        code: "securitytxt-no-contact",
        yes: (
            &[(
                ".well-known/security.txt",
                "Expires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
            )],
            "",
        ),
        no: &[(
            ".well-known/security.txt",
            "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
        )],
        whole: false,
    },
    Case {
        code: "securitytxt-no-expires",
        yes: (
            &[(
                ".well-known/security.txt",
                "Contact: https://acme.test/report\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
            )],
            "",
        ),
        no: &[(
            ".well-known/security.txt",
            "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
        )],
        whole: false,
    },
    Case {
        code: "securitytxt-bad-expires",
        yes: (
            &[(
                ".well-known/security.txt",
                "Contact: https://acme.test/report\nExpires: next summer\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
            )],
            "next summer",
        ),
        no: &[(
            ".well-known/security.txt",
            "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
        )],
        whole: false,
    },
    Case {
        code: "securitytxt-expired",
        yes: (
            &[(
                ".well-known/security.txt",
                "Contact: https://acme.test/report\nExpires: 2026-11-21T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
            )],
            "2026-11-21",
        ),
        no: &[(
            ".well-known/security.txt",
            "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
        )],
        whole: false,
    },
    Case {
        code: "securitytxt-expires-soon",
        yes: (
            &[(
                ".well-known/security.txt",
                "Contact: https://acme.test/report\nExpires: 2026-12-01T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
            )],
            "2026-12-01",
        ),
        no: &[(
            ".well-known/security.txt",
            "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
        )],
        whole: false,
    },
    Case {
        code: "securitytxt-expires-late",
        yes: (
            &[(
                ".well-known/security.txt",
                "Contact: https://acme.test/report\nExpires: 2028-01-01T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
            )],
            "2028-01-01",
        ),
        no: &[(
            ".well-known/security.txt",
            "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
        )],
        whole: false,
    },
    Case {
        code: "securitytxt-repeated",
        yes: (
            &[(
                ".well-known/security.txt",
                "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\nExpires: 2027-01-01T00:00:00Z\n",
            )],
            "2027-01-01",
        ),
        no: &[(
            ".well-known/security.txt",
            "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
        )],
        whole: false,
    },
    Case {
        code: "securitytxt-not-a-uri",
        yes: (
            &[(
                ".well-known/security.txt",
                "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\nContact: security@acme.test\n",
            )],
            "security@acme.test",
        ),
        no: &[(
            ".well-known/security.txt",
            "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
        )],
        whole: false,
    },
    Case {
        code: "securitytxt-insecure-link",
        yes: (
            &[(
                ".well-known/security.txt",
                "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\nContact: http://acme.test/report\n",
            )],
            "http://",
        ),
        no: &[(
            ".well-known/security.txt",
            "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
        )],
        whole: false,
    },
    Case {
        code: "securitytxt-not-a-field",
        yes: (
            &[(
                ".well-known/security.txt",
                "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\nplease write to us\n",
            )],
            "please write",
        ),
        no: &[(
            ".well-known/security.txt",
            "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
        )],
        whole: false,
    },
    Case {
        code: "securitytxt-unknown-field",
        yes: (
            &[(
                ".well-known/security.txt",
                "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\nContcat: mailto:a@acme.test\n",
            )],
            "mailto:a",
        ),
        no: &[(
            ".well-known/security.txt",
            "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
        )],
        whole: false,
    },
    Case {
        code: "securitytxt-bad-language",
        yes: (
            &[(
                ".well-known/security.txt",
                "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, German please\n",
            )],
            "",
        ),
        no: &[(
            ".well-known/security.txt",
            "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
        )],
        whole: false,
    },
    Case {
        code: "securitytxt-no-canonical",
        yes: (
            &[(
                ".well-known/security.txt",
                "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
            )],
            "",
        ),
        no: &[(
            ".well-known/security.txt",
            "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
        )],
        whole: false,
    },
    Case {
        code: "securitytxt-no-policy",
        yes: (
            &[(
                ".well-known/security.txt",
                "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPreferred-Languages: en, de-CH\n",
            )],
            "",
        ),
        no: &[(
            ".well-known/security.txt",
            "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
        )],
        whole: false,
    },
    Case {
        code: "securitytxt-no-encryption",
        yes: (
            &[(
                ".well-known/security.txt",
                "Contact: mailto:security@acme.test\nContact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
            )],
            "mailto:security",
        ),
        no: &[(
            ".well-known/security.txt",
            "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
        )],
        whole: false,
    },
    Case {
        code: "securitytxt-unsigned",
        yes: (
            &[(
                ".well-known/security.txt",
                "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
            )],
            "",
        ),
        no: &[(
            ".well-known/security.txt",
            "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nContact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----\n",
        )],
        whole: false,
    },
    Case {
        code: "securitytxt-disagrees",
        yes: (
            &[
                (
                    ".well-known/security.txt",
                    "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
                ),
                (
                    "SECURITY.md",
                    "# Security policy\n\nReport vulnerabilities to security@acme.test. \n",
                ),
            ],
            "https://acme.test/report",
        ),
        no: &[
            (
                ".well-known/security.txt",
                "Contact: mailto:Security@acme.test\nContact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
            ),
            (
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. \n",
            ),
        ],
        whole: false,
    },
];
