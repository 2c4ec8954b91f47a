//! Files of `dist/` over HTTP.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tiny_http::{Request, Response};

use super::{RELOAD_SCRIPT_ADDRESS, header};
use crate::process::root;

/// Answers with the file at `path`, compressed where the build did so and the browser accepts it.
pub fn answer(request: Request, path: &str) -> io::Result<()> {
    let Some(file) = file_at(&root().join("dist"), path) else {
        return request.respond(Response::from_string("not found\n").with_status_code(404));
    };
    let is_page = file
        .extension()
        .is_some_and(|extension| extension == "html");
    let brotli = PathBuf::from(format!("{}.br", file.display()));
    let compressed = !is_page && accepts_brotli(&request) && brotli.is_file();
    let mut content = fs::read(if compressed { &brotli } else { &file })?;
    if is_page {
        content = with_reload(&content);
    }
    let mut response = Response::from_data(content)
        .with_header(header("Content-Type", content_type(&file)))
        .with_header(header("Cache-Control", cache_control(&file)))
        // An embed's sandboxed frame has no origin of its own and still loads the scripts.
        .with_header(header("Access-Control-Allow-Origin", "*"));
    if compressed {
        response = response.with_header(header("Content-Encoding", "br"));
    }
    request.respond(response)
}

fn file_at(dist: &Path, path: &str) -> Option<PathBuf> {
    let name = path.trim_start_matches('/');
    let stays_inside = name
        .split('/')
        .all(|part| !part.starts_with('.') && !part.contains('\\'));
    let file = match name {
        "" => dist.join("index.html"),
        name => dist.join(name),
    };
    (name.is_empty() || stays_inside)
        .then_some(file)
        .filter(|file| file.is_file())
}

fn accepts_brotli(request: &Request) -> bool {
    let mut headers = request.headers().iter();
    headers
        .find(|header| header.field.equiv("Accept-Encoding"))
        .is_some_and(|header| {
            header
                .value
                .as_str()
                .split(',')
                .any(|one| one.trim().starts_with("br"))
        })
}

fn with_reload(page: &[u8]) -> Vec<u8> {
    let script =
        format!("<script type=\"module\" src=\"{RELOAD_SCRIPT_ADDRESS}\"></script>\n</body>");
    String::from_utf8_lossy(page)
        .replacen("</body>", &script, 1)
        .into_bytes()
}

fn content_type(file: &Path) -> &'static str {
    match file
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .as_ref()
    {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" | "py" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// A hashed name never changes its content; any other may.
fn cache_control(file: &Path) -> &'static str {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let digest = stem.rsplit_once('-').map_or("", |(_, digest)| digest);
    let hashed = digest.len() == 10 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    if hashed {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_leave_the_folder() {
        let source = root().join("xtask");
        assert_eq!(
            file_at(&source, "/Cargo.toml"),
            Some(source.join("Cargo.toml"))
        );
        assert_eq!(
            file_at(&source, "/src/main.rs"),
            Some(source.join("src/main.rs"))
        );
        assert_eq!(file_at(&source, "/../Cargo.toml"), None);
        assert_eq!(file_at(&source, "//Cargo.lock"), None);
    }

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        assert!(cache_control(Path::new("page-0123456789.wasm")).contains("immutable"));
        assert_eq!(cache_control(Path::new("service-worker.js")), "no-cache");
        assert_eq!(cache_control(Path::new("index.html")), "no-cache");
    }
}
