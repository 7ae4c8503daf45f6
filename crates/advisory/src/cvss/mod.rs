//! The Common Vulnerability Scoring System, versions 2.0, 3.0, 3.1 and 4.0: vectors, scores, properties.
//!
//! A [`Vector`] is read from text, rendered in the order of its specification, and scored by the crate
//! `cvss` of the RustSec project (decision 0151), which agrees with Red Hat's implementation on every
//! vector of its test set. [`Vector::to_json`] writes everything that FIRST's JSON schemas have a property
//! for, as validators compare each with the vector.

mod metrics;

use core::fmt;
use core::str::FromStr;

use metrics::{Group, Metric, V2, V3, V4};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::model::Level;

/// A version of CVSS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// 2.0.
    V2,
    /// 3.0.
    V30,
    /// 3.1.
    V31,
    /// 4.0.
    V4,
}

/// A vector that says every base metric, and any others, each once.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Vector {
    version: Version,
    /// Which value each metric of the version's table has.
    chosen: Vec<Option<usize>>,
}

/// A score, in tenths: 98 is 9.8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u8);

/// Why a text is not a CVSS vector.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VectorError {
    /// The prefix names no version that exists.
    #[error(
        "“{0}” begins no CVSS vector: use CVSS:4.0/…, CVSS:3.1/…, CVSS:3.0/…, or AV:… for version 2.0"
    )]
    Version(String),
    /// A part that is no metric of the version.
    #[error("“{0}” is no metric of CVSS {1}")]
    Metric(String, Version),
    /// A value that the metric does not have.
    #[error("{metric} cannot be “{value}” in CVSS {version}; it is one of: {values}")]
    Value {
        /// The metric.
        metric: &'static str,
        /// What was written.
        value: String,
        /// What may be written.
        values: String,
        /// The version.
        version: Version,
    },
    /// A metric that is there twice.
    #[error("{0} is there twice; write each metric once")]
    Twice(&'static str),
    /// A base metric that is not there.
    #[error("{0} is missing; a CVSS {1} vector says every base metric")]
    Missing(&'static str, Version),
}

impl Version {
    /// The number: `3.1`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V2 => "2.0",
            Self::V30 => "3.0",
            Self::V31 => "3.1",
            Self::V4 => "4.0",
        }
    }

    /// Whether it is 3.0 or 3.1.
    #[must_use]
    pub const fn is_3(self) -> bool {
        matches!(self, Self::V30 | Self::V31)
    }

    const fn table(self) -> &'static [Metric] {
        match self {
            Self::V2 => V2,
            Self::V30 | Self::V31 => V3,
            Self::V4 => V4,
        }
    }

    const fn prefix(self) -> &'static str {
        match self {
            Self::V2 => "",
            Self::V30 => "CVSS:3.0/",
            Self::V31 => "CVSS:3.1/",
            Self::V4 => "CVSS:4.0/",
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Score {
    /// The score in tenths.
    #[must_use]
    pub const fn tenths(self) -> u8 {
        self.0
    }

    fn of(score: f64) -> Self {
        // Every scoring function returns 0.0 to 10.0, one decimal.
        let tenths = (score * 10.0).round().clamp(0.0, 100.0);
        Self((0..=100_u8).find(|tenth| f64::from(*tenth) >= tenths).unwrap_or(100))
    }

    /// As a JSON number with one decimal.
    fn json(self) -> Value {
        Value::from(f64::from(self.0) / 10.0)
    }

    /// The word for it (CVSS 3.1 §5, 4.0 §6; for 2.0 by the same bounds).
    #[must_use]
    pub const fn level(self) -> Level {
        match self.0 {
            0 => Level::None,
            1..=39 => Level::Low,
            40..=69 => Level::Medium,
            70..=89 => Level::High,
            _ => Level::Critical,
        }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

/// The scores of a vector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scores {
    /// By the base metrics; for 4.0 by all that count, as that version has one score only.
    pub base: Score,
    /// By base and temporal metrics, when a temporal metric is written.
    pub temporal: Option<Score>,
    /// By all metrics, when an environmental metric is written.
    pub environmental: Option<Score>,
}

impl Vector {
    /// Its version.
    #[must_use]
    pub const fn version(&self) -> Version {
        self.version
    }

    /// The score that a reader without further knowledge uses: the base score.
    #[must_use]
    pub fn score(&self) -> Score {
        self.scores().base
    }

    /// The word for the score.
    #[must_use]
    pub fn level(&self) -> Level {
        self.score().level()
    }

    /// Every score.
    #[must_use]
    pub fn scores(&self) -> Scores {
        let text = self.to_string();
        let has = |group: Group| {
            self.version
                .table()
                .iter()
                .zip(&self.chosen)
                .any(|(m, c)| m.group == group && c.is_some())
        };
        let (base, temporal, environmental) = match self.version {
            Version::V2 => ::cvss::v2::Vector::from_str(&text).map_or((0.0, 0.0, 0.0), |v| {
                (v.score().value(), v.temporal_score().value(), v.environmental_score().value())
            }),
            Version::V30 | Version::V31 => ::cvss::v3::Vector::from_str(&text)
                .map_or((0.0, 0.0, 0.0), |v| {
                    (v.score().value(), temporal(&v), v.environmental_score().value())
                }),
            Version::V4 => ::cvss::v4::Vector::from_str(&text)
                .map_or((0.0, 0.0, 0.0), |v| (v.score().value(), 0.0, 0.0)),
        };
        let kept = |score: f64, group: Group| has(group).then(|| Score::of(score));
        Scores {
            base: Score::of(base),
            temporal: kept(temporal, Group::Temporal),
            environmental: kept(environmental, Group::Environmental)
                .filter(|_| self.version != Version::V4),
        }
    }

    /// The vector with every property of FIRST's JSON schema of its version that it says, and the scores.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut object = Map::new();
        let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
        put("version", self.version.as_str().into());
        put("vectorString", self.to_string().into());
        for (metric, chosen) in self.version.table().iter().zip(&self.chosen) {
            let word = chosen.and_then(|chosen| metric.values.get(chosen)).map(|(_, word)| word);
            // FIRST's schema of 2023 calls this value NONE and the later one NEGLIGIBLE; left out, the vector
            // alone says it and both accept the object.
            let disputed = metric.property.starts_with("modifiedSub") && word == Some(&"NONE");
            if let Some(word) = word.filter(|_| !disputed) {
                put(metric.property, (*word).into());
            }
        }
        let scores = self.scores();
        for (name, score) in [
            ("base", Some(scores.base)),
            ("temporal", scores.temporal),
            ("environmental", scores.environmental),
        ] {
            let Some(score) = score else { continue };
            put(&format!("{name}Score"), score.json());
            if self.version != Version::V2 {
                let word = score.level().as_str().to_uppercase();
                put(&format!("{name}Severity"), word.into());
            }
        }
        Value::Object(object)
    }
}

/// The temporal score (CVSS 3.1 §7.2), which the crate has for 2.0 only.
fn temporal(vector: &::cvss::v3::Vector) -> f64 {
    use ::cvss::v3::Metric;
    let factor = |score: Option<f64>| score.unwrap_or(1.0);
    let product = vector.score().value()
        * factor(vector.e.map(Metric::score))
        * factor(vector.rl.map(Metric::score))
        * factor(vector.rc.map(Metric::score));
    ::cvss::v3::Score::new(product).roundup_for_version(vector.minor_version).value()
}

impl FromStr for Vector {
    type Err = VectorError;

    fn from_str(text: &str) -> Result<Self, VectorError> {
        let short = |text: &str| text.chars().take(40).collect::<String>();
        let text = text.trim();
        let (version, rest) = [Version::V4, Version::V31, Version::V30]
            .into_iter()
            .find_map(|version| Some((version, text.strip_prefix(version.prefix())?)))
            .or_else(|| (!text.starts_with("CVSS")).then_some((Version::V2, text)))
            .ok_or_else(|| VectorError::Version(short(text)))?;
        let table = version.table();
        let mut chosen: Vec<Option<usize>> = vec![None; table.len()];
        for part in rest.split('/') {
            let unknown = || {
                // Prose is no vector of version 2, of which nothing but the first metric tells.
                if version == Version::V2 && !text.contains("AV:") {
                    VectorError::Version(short(text))
                } else {
                    VectorError::Metric(short(part), version)
                }
            };
            let (key, value) = part.split_once(':').ok_or_else(unknown)?;
            let place = table.iter().position(|metric| metric.key == key).ok_or_else(unknown)?;
            let (Some(metric), Some(slot)) = (table.get(place), chosen.get_mut(place)) else {
                return Err(unknown());
            };
            let found = metric.values.iter().position(|(letter, _)| *letter == value);
            let found = found.ok_or_else(|| VectorError::Value {
                metric: metric.key,
                value: short(value),
                values: metric.values.iter().map(|(l, _)| *l).collect::<Vec<_>>().join(", "),
                version,
            })?;
            if slot.replace(found).is_some() {
                return Err(VectorError::Twice(metric.key));
            }
        }
        let missing = table
            .iter()
            .zip(&chosen)
            .find(|(metric, chosen)| metric.group == Group::Base && chosen.is_none());
        match missing {
            Some((metric, _)) => Err(VectorError::Missing(metric.key, version)),
            None => Ok(Self { version, chosen }),
        }
    }
}

impl fmt::Display for Vector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.version.prefix())?;
        let mut between = "";
        for (metric, chosen) in self.version.table().iter().zip(&self.chosen) {
            if let Some((letter, _)) = chosen.and_then(|chosen| metric.values.get(chosen)) {
                write!(f, "{between}{}:{letter}", metric.key)?;
                between = "/";
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Vector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for Vector {
    type Error = VectorError;
    fn try_from(text: String) -> Result<Self, VectorError> {
        text.parse()
    }
}

impl From<Vector> for String {
    fn from(vector: Vector) -> Self {
        vector.to_string()
    }
}
