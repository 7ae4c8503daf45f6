//! Findings of the reader of `policy.toml`, each under its own code.

use super::Case;

pub(super) const CASES: &[Case] = &[
    Case {
        code: "not-toml",
        yes: (&[("policy.toml", "[program\nid = \"acme\"\n")], ""),
        no: &[(
            "policy.toml",
            "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n",
        )],
        whole: false,
    },
    Case {
        code: "too-long-value",
        yes: (
            &[(
                "policy.toml",
                "[program]\nid = \"acme\"\nname = \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"\n[[program.contact]]\nemail = \"security@acme.test\"\n",
            )],
            "",
        ),
        no: &[(
            "policy.toml",
            "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n",
        )],
        whole: false,
    },
    Case {
        code: "unknown-key",
        yes: (
            &[(
                "policy.toml",
                "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\ncolour = \"red\"\n",
            )],
            "",
        ),
        no: &[(
            "policy.toml",
            "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n",
        )],
        whole: false,
    },
    Case {
        code: "unknown-value",
        yes: (
            &[(
                "policy.toml",
                "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n[[promise]]\nid = \"a\"\ndo = \"acknowlege\"\nwithin = \"3 days\"\nsource = \"We will.\"\n",
            )],
            "acknowlege",
        ),
        no: &[(
            "policy.toml",
            "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n",
        )],
        whole: false,
    },
    Case {
        code: "missing",
        yes: (&[("policy.toml", "[scope]\n")], ""),
        no: &[(
            "policy.toml",
            "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n",
        )],
        whole: false,
    },
    Case {
        code: "wrong-type",
        yes: (
            &[(
                "policy.toml",
                "[program]\nid = \"acme\"\nname = 3\n[[program.contact]]\nemail = \"security@acme.test\"\n",
            )],
            "3",
        ),
        no: &[(
            "policy.toml",
            "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n",
        )],
        whole: false,
    },
    Case {
        code: "bad-text",
        yes: (
            &[(
                "policy.toml",
                "[program]\nid = \"acme\"\nname = \"\"\n[[program.contact]]\nemail = \"security@acme.test\"\n",
            )],
            "",
        ),
        no: &[(
            "policy.toml",
            "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n",
        )],
        whole: false,
    },
    Case {
        code: "bad-span",
        yes: (
            &[(
                "policy.toml",
                "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n[[promise]]\nid = \"a\"\ndo = \"acknowledge\"\nwithin = \"0 days\"\nsource = \"We will.\"\n",
            )],
            "0 days",
        ),
        no: &[(
            "policy.toml",
            "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n",
        )],
        whole: false,
    },
    Case {
        code: "bad-id",
        yes: (
            &[(
                "policy.toml",
                "[program]\nid = \"A b\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n",
            )],
            "A b",
        ),
        no: &[(
            "policy.toml",
            "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n",
        )],
        whole: false,
    },
    Case {
        code: "bad-address",
        yes: (
            &[(
                "policy.toml",
                "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"nobody\"\n",
            )],
            "nobody",
        ),
        no: &[(
            "policy.toml",
            "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n",
        )],
        whole: false,
    },
    Case {
        code: "bad-date",
        yes: (
            &[(
                "policy.toml",
                "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n[review]\nevery = \"12 months\"\nlast = 2026-13-01\nsource = \"We review.\"\n",
            )],
            "",
        ),
        no: &[(
            "policy.toml",
            "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n",
        )],
        whole: false,
    },
    Case {
        code: "bad-calendar",
        yes: (
            &[(
                "policy.toml",
                "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n[calendar]\nzone = \"Mars/Olympus\"\n",
            )],
            "Mars/Olympus",
        ),
        no: &[(
            "policy.toml",
            "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n",
        )],
        whole: false,
    },
    Case {
        code: "duplicate",
        yes: (
            &[(
                "policy.toml",
                "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n[[product]]\nid = \"a\"\nname = \"A\"\ntype = \"library\"\n[[product]]\nid = \"a\"\nname = \"B\"\ntype = \"library\"\n",
            )],
            "",
        ),
        no: &[(
            "policy.toml",
            "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n",
        )],
        whole: false,
    },
    Case {
        code: "unknown-reference",
        yes: (
            &[(
                "policy.toml",
                "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n[scope]\nin = [{ id = \"x\", what = \"X\", product = \"nothing\" }]\n",
            )],
            "nothing",
        ),
        no: &[(
            "policy.toml",
            "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n",
        )],
        whole: false,
    },
    Case {
        code: "law-pauses",
        yes: (
            &[(
                "policy.toml",
                "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n[[promise]]\nid = \"a\"\ndo = \"report\"\nto = \"csirt\"\nwithin = \"24 hours\"\nclass = \"law\"\nclause = \"CRA 14(2)(a)\"\npause = [\"awaiting reporter\"]\nsource = \"Article 14(2)(a)\"\n",
            )],
            "",
        ),
        no: &[(
            "policy.toml",
            "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n",
        )],
        whole: false,
    },
    Case {
        code: "contradiction",
        yes: (
            &[(
                "policy.toml",
                "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n[[promise]]\nid = \"severe\"\ndo = \"acknowledge\"\nwithin = \"72 hours\"\nwhen = { severity = [\"high\", \"critical\"] }\nsource = \"Severe: 72 hours\"\n[[promise]]\nid = \"other\"\ndo = \"acknowledge\"\nwithin = \"24 hours\"\nwhen = { severity = [\"low\", \"medium\"] }\nsource = \"Other: 24 hours\"\n",
            )],
            "",
        ),
        no: &[(
            "policy.toml",
            "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n",
        )],
        whole: false,
    },
    Case {
        code: "policies-disagree",
        yes: (
            &[
                (
                    "policy.toml",
                    "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n[[promise]]\nid = \"a\"\ndo = \"acknowledge\"\nwithin = \"24 hours\"\nsource = \"We will.\"\n",
                ),
                ("SECURITY.md", "# Security policy\n\nReport vulnerabilities to old@acme.test.\n"),
            ],
            "old@acme.test",
        ),
        no: &[
            (
                "policy.toml",
                "[program]\nid = \"acme\"\nname = \"Acme\"\n[[program.contact]]\nemail = \"security@acme.test\"\n",
            ),
            (
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. \n",
            ),
        ],
        whole: false,
    },
];
