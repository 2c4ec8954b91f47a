//! `cargo xtask serve`: the page on localhost, built again whenever a source changes.

mod files;
mod watch;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Result, anyhow};
use tiny_http::{Header, Request, Response, Server};

use crate::arguments::ServeOptions;
use crate::build;

/// Requests served at once. A browser asks for half a dozen files.
const SERVERS: usize = 4;

/// The served page asks this for the number of the build and reloads when it has changed.
const RELOAD_ADDRESS: &str = "/__build";
const RELOAD_SCRIPT_ADDRESS: &str = "/__reload.js";
const RELOAD_SCRIPT: &str = r#"
let shown;
async function ask() {
  try {
    const build = await (await fetch("/__build")).text();
    if (shown !== undefined && shown !== build) location.reload();
    shown = build;
  } catch { /* The server is away; it may come back. */ }
  setTimeout(ask, 700);
}
ask();
"#;

/// Builds, serves and rebuilds until it is ended.
pub fn run(options: &ServeOptions) -> Result<()> {
    let address = format!("127.0.0.1:{}", options.port);
    let server = Server::http(&address)
        .map_err(|error| anyhow!("cannot listen on {address}: {error}; try --port N"))?;
    let server = Arc::new(server);
    let build_number = Arc::new(AtomicU64::new(0));
    let mut watch = watch::Watch::new();
    rebuild(options, &build_number);
    for _ in 0..SERVERS {
        let (server, build_number) = (server.clone(), build_number.clone());
        thread::spawn(move || {
            while let Ok(request) = server.recv() {
                // A browser that went away is nobody's problem.
                let _ = answer(request, &build_number);
            }
        });
    }
    println!(
        "serving http://localhost:{}/ (Ctrl-C ends it)",
        options.port
    );
    loop {
        thread::sleep(Duration::from_millis(400));
        if watch.changed() {
            rebuild(options, &build_number);
        }
    }
}

/// A source that does not compile keeps the last page that did.
fn rebuild(options: &ServeOptions, build_number: &AtomicU64) {
    match build::run(options.profile) {
        Ok(sizes) => {
            sizes.print();
            build_number.fetch_add(1, Ordering::Relaxed);
        }
        Err(error) => eprintln!("error: {error:#}\nwaiting for a change"),
    }
}

fn answer(request: Request, build_number: &AtomicU64) -> std::io::Result<()> {
    let path = request
        .url()
        .split(['?', '#'])
        .next()
        .unwrap_or("/")
        .to_owned();
    match path.as_str() {
        RELOAD_ADDRESS => {
            let number = build_number.load(Ordering::Relaxed).to_string();
            request.respond(
                Response::from_string(number).with_header(header("Cache-Control", "no-store")),
            )
        }
        RELOAD_SCRIPT_ADDRESS => {
            let script = Response::from_string(RELOAD_SCRIPT);
            request.respond(script.with_header(header("Content-Type", "text/javascript")))
        }
        _ => files::answer(request, &path),
    }
}

/// A header from texts that are known to be valid.
fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).unwrap_or_else(|()| unreachable!("'{name}: {value}' is ASCII"))
}
