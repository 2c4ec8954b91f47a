//! Mounts the page.

fn main() {
    migration_sandbox::ui::mount();
}
