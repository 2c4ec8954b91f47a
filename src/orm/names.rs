//! Digests in the names of indexes and constraints.

use md5::{Digest, Md5};

/// The first `length` hexadecimal digits of the MD5 of the joined texts (`names_digest`).
pub fn names_digest<Text: AsRef<str>>(
    texts: impl IntoIterator<Item = Text>,
    length: usize,
) -> String {
    let mut hasher = Md5::new();
    for text in texts {
        hasher.update(text.as_ref().as_bytes());
    }
    let digest = hasher.finalize();
    let mut hexadecimal: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    hexadecimal.truncate(length);
    hexadecimal
}

/// The first `length` characters.
pub(crate) fn shorten(text: &str, length: usize) -> String {
    text.chars().take(length).collect()
}

#[cfg(test)]
mod tests {
    use super::names_digest;

    #[test]
    fn digests_as_hashlib_does() {
        assert_eq!(names_digest(["blog_post", "title", "idx"], 6), "e1c6f7");
    }
}
