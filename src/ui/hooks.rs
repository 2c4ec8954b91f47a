//! Effects: everything that happens outside the reducer, each in its own file.

pub(super) mod engine;
pub(super) mod memory;
pub(super) mod preferences;
pub(super) mod shortcuts;
pub(super) mod timers;
pub(super) mod turns;
pub(super) mod window;
