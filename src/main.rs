//! The page's entry: mounts the Yew app.

fn main() {
    migration_sandbox::ui::mount();
}
