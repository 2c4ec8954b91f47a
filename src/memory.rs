//! How much memory is in use: the allocator counts, so that a program that takes too much of it is
//! ended with a message instead of with everything else.
//!
//! **Architecture invariant:** it is the one thing below the sandbox that is not an argument, and it
//! decides nothing but when a run has to end.

#![expect(
    unsafe_code,
    reason = "an allocator that counts can only be put in place so"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    /// Of each thread, so that runs beside each other do not count for each other.
    static IN_USE: Cell<usize> = const { Cell::new(0) };
}

/// The bytes that this thread has allocated and not freed.
pub fn in_use() -> usize {
    IN_USE.get()
}

/// The system's allocator, with the number of bytes in use.
struct Counting;

fn add(bytes: usize) {
    // What another thread allocated may be freed here.
    IN_USE.set(IN_USE.get().wrapping_add(bytes));
}

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        add(layout.size());
        // SAFETY: the caller's promises are those that the system's allocator asks for.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        add(layout.size());
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        add(size.wrapping_sub(layout.size()));
        // SAFETY: as above.
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        add(0_usize.wrapping_sub(layout.size()));
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;
