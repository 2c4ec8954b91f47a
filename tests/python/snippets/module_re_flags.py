import re
for pattern, text in [(r"(?i:a)b", "Ab AB ab"), (r"a(?i:b)c", "aBc ABc abC"), (r"(?s:.)x.", "\nx\n \nxy"), (r".(?s:.)", "a\n\nb"), (r"(?i)a(?-i:b)", "AB Ab ab aB"), (r"(?m:^a)|^b", "b\na\nb"), (r"(?m:a$)\n^b", "a\nb"), (r"(?i:[a-c]+)D", "aBcD abcd"), (r"(?i:é)É", "éÉ Éé ÉÉ"), (r"(?i:(a)\1)\1", "aAa aAA"), (r"(?i:(a))\1", "Aa AA"), (r"(?i:x(?-i:y)z)", "XyZ XYZ"), (r"(?x: a b )c d", "abc d abcd"), (r"(?i-s:a.)", "A\n Ab"), (r"(?a:\w+)é", "abé é"), (r"(?i:a|b)c", "Ac Bc bC"), (r"(?i:a)+b", "aAab AaB"), (r"(?<=(?i:a))b", "Ab ab Bb"), (r"(?!(?i:a))[a-zA-Z]", "aAbB"), (r"((?i:a)|b)c", "Ac Bc"), (r"(?:(?i:a)b)+", "AbabaB")]:
    print(pattern, [m.group() for m in re.finditer(pattern, text)])
# ---
import re
print(re.compile("(?i:a)").flags, re.compile("(?i)a").flags, re.compile("(?i:a)", re.S).flags, re.compile("(?s:a)(?i:b)").flags)
print(re.findall("(a)\\1", "aA AA", re.I), re.sub("(?i:hello)", "bye", "Hello HELLO hello"), re.split("(?i:x)", "aXbxc"))
print(re.match("(?i:A)B", "aB", re.I), re.match("(?-i:A)B", "ab", re.I), re.match("(?-i:A)B", "Ab", re.I))
# ---
import re
for pattern in ["(?i", "(?i-", "(?-i)", "(?i-i:a)", "(?-u:a)", "(?z)", "(?iz)", "(?i-z:a)", "(?iL:a)", "a(?i)b", "(?i:a", "(?-:a)", "(?i-:a)", "(?au:a)", "(?-", "(?i-s", "(?a)x", "(?ims:a)", "(?u:a)"]:
    try:
        print(pattern, re.compile(pattern).pattern)
    except re.error as error:
        print(pattern, error, error.pos)
