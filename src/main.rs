//! The page's entry. Its first script calls `showPage` (`ui::mount`), and nothing happens before.

// So that it is linked: what it exports is called from JavaScript alone.
use migration_sandbox as _;

fn main() {}
