//! What a command leaves behind: nothing. A page may run thousands in one visit.

#![allow(
    unsafe_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "an allocator that counts can only be put in place so; a test fails by panicking"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use migration_sandbox::protocol::{EngineCommand, EngineOutcome, Request};
use migration_sandbox::sandbox::Sandbox;

/// The system's allocator, with the number of bytes in use.
struct Counting;

static IN_USE: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        IN_USE.fetch_add(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's promises are those that the system's allocator asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Runs `command` often and answers how many bytes each run left.
fn left_by(sandbox: &mut Sandbox, command: &EngineCommand) -> usize {
    const RUNS: usize = 10;
    let mut run = || {
        let request = Request {
            id: 0,
            now: 1.7e12,
            command: command.clone(),
        };
        let response = sandbox.handle(request);
        if let EngineOutcome::Refused { message } = response.outcome {
            panic!("{message}");
        }
    };
    // What is made once does not count.
    (0..3).for_each(|_| run());
    let before = IN_USE.load(Ordering::Relaxed);
    (0..RUNS).for_each(|_| run());
    IN_USE.load(Ordering::Relaxed).saturating_sub(before) / RUNS
}

fn line(line: &str) -> EngineCommand {
    EngineCommand::Run {
        line: line.to_owned(),
        answers: Vec::new(),
        interrupt: None,
    }
}

#[test]
fn a_command_leaves_nothing_behind() {
    // The console's log, the allocator's rounding of collections that grow.
    const FREE: usize = 4096;
    let mut sandbox = Sandbox::default();
    for made in [
        "python manage.py makemigrations",
        "python manage.py migrate",
    ] {
        sandbox.handle(Request {
            id: 0,
            now: 1.7e12,
            command: line(made),
        });
    }
    let commands = [
        line("ls"),
        line("python manage.py makemigrations --dry-run"),
        line("python manage.py migrate"),
        line("python manage.py showmigrations"),
        line("python manage.py check"),
        line("python manage.py shell -c 'print(Author.objects.count())'"),
        EngineCommand::WriteFile {
            path: "books/notes.py".to_owned(),
            text: "# nothing".to_owned(),
        },
    ];
    let left: Vec<(usize, &EngineCommand)> = commands
        .iter()
        .map(|command| (left_by(&mut sandbox, command), command))
        .collect();
    println!("{left:#?}");
    assert!(
        left.iter().all(|(bytes, _)| *bytes < FREE),
        "bytes left behind: {left:#?}"
    );
}
