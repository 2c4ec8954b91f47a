//! Ordered maps and sets whose copies share what has not changed: a copy is one pointer.

pub use imbl::ordmap::DiffItem;
use imbl::shared_ptr::RcK;
use imbl::{GenericOrdMap, GenericOrdSet};

// Everything here stays on its thread, so that pointers need not count atomically.

/// A map in the order of its keys.
pub type OrdMap<K, V> = GenericOrdMap<K, V, RcK>;

/// A set in the order of its values.
pub type OrdSet<V> = GenericOrdSet<V, RcK>;
