//! Keys are read as `gpg` exports them, and `gpg` verifies what is signed. Where it is not installed, the
//! tests say that they skip.

#[cfg(test)]
mod with_gpg;
#[cfg(test)]
mod with_minisign;
