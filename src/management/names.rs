//! Names as Python judges and compares them.

/// `str.isidentifier()`.
pub fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    characters
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_')
        && characters.all(|character| character.is_alphanumeric() || character == '_')
}

/// `str.title()`: a capital after anything that is not a letter.
pub fn title(text: &str) -> String {
    let mut title = String::new();
    let mut after_letter = false;
    for character in text.chars() {
        if after_letter {
            title.extend(character.to_lowercase());
        } else {
            title.extend(character.to_uppercase());
        }
        after_letter = character.is_alphabetic();
    }
    title
}

/// The candidate most like the word, if any is alike enough (`difflib.get_close_matches`).
pub fn close_match<'a>(word: &str, candidates: &[&'a str]) -> Option<&'a str> {
    crate::orm::names::close_matches(word, candidates)
        .into_iter()
        .next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_alike_command_is_suggested() {
        let commands = [
            "makemessages",
            "makemigrations",
            "migrate",
            "showmigrations",
        ];
        assert_eq!(
            close_match("makemigration", &commands),
            Some("makemigrations")
        );
        assert_eq!(close_match("migrat", &commands), Some("migrate"));
        assert_eq!(close_match("xyz", &commands), None);
    }

    #[test]
    fn titles_capitalise_after_every_other_character() {
        assert_eq!(title("my_blog2go"), "My_Blog2Go");
    }
}
