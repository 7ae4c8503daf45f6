//! Rules that look at a policy, most of them in prose.

use super::Case;

pub(super) const CASES: &[Case] = &[
    Case {
        code: "no-contact",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nWe take the security of our software seriously and fix what is found.\n",
            )],
            "",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. \n",
        )],
        whole: false,
    },
    Case {
        code: "contact-without-address",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nEmail our security team with a detailed description of the vulnerability.\n",
            )],
            "Email our security team",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nEmail our security team at security@acme.test with a description.\n",
        )],
        whole: false,
    },
    Case {
        code: "contact-in-image",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nPlease report vulnerabilities by e-mail to this address:\n\n![email](email.png)\n",
            )],
            "",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nPlease report vulnerabilities to security@acme.test:\n\n![email](email.png)\n",
        )],
        whole: false,
    },
    Case {
        code: "public-contact",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nIf you find a vulnerability, please open an issue in our tracker.\n",
            )],
            "open an issue",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nIf you find a vulnerability, do not open an issue. Report vulnerabilities to security@acme.test. \n",
        )],
        whole: false,
    },
    Case {
        code: "personal-mailbox",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to kye@acme.test please.\n",
            )],
            "kye@acme.test",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. \n",
        )],
        whole: false,
    },
    Case {
        code: "general-mailbox",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nTo report a vulnerability, please contact us via email at support@acme.test.\n",
            )],
            "support@acme.test",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. \n",
        )],
        whole: false,
    },
    Case {
        code: "link-without-mailto",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to [our email address](security@acme.test).\n",
            )],
            "security@acme.test",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to [our email address](mailto:security@acme.test).\n",
        )],
        whole: false,
    },
    Case {
        code: "insecure-contact",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities with our form at http://acme.test/report-vulnerability please.\n",
            )],
            "http://acme.test",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities with our form at https://acme.test/report-vulnerability please.\n",
        )],
        whole: false,
    },
    Case {
        code: "obfuscated-address",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security [at] acme [dot] test please.\n",
            )],
            "acme",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. \n",
        )],
        whole: false,
    },
    Case {
        code: "email-refused",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities on [HackerOne](https://hackerone.com/acme). Please do not send us reports over email.\n",
            )],
            "over email",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. \n",
        )],
        whole: false,
    },
    Case {
        code: "account-needed",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities on [HackerOne](https://hackerone.com/acme).\n",
            )],
            "hackerone",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities on [HackerOne](https://hackerone.com/acme) or to security@acme.test.\n",
        )],
        whole: false,
    },
    Case {
        code: "no-acknowledgement-limit",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. We will acknowledge your report.\n",
            )],
            "",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. We will acknowledge your report within 24 hours.\n",
        )],
        whole: false,
    },
    Case {
        code: "bare-days",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. We will acknowledge your report within 3 days.\n",
            )],
            "3 days",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. We will acknowledge your report within 3 business days.\n",
        )],
        whole: false,
    },
    Case {
        code: "business-days-of-where",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. We will acknowledge your report within 3 business days.\n",
            )],
            "3 business days",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. We will acknowledge your report within 3 business days. Business days are Monday to Friday, without the holidays of the Netherlands.\n",
        )],
        whole: false,
    },
    Case {
        code: "update-without-interval",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. We will provide regular updates on the progress of the investigation.\n",
            )],
            "regular updates",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. We will send you a status update every 7 days.\n",
        )],
        whole: false,
    },
    Case {
        code: "no-updates",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. We will acknowledge your report within 24 hours.\n",
            )],
            "",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. We will keep you informed of the progress.\n",
        )],
        whole: false,
    },
    Case {
        code: "no-fix-limit",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. We will release a patch as soon as possible.\n",
            )],
            "",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. We will fix the vulnerability within 60 calendar days.\n",
        )],
        whole: false,
    },
    Case {
        code: "zero-duration",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. We will acknowledge your report within 0 days.\n",
            )],
            "0 days",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. We will acknowledge your report within 1 day.\n",
        )],
        whole: false,
    },
    Case {
        code: "absurd-duration",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. We will acknowledge your report within 10000 days.\n",
            )],
            "10000 days",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. We will acknowledge your report within 10 days.\n",
        )],
        whole: false,
    },
    Case {
        code: "not-guaranteed",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. We aim to acknowledge reports within 3 business days. These are best-effort targets, not guarantees.\n",
            )],
            "not guarantees",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. We aim to acknowledge reports within 3 business days.\n",
        )],
        whole: false,
    },
    Case {
        code: "open-ended-exception",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. Your report will be acknowledged within 5 days. These timelines may extend when our volunteers are away on holiday.\n",
            )],
            "may extend",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. Your report will be acknowledged within 5 days.\n",
        )],
        whole: false,
    },
    Case {
        code: "severity-undefined",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. \n## Response times\n\nOur expected response times are as follows:\n\n- Severe issues: 24 hours\n- Other issues: 72 hours\n",
            )],
            "24 hours",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. We rate issues by CVSS.\n\n## Response times\n\nOur expected response times are as follows:\n\n- Severe issues: 24 hours\n- Other issues: 72 hours\n",
        )],
        whole: false,
    },
    Case {
        code: "escalation-before-promise",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. We will acknowledge your report within 5 business days. If you do not receive an acknowledgement within 2 days, you may escalate to cna@foundation.test.\n",
            )],
            "2 days",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. We will acknowledge your report within 2 days. If you do not receive an acknowledgement within 6 business days, you may escalate to cna@foundation.test.\n",
        )],
        whole: false,
    },
    Case {
        code: "escalation-without-address",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. If a response is not received within 24 hours, please reach out to any committer directly.\n",
            )],
            "any committer",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. If you do not receive an acknowledgement within 6 business days, you may escalate to cna@foundation.test.\n",
        )],
        whole: false,
    },
    Case {
        code: "no-scope",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. \n",
            )],
            "",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. \n\n## Scope\n\nIn scope:\n\n- The Acme server.\n\nOut of scope:\n\n- Third-party plugins.\n",
        )],
        whole: false,
    },
    Case {
        code: "no-supported-versions",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. \n",
            )],
            "",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\n## Supported Versions\n\n| Version | Supported |\n| --- | --- |\n| 2.x | yes |\n| < 2.0 | no |\n\nReport vulnerabilities to security@acme.test. \n",
        )],
        whole: false,
    },
    Case {
        code: "versions-missing",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nIf you discover a security vulnerability in any of the above versions, please report it to security@acme.test.\n",
            )],
            "above versions",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\n## Supported Versions\n\n| Version | Supported |\n| --- | --- |\n| 2.x | yes |\n\nIf you discover a security vulnerability in any of the above versions, please report it to security@acme.test.\n",
        )],
        whole: false,
    },
    Case {
        code: "versions-gap",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\n## Supported Versions\n\n| Version | Supported |\n| --- | --- |\n| 0.15.x | yes |\n| < 0.14 | no |\n\nReport vulnerabilities to security@acme.test. \n",
            )],
            "0.15.x",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\n## Supported Versions\n\n| Version | Supported |\n| --- | --- |\n| 0.15.x | yes |\n| < 0.15 | no |\n\nReport vulnerabilities to security@acme.test. \n",
        )],
        whole: false,
    },
    Case {
        code: "versions-template",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\n## Supported Versions\n\n| Version | Supported |\n| --- | --- |\n| 5.1.x | :white_check_mark: |\n| 5.0.x | :x: |\n| 4.0.x | :white_check_mark: |\n| < 4.0 | :x: |\n\nReport vulnerabilities to security@acme.test. \n",
            )],
            "5.1.x",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\n## Supported Versions\n\n| Version | Supported |\n| --- | --- |\n| 5.1.x | :white_check_mark: |\n| < 5.1 | :x: |\n\nReport vulnerabilities to security@acme.test. \n",
        )],
        whole: false,
    },
    Case {
        code: "versions-stale",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\n## Supported Versions\n\n| Version | Supported |\n| --- | --- |\n| 2023.4.5 | :white_check_mark: |\n| 2026.1.0 | :white_check_mark: |\n\nReport vulnerabilities to security@acme.test. \n",
            )],
            "2023.4.5",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\n## Supported Versions\n\n| Version | Supported |\n| --- | --- |\n| 2026.1.0 | :white_check_mark: |\n\nReport vulnerabilities to security@acme.test. \n",
        )],
        whole: false,
    },
    Case {
        code: "no-safe-harbor",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. \n",
            )],
            "",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. We will not take any legal action against you concerning the report.\n",
        )],
        whole: false,
    },
    Case {
        code: "partial-safe-harbor",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. We will not take any legal action against you concerning the report.\n",
            )],
            "legal action",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. We consider research under this policy authorized under anti-hacking laws, exempt from anti-circumvention laws, exempt from restrictions in our terms of service, and lawful and conducted in good faith. We will not take legal action against you.\n",
        )],
        whole: false,
    },
    Case {
        code: "legal-threat",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. Failure to follow these guidelines may result in legal action.\n",
            )],
            "legal action",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. We will not take any legal action against you concerning the report.\n",
        )],
        whole: false,
    },
    Case {
        code: "no-disclosure-limit",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. Please give us a reasonable amount of time before making any public disclosure.\n",
            )],
            "",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. We will publicly disclose the vulnerability within 90 days of the report.\n",
        )],
        whole: false,
    },
    Case {
        code: "forbids-disclosure",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. You must never disclose the vulnerability to anyone.\n",
            )],
            "never disclose",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. Please do not disclose the vulnerability for 90 days.\n",
        )],
        whole: false,
    },
    Case {
        code: "no-credit-rule",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. \n",
            )],
            "",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. We will publicly credit you unless you request otherwise.\n",
        )],
        whole: false,
    },
    Case {
        code: "key-expired",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. Our PGP key has the fingerprint 3DE0 3D1E 144A 7F06 9359 99DC AAFD 2381 6FCD 2D5B.\nThe PGP key is valid until June 24, 2024.\n",
            )],
            "",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. Our PGP key has the fingerprint 3DE0 3D1E 144A 7F06 9359 99DC AAFD 2381 6FCD 2D5B.\nThe PGP key is valid until June 24, 2030.\n",
        )],
        whole: false,
    },
    Case {
        code: "key-missing",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. Please encrypt your report with PGP.\n",
            )],
            "encrypt your report",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. Please encrypt your report with our PGP key, fingerprint 3DE0 3D1E 144A 7F06 9359 99DC AAFD 2381 6FCD 2D5B.\n",
        )],
        whole: false,
    },
    Case {
        code: "key-without-fingerprint",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. The public key ID for security@acme.test is 0xfcb84b8d1d17f80b and the PGP key is on keyservers.\n",
            )],
            "",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. Our PGP key has the fingerprint 3DE0 3D1E 144A 7F06 9359 99DC AAFD 2381 6FCD 2D5B.\n",
        )],
        whole: false,
    },
    Case {
        code: "no-key",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. \n",
            )],
            "security@acme.test",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test or with our form at https://acme.test/report please.\n",
        )],
        whole: false,
    },
    Case {
        code: "requires-personal-data",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. Your report must include your full name and your phone number.\n",
            )],
            "full name",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. You may report anonymously.\n",
        )],
        whole: false,
    },
    Case {
        code: "requires-nda",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. Before we share details you must sign a non-disclosure agreement.\n",
            )],
            "sign a",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. We ask for no non-disclosure agreement.\n",
        )],
        whole: false,
    },
    Case {
        code: "no-report-contents",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. \n",
            )],
            "",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. Please include:\n\n- Steps to reproduce\n- Impact\n",
        )],
        whole: false,
    },
    Case {
        code: "bounty-contradiction",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. The project no longer has a bug bounty program. Reports that break these rules forfeit any potential bug bounty.\n",
            )],
            "",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. The project has no bug bounty program.\n",
        )],
        whole: false,
    },
    Case {
        code: "two-times",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. We will acknowledge your report within 24 hours.\n\n## Process\n\nWe will acknowledge your report within 72 hours.\n",
            )],
            "72 hours",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. We will acknowledge your report within 24 hours.\n\n## Process\n\nWe will acknowledge your report within 24 hours.\n",
        )],
        whole: false,
    },
    Case {
        code: "answers-out-of-order",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. We will acknowledge your report within 10 business days.\n\nWe will send you a detailed response to your report within 24 hours.\n",
            )],
            "24 hours",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. We will acknowledge your report within 24 hours.\n\nWe will send you a detailed response to your report within 10 business days.\n",
        )],
        whole: false,
    },
    Case {
        code: "harbor-and-threat",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nReport vulnerabilities to security@acme.test. We will not take any legal action against you concerning the report. Failure to follow these guidelines may result in legal action.\n",
            )],
            "may result in",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. We will not take any legal action against you concerning the report.\n",
        )],
        whole: false,
    },
    Case {
        code: "refused-way-named",
        yes: (
            &[(
                "SECURITY.md",
                "# Security policy\n\nPlease do not send us reports over email. Report vulnerabilities to security@acme.test.\n",
            )],
            "security@acme.test",
        ),
        no: &[(
            "SECURITY.md",
            "# Security policy\n\nReport vulnerabilities to security@acme.test. \n",
        )],
        whole: false,
    },
];
