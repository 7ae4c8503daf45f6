//! What is stored today must open tomorrow: bytes made by the first version, kept here. When one of these fails, either
//! the change is a mistake, or it needs a new suite byte beside the old one.

use expect_test::expect;
use seal::file::BackupSealer;
use seal::{
    Argon2Cost, CaseContext, CaseKey, FieldContext, FileSealer, InstanceId, Receipt, RecoveryCode,
    RecoveryKit, RootKey, RootUse, Session, TeamRoot, UserRoot,
};
use sha2::{Digest, Sha256};

use crate::seeded::Seeded;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Long things by their SHA-256.
fn digest(bytes: &[u8]) -> String {
    format!("{} bytes, {}", bytes.len(), hex(&Sha256::digest(bytes)))
}

#[test]
fn sec_11_stored_formats_stay_as_they_are() {
    let mut rng = Seeded::new(2026);
    let rng = &mut rng;
    let case = CaseContext { program: "widgets", case: &[1; 16] };
    let place = FieldContext { table: "event", column: "sealed_body", row: &[2; 8], version: 1 };

    let instance = InstanceId::generate(rng);
    let root = RootKey::generate(rng);
    let pepper = root.subkey(&instance, RootUse::Pepper);
    let user = UserRoot::generate(rng);
    let team = TeamRoot::generate("widgets", 2, rng);
    let earlier = TeamRoot::generate("widgets", 1, rng);
    let key = CaseKey::generate(rng);
    let receipt = Receipt::generate(rng);
    let code = RecoveryCode::generate(rng);
    let kit = RecoveryKit::generate(rng);
    let session = Session::generate(rng);
    let mut file = Vec::new();
    let mut sealer = FileSealer::start(&key.file_key(&[3; 16]), rng, &mut file);
    sealer.push(&[7; 20_000], &mut file).unwrap();
    sealer.finish(&mut file).unwrap();
    let mut backup = Vec::new();
    let mut sealer = BackupSealer::start(&instance, &kit.public_key(), rng, &mut backup).unwrap();
    sealer.push(b"database", &mut backup).unwrap();
    sealer.finish(&mut backup).unwrap();
    let cheap = Argon2Cost::cheap_for_tests();

    let lines = [
        ("root check", hex(&root.check_value(&instance))),
        ("ledger seed", hex(root.subkey(&instance, RootUse::LedgerSigning("widgets")).expose())),
        ("mac", hex(&pepper.mac(&[b"a", b"b"]))),
        ("user public key", digest(&user.public_key().to_bytes())),
        ("user verify key", hex(&user.verify_key().to_bytes())),
        ("team public key", digest(&team.public_key().to_bytes())),
        ("kit public key", digest(&kit.public_key().to_bytes())),
        ("receipt", receipt.words().to_string()),
        ("receipt locator", hex(&receipt.locator_hash())),
        ("receipt authenticator", hex(&receipt.authenticator_hash())),
        ("receipt public key", digest(&receipt.public_key().to_bytes())),
        ("derived receipt", Receipt::derive(&pepper, b"token", &[4; 32]).characters().to_string()),
        ("field", hex(&key.seal(&place, b"text", rng).unwrap())),
        ("team wrap", digest(&key.wrap_to_team(case, 2, &team.public_key(), rng).unwrap())),
        ("team rewrap", hex(&key.rewrap_under_team(case, &team, rng).unwrap())),
        ("reporter wrap", digest(&key.wrap_to_reporter(case, &receipt.public_key(), rng).unwrap())),
        ("guest wrap", digest(&key.wrap_to_guest(case, &user.public_key(), rng).unwrap())),
        ("member wrap", digest(&team.wrap_to_member(&user.public_key(), rng).unwrap())),
        ("previous epoch", hex(&team.seal_previous(&earlier, rng).unwrap())),
        (
            "passphrase wrap",
            hex(&user.wrap_with_passphrase(b"ada", "open", &pepper, cheap, rng).unwrap()),
        ),
        ("recovery code wrap", hex(&user.wrap_with_recovery_code(b"ada", &code, rng).unwrap())),
        ("verifier", seal::hash_passphrase("open", &pepper, cheap, rng).unwrap()),
        ("session", hex(&session.lookup_hash())),
        ("session payload", hex(&session.seal_receipt(&receipt, rng).unwrap())),
        ("file", digest(&file)),
        ("backup", digest(&backup)),
    ];
    let text: String = lines.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
    expect![[r#"
        root check: b41b4b1031685825
        ledger seed: c29a1c85823ef9bffce3d8cb5e277b4c1b31d759fec8c9cb14307035dd1400ff
        mac: 9114d8bb9fe8a2037f866630a034c1d87acb7aa02b3824764ae462708c05985c
        user public key: 1216 bytes, 7ec4fc30a17807b0728161b105068a3f7d467ceb467b4e209c587618b82a52f6
        user verify key: e68aec554e46ec33377a4cdb2e1e580b93e0bab4a9a9e0b6af88c336e7ab7be0
        team public key: 1216 bytes, 4eb31d33a026fd48fa630790a8418df18cd8ac2d20ec9d231d627eab71b6b5ba
        kit public key: 1216 bytes, b00a2bb4f178531cbd4ec03b341c921e7d15a5d10ca1d17b802613ad6a084218
        receipt: torch clay camera festival argue wedding escape phrase dawn square admit click
        receipt locator: b6a9fc3aa637921089dbd551f48e0a6b6457cd4198ede5404c983307d7253a94
        receipt authenticator: 4defb514433a46091a3650d7b10c014d0ad4a1f4e311ae6326b982c65831535b
        receipt public key: 1216 bytes, e05105a0c3a4e92800dc739ff45129530b7bd7190e7dea66ce88788b1d7dbad5
        derived receipt: CEY4-A887-MC14-F17X-82V7-ZMGV-WR
        field: 433101a132eec41835f9d8e1c33c00ab453f231912187c7866b35cd79ca839c3cbec2dd3f7181d5c3fc58f8eae779716a0672a14ab35c9124e607c0b5c2c7924b9a014ffc03aa4e782f20a0e3d353330cdf5849616fba63930117d3b905b9fb20fc3c4b060e4cf7046df5bceab243bc23c9daefe2f9bd3f5511024bd0252674239aadfb95df51568a86d29670640c17cf9d4d3
        team wrap: 1171 bytes, 09df30ffa9c92142466447de9d3e8ca694b09f9e1b9c96d674c05d976cd90052
        team rewrap: 433101d7fed88a6cd6e71509c9ef6eaae004f98869b5f9baab393111d4b03ced34651b9368148f7627e40a0e116d1faa5bb0697f1372dc1baf14f40e95cba4ba685ac3e599a69638e8bfbcf5dd6df77c98e62195eb7cfeb2f74adb865463c93136b0771ff7dcebb6479527bf8bcfdb180a1a1b3ee964e39833a75295762ac3379f472fa0438e9a3612f643f663fa724d5fb7dd
        reporter wrap: 1171 bytes, 0018355da08106f257655d870b8882ca76ed4fd691c3f72c1b266cb1bbbf6398
        guest wrap: 1171 bytes, e08ca701e1580d05c218ff5a0fa936fbe66eb820207bf714ab47fb8c9c182144
        member wrap: 1171 bytes, 07c113816da5e01c188dbadeefd89de48295ef080d7a0082e18ec5ee975a4e37
        previous epoch: 433101d7fed88a6cd6e715ab2efccb47dd4559bb44594472e06215dd8727349adabf6552a1752a332c12b957ca94027a647430a779a45d8fda4af35042387be10221e6ad8b9490d507d83f34abb28cb24a1cc9a68dca1a1514217ee2bc426fdadcb6a1f33184d082454decf57ecb51f27b09f9987d806f7169a3fab11060efa968b3eb5a2100d44737f182471c732e9183e578
        passphrase wrap: 563101000000400000000100000001afd4d8500a9d9ce66f09ab82ef0a9161433101a04a4b7aef4da5542cd908e25851ce3b09198b5f6d5d7d464483905fb0a4a6eeced2cd14268a3a847bb10cd1256645cff57f6c10076793a75033388e4bf869cf9cd971544c7b09b80772a2a80ba50d1919d29429ebc1e4e00f04b683083925233a512438d6552715f58483c7b403aa1c45cc44b4c9e4bca738335b92026544b64bfa29812a9ba5600e79f08e7df0667a
        recovery code wrap: 43310106e4bf234681b43b1eb383a072bd0b6194eeb00208c5e25dcffdcacec8655618198c71b4db2e4a9548a583b540cfe1071244f64f876d126e7659b9a8dd7390d0336883387c325f973f9a05c736e3511ce22a87d2fbb1c2396d3fef915279b399a67e7a280090443e4736ac0c7690482758056e8d83ed2c54b78734216064ac2da7685f423f11617dbd1a96e661c577a0
        verifier: $argon2id$v=19$m=64,t=1,p=1$9LlIX3E0KDtmlyE7oFSQQw$UVWMI6G9KW+eiCG7RsHKMW7mFDE8SwMmmyQQgl2t+Ps
        session: 6fe575a09b0c01376a9da50a2cfeb7dcaceac38740cb5697da1c46be3175e104
        session payload: 43310137f789875d0d9e4fe77b6f56ae1decd42250954aed92fdffaf9235c35546d77eb39299720894db7ae8cd28f3ec4124a55d5a0e9998e6bda957f275118590850dd58acea00dd15187046a670d66431c7bf19f6169cdf2a8266e199fffb3ada2b0f717059cc0e1ad9f74d7c9018c2581f20c2317ce492700080eff8d114afc9ad9750f98910e31cf68041036ca85f1ff1b
        file: 20568 bytes, f20ce33d4ef3057c2bec24ccefcebf0615bfbb2f405083cba9ed4f0e48f5c4d2
        backup: 1254 bytes, 05058559fe23d6a7b3f38e75306709fd3779f192142349898ed4a24480207bee
    "#]].assert_eq(&text);
}
