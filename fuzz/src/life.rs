//! The life of one case: the bytes choose policies, commands, who gives them, their fields, and how much
//! time passes between them.

use std::sync::OnceLock;

use case::Actor;
use policy::Policy;

use crate::world::{World, command, fields, member, read};

const SOURCES: [&str; 5] = [
    include_str!("../../examples/policies/simprints.toml"),
    include_str!("../../examples/policies/feature-table.toml"),
    include_str!("../../examples/policies/ethical-rules.toml"),
    include_str!("../../examples/policies/supported-versions.toml"),
    include_str!("../../examples/policies/sigtech.toml"),
];

/// More commands than this tell nothing new.
const MOST_STEPS: usize = 30;

/// The example policies.
pub(crate) fn examples() -> &'static [Policy] {
    static POLICIES: OnceLock<Vec<Policy>> = OnceLock::new();
    POLICIES.get_or_init(|| SOURCES.iter().map(|source| read(source)).collect())
}

/// Whatever is done to a case, in whatever order: a replay is the live case, the record reads back, due
/// times stand, and nothing panics.
///
/// # Panics
/// When that does not hold.
pub fn life(bytes: &[u8]) {
    let mut bytes = bytes.iter().copied();
    let Some(first) = bytes.next() else { return };
    let policy = &examples()[usize::from(first) % examples().len()];
    let mut world = World::new(policy.clone());
    for _ in 0..MOST_STEPS {
        let Some(number) = bytes.next() else { break };
        let how = bytes.next().unwrap_or_default();
        let actor = match how % 4 {
            0 | 1 => member(),
            2 => Actor::Reporter,
            _ => Actor::Participant("acme".into()),
        };
        let spec = command(usize::from(number));
        let fields = fields(spec, &world.policy, world.now, || bytes.next().unwrap_or_default());
        world.give(spec.name, &fields, &actor);
        // From a second to about ten years.
        world.pass(match how >> 2 {
            0..=15 => 1,
            hours @ 16..=39 => u64::from(hours) * 3600,
            days @ 40..=60 => u64::from(days) * 86_400,
            _ => 86_400 * 3650,
        });
        if how & 0x80 != 0 {
            world.tick();
        }
    }
    world.check();
}
