//! The folder `dist/`: hashed names, the rewritten page, compressed copies.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use md5::{Digest, Md5};

use super::{Profile, Sizes};
use crate::process::{root, work_folder};

/// A `dist/` in the making. It replaces the old one only when it is complete.
pub struct Dist {
    folder: PathBuf,
    /// `(name in the sources, name in dist)`.
    names: Vec<(String, String)>,
    files: Vec<String>,
}

impl Dist {
    /// Starts with an empty folder.
    pub fn new() -> Result<Self> {
        let folder = work_folder().join("dist");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)?;
        Ok(Self {
            folder,
            names: Vec::new(),
            files: Vec::new(),
        })
    }

    /// Adds a file under a name that changes with its content, so a browser may keep it for ever.
    pub fn add(&mut self, name: &str, content: Vec<u8>) -> Result<()> {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
        let hashed = format!("{stem}-{}.{extension}", &hash(&content)[..10]);
        fs::write(self.folder.join(&hashed), content)?;
        self.names.push((name.to_owned(), hashed.clone()));
        self.files.push(hashed);
        Ok(())
    }

    /// Adds a file whose address others rely on.
    pub fn add_as(&mut self, name: &str, content: Vec<u8>) -> Result<()> {
        fs::write(self.folder.join(name), content)?;
        self.files.push(name.to_owned());
        Ok(())
    }

    /// Copies `www/static`: files whose addresses others rely on keep their names.
    pub fn add_static_folder(&mut self) -> Result<()> {
        let source = root().join("www/static");
        let mut folders = vec![source.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten() {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    self.copy(&path, path.strip_prefix(&source)?)?;
                }
            }
        }
        Ok(())
    }

    /// Writes `index.html` with the hashed names in place of the plain ones.
    pub fn add_index(&mut self) -> Result<()> {
        let mut page = fs::read_to_string(root().join("index.html")).context("no index.html")?;
        for (name, hashed) in &self.names {
            page = page.replace(&format!("\"{name}\""), &format!("\"{hashed}\""));
        }
        // One nonce per build: it admits the editor's style element and nothing that a text could hold.
        page = page.replace("STYLE_NONCE", &hash(page.as_bytes())[..16]);
        fs::write(self.folder.join("index.html"), page)?;
        self.files.push("index.html".into());
        Ok(())
    }

    /// Compresses, puts the folder in place and measures it.
    pub fn finish(mut self, profile: Profile) -> Result<Sizes> {
        self.files.sort();
        let mut sizes = Sizes::default();
        for name in &self.files {
            let path = self.folder.join(name);
            let content = fs::read(&path)?;
            let mut compressed = None;
            if profile == Profile::Release && is_compressible(&path) {
                let (gzip, brotli) = (gzip(&content)?, brotli(&content)?);
                compressed = Some((gzip.len(), brotli.len()));
                fs::write(with_suffix(&path, "gz"), gzip)?;
                fs::write(with_suffix(&path, "br"), brotli)?;
            }
            sizes.add(name, content.len(), compressed);
        }
        let dist = root().join("dist");
        let _ = fs::remove_dir_all(&dist);
        fs::rename(&self.folder, &dist).context("cannot put dist/ in place")?;
        Ok(sizes)
    }

    fn copy(&mut self, from: &Path, name: &Path) -> Result<()> {
        let to = self.folder.join(name);
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::copy(from, to)?;
        self.files.push(name.to_string_lossy().replace('\\', "/"));
        Ok(())
    }
}

/// A hexadecimal digest, for names.
pub fn hash(content: &[u8]) -> String {
    Md5::digest(content)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn is_compressible(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    [
        "html",
        "js",
        "css",
        "wasm",
        "svg",
        "json",
        "webmanifest",
        "txt",
    ]
    .contains(&&*extension)
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

/// Compresses as a host does that takes care.
pub fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
    Ok(compressed)
}
