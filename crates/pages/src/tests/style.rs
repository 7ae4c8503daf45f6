//! The style sheet: contrast of every pair of colours in use, and the rules that keep it mirrored and calm.

use std::collections::BTreeMap;

use crate::STYLE_SHEET;

/// Tokens for light and dark, from the block with `light-dark()`.
fn tokens() -> BTreeMap<&'static str, (&'static str, &'static str)> {
    STYLE_SHEET
        .lines()
        .filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(": light-dark(")?;
            let (light, dark) = value.strip_suffix(");")?.split_once(", ")?;
            Some((name, (light, dark)))
        })
        .collect()
}

/// The tokens' fallback for browsers without `light-dark()`.
fn fallbacks() -> BTreeMap<&'static str, &'static str> {
    STYLE_SHEET
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.strip_suffix(';')?.split_once(": #"))
        .collect()
}

/// Relative luminance, WCAG 2.2.
fn luminance(colour: &str) -> f64 {
    let number = u32::from_str_radix(colour.strip_prefix('#').unwrap(), 16).unwrap();
    assert_eq!(colour.len(), 7, "{colour}");
    let [_, red, green, blue] = number.to_be_bytes().map(|channel| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: &str, other: &str) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Text on a ground: at least 4.5 to 1 (WCAG 1.4.3).
const TEXT: &[(&str, &[&str])] = &[
    (
        "ink",
        &[
            "paper",
            "wash",
            "sunk",
            "accent-wash",
            "good-wash",
            "warn-wash",
            "bad-wash",
            "busy-wash",
            "quiet-wash",
        ],
    ),
    ("soft", &["paper", "wash", "sunk", "accent-wash", "warn-wash", "busy-wash", "quiet-wash"]),
    ("accent", &["paper", "wash", "sunk", "accent-wash", "warn-wash", "busy-wash"]),
    ("accent-strong", &["paper", "wash", "accent-wash"]),
    ("on-accent", &["accent", "accent-strong"]),
    ("paper", &["ink", "bad"]),
    ("good", &["good-wash", "paper"]),
    ("warn", &["warn-wash", "paper", "wash"]),
    ("bad", &["bad-wash", "paper", "wash"]),
    ("busy", &["busy-wash", "paper"]),
    ("quiet", &["quiet-wash", "paper"]),
];

/// Edges of inputs, the focus ring, bars and marks against their ground: at least 3 to 1 (WCAG 1.4.11).
const SHAPES: &[(&str, &[&str])] = &[
    ("edge", &["paper", "wash"]),
    ("focus", &["paper", "wash", "sunk", "accent-wash", "warn-wash"]),
    ("bad", &["paper", "wash"]),
    ("accent", &["paper", "wash"]),
    ("bar-kept", &["paper", "sunk"]),
    ("bar-broken", &["paper", "sunk"]),
    ("bar-running", &["paper", "sunk"]),
    ("bar-paused", &["paper", "sunk"]),
];

#[test]
fn every_pair_of_colours_can_be_told_apart_in_light_and_dark() {
    let tokens = tokens();
    let mut low = Vec::new();
    for (pairs, wanted) in [(TEXT, 4.5), (SHAPES, 3.0)] {
        for (front, grounds) in pairs {
            for ground in *grounds {
                let ((light, dark), (light_ground, dark_ground)) = (tokens[front], tokens[ground]);
                for (mode, a, b) in [("light", light, light_ground), ("dark", dark, dark_ground)] {
                    let ratio = contrast(a, b);
                    if ratio < wanted {
                        low.push(format!(
                            "{mode}: {front} on {ground} is {ratio:.2}, wanted {wanted}"
                        ));
                    }
                }
            }
        }
    }
    assert!(low.is_empty(), "{}", low.join("\n"));
}

#[test]
fn contrast_is_computed_as_wcag_says() {
    assert!((contrast("#ffffff", "#000000") - 21.0).abs() < 0.01);
    assert!((contrast("#777777", "#ffffff") - 4.48).abs() < 0.01);
}

#[test]
fn browsers_without_light_dark_get_the_light_colours() {
    let light: BTreeMap<_, _> = tokens()
        .into_iter()
        .map(|(name, (light, _))| (name, light.trim_start_matches('#')))
        .collect();
    assert!(light.len() > 20);
    assert_eq!(fallbacks(), light);
}

#[test]
fn every_token_used_is_defined_and_every_token_defined_is_used() {
    let used: std::collections::BTreeSet<_> = STYLE_SHEET
        .split("var(--")
        .skip(1)
        .filter_map(|rest| rest.split([')', ',']).next())
        .collect();
    let defined: std::collections::BTreeSet<_> = STYLE_SHEET
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(':').map(|(name, _)| name))
        .collect();
    assert_eq!(used, defined);
}

#[test]
fn colours_stand_only_in_tokens() {
    for line in STYLE_SHEET.lines().map(str::trim).filter(|line| !line.starts_with("--")) {
        let colour = line.split('#').skip(1).any(|rest| {
            rest.len() > 3
                && rest.chars().take(3).all(|c| c.is_ascii_hexdigit())
                && rest.contains(';')
        });
        assert!(!colour && !line.contains("rgb("), "{line}");
    }
}

#[test]
fn layout_is_logical_so_that_pages_mirror() {
    let physical = ["left", "right", "top", "bottom", "width", "height"];
    for declaration in STYLE_SHEET.split([';', '{', '}']).map(str::trim) {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        // The width of the window may be asked for.
        if declaration.starts_with("@media") {
            continue;
        }
        let property = property.trim();
        let sided = physical.iter().any(|side| property.split('-').any(|part| part == *side));
        assert!(
            !sided || ["border-width", "stroke-width", "line-height"].contains(&property),
            "{declaration}"
        );
        assert!(!["left", "right"].contains(&value.trim()), "{declaration}");
        // Four values name the sides of a box one by one.
        let boxed =
            ["margin", "padding", "inset", "border-width", "border-radius"].contains(&property);
        assert!(!boxed || value.split_whitespace().count() < 4, "{declaration}");
        assert!(property != "box-shadow" && property != "float", "{declaration}");
    }
}

#[test]
fn the_sheet_loads_nothing_and_forces_nothing() {
    for word in ["url(", "@import", "@font-face", "!important", "expression("] {
        assert!(!STYLE_SHEET.contains(word), "{word}");
    }
    for query in
        ["prefers-reduced-motion", "forced-colors", "@media print", "@layer reset, tokens, base"]
    {
        assert!(STYLE_SHEET.contains(query), "{query}");
    }
    assert!(STYLE_SHEET.len() < 32_000, "{} bytes", STYLE_SHEET.len());
}

#[test]
fn every_class_on_a_page_has_a_rule() {
    let styled: std::collections::BTreeSet<_> = STYLE_SHEET
        .split('.')
        .skip(1)
        .map(|rest| {
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>()
        })
        .collect();
    let mut missing = std::collections::BTreeSet::new();
    for page in super::all() {
        for classes in page.html.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next())
        {
            for class in classes.split_whitespace().filter(|c| !styled.contains(*c)) {
                missing.insert(class.to_owned());
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}
