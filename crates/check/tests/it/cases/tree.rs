//! Rules about the files of a repository together.

use super::Case;

pub(super) const CASES: &[Case] = &[
    Case {
        code: "no-policy",
        yes: (&[("README.md", "# Acme\n")], ""),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. \n",
        )],
        whole: true,
    },
    Case {
        code: "several-policies",
        yes: (
            &[
                (
                    "SECURITY.md",
                    "# Security policy\n\nReport vulnerabilities to security@acme.test. \n",
                ),
                (
                    ".github/SECURITY.md",
                    "# Security policy\n\nReport vulnerabilities to other@acme.test.\n",
                ),
            ],
            "",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. \n",
        )],
        whole: true,
    },
    Case {
        code: "securitytxt-missing",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. \n",
            )],
            "",
        ),
        no: &[
            (
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. \n",
            ),
            (
                ".well-known/security.txt",
                "Contact: https://acme.test/report\nExpires: 2027-06-30T00:00:00Z\nCanonical: https://acme.test/.well-known/security.txt\nPolicy: https://acme.test/security\nPreferred-Languages: en, de-CH\n",
            ),
        ],
        whole: true,
    },
];
