// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cases thought of by hand for scripts/gen_url_corpus.mjs, by topic: an input,
// or [input, base].

const against = (base, inputs) => inputs.map((input) => [input, base]);

const HTTP = "http://user:pw@example.org:8080/a/b/c?q=1#f";
const FILE = "file:///C:/dir/file.txt?q#f";
const FILE_HOST = "file://server/share/a/b";
const CUSTOM = "app://host/a/b?q#f";
const NO_AUTHORITY = "app:/a/b/c";

const schemes = [
  "", " ", "a", "a:", ":", ":a", "1a:b", "a1:b", "a+b-c.d:e", "a_b:c",
  "HTTP://EXAMPLE.ORG/", "hTTps:example.org", "http:", "http:/", "http://",
  "http:///", "https:////example.org", "http:example.org", "http:/example.org",
  "http:\\example.org", "http:\\\\example.org\\a\\b", "http:/\\/x", "http://?q",
  "http://#f", "ws:x", "wss://x:443", "ftp://x:21/", "ftp://x/;type=a",
  "file:", "file:x", "javascript:alert(1)", "data:text/html,<b>x</b>?q#f",
  "mailto:a@b?subject=x y", "about:blank", "about:blank#f", "urn:isbn:1",
  "blob:https://example.org/uuid", "blob:http://u:p@x:81/y#z", "blob:",
  "blob:ftp://x/y", "blob:blob:https://x/y", "blob:not a url", "tel:+1-2",
  "view-source:http://x", "é:x", "a\u0301:x", "http\u200B://x", "h\tt\ntp://x",
  "ht tp://x", "ht%74p://x", "//x", "///x", "/x", "\\x", "?x", "#x", ".", "..",
];

const relative = against(HTTP, [
  "", ".", "..", "./", "../", "../..", "../../", "../../../..", "../../../../g",
  "g", "./g", "../g", "g/", "/g", "//g", "///g", "////g", "\\g", "\\\\g", "/\\g",
  "\\/g", "?y", "?", "#", "#s", "#s?t", "g?y", "g#s", "g;x=1/./y", "g;x=1/../y",
  "http:", "http:g", "http:/g", "http:?y", "http:#s", "http://", "https:g",
  "http:..", "http:\\g", "HTTP:g", "a:b", "%2e", "%2E%2e", ".%2e/x", "%2e./x",
  "%2e%2e%2f", "..%2f", "...", "....", "..;", ".;x", "a/./b/../c", "a//b", "a/..",
  "a/../..", "/..", "/../..//", "/.//x", "/..//x", " g ", "\tg\n", "g h", "g%20h",
  "g|h", "[1]", "a[1]=b", "%zz", "%", "%1", "g?a|b", "g?[1]='x'", "g#a|b`", "@x",
  ":x", "x:y", "x:80", "1:2", "/x:y", "./x:y", "://", ":80/", "//:80", "//a:b@c",
  "//@", "//[::1]:1", "//é.example", "é", "?é", "#é", "\u0000", "\u0001g",
  "\u007F", "\uFEFFg", "\uD800", "?\uDC00", "g\u00A0", "\u3000g",
]);

const opaqueBases = [
  ...against("mailto:a@b?q#f", ["", "#", "#g", "?x", "x", "/x", "//x", "http:x",
    "mailto:", "mailto:c", "a:b", " #g ", "\t#g"]),
  ...against("data:,x  #f", ["", "#g", "x", "#"]),
  ...against("about:blank", ["#a b", "?q", "about:x"]),
  ...against("app:", ["x", "/x", "#x"]),
];

const nonSpecial = [
  "app:", "app:/", "app://", "app:///", "app:////x", "app://?q", "app://#f",
  "app://h", "app://h/", "app://h?q", "app://h#f", "app://H/", "app://h:0/",
  "app://h:65535/", "app://h:65536/", "app://h:/", "app://h:x/", "app://:1/",
  "app://@/", "app://u@/", "app://u@h", "app://u:@h", "app://:p@h", "app://:@h",
  "app://u:p@h:1/x", "app://a\\b", "app://a b", "app://a%20b", "app://a%zz",
  "app://é/", "app://[::1]/", "app://[::1", "app://[x]/", "app://a[1]/",
  "app://a<b", "app://a>b", "app://a^b", "app://a|b", "app://a`b", "app://a{b}",
  "app://a\"b", "app://a'b", "app://1.2.3", "app://0x7f.1", "app://256.1.1.1.1",
  "app://\u0001", "app://\u007F", "app://a\u0000", "app://xn--/", "app://A.%41",
  "app://localhost/", "app:/..", "app:/../x", "app:/.//x", "app:/..//x",
  "app:/a/..//b", "app://h/..//b", "app:/%2e%2e//x", "app:.//x", "app:a b",
  "app:a b ", "app: ?q", "app:  #f", "app:a  ?q", "app:a\\b", "app:/a\\b",
  "app:/a\\..\\b", "app:é", "app:\u0001", "app:a`b{c}", "app:/a`b{c}^", "app:x?'",
  "app:x?\"<>`", "app:x#\"<>`", "app:a\tb\nc", "app:?q", "app:#f", "app:/?q",
  "APP://Host/Path", "app+x.y-z://h", "app://h/a?b?c#d#e", "app://h//", "app:/C|/x",
  ...against(CUSTOM, ["", ".", "..", "../..", "x", "/x", "//x", "///x", "\\x",
    "//", "?", "#", "?y", "#y", "app:x", "app:/x", "app://x", "app:", "/..//x",
    "//h2:80/x", "http:x", "./..", "../../../x//y", "//x\\y", "/C|/x", " "]),
  ...against(NO_AUTHORITY, ["", ".", "..", "../..", "../../..//x", "/x", "//x",
    "/.//x", "..//x", "?y", "#y", "///", "x//y"]),
  ...against("app:/..//p", ["", "x", "../x", "?q"]),
  ...against("app://h", ["x", "/x", "?x", "#x", "..", "", "//", "\\x"]),
];

const authorities = [
  "http://u@x", "http://u:@x", "http://:p@x", "http://:@x", "http://@x",
  "http://u:p@x", "http://u:p:q@x", "http://u@p@x", "http://a:b@c:d@x",
  "http://@@x", "http://u@", "http://u:p@", "http://u@/x", "http://u@:80/",
  "http://u%40:p%3A@x", "http://u/x@y", "http://u\\x@y", "http://u?x@y",
  "http://u#x@y", "http://é:ü@x", "http://u;=|[]^`{}'@x", "http://a b:c d@x",
  "http://\u0000:\u007F@x", "http://%:%zz@x", "http://&$+,!*()@x",
  "http://x:", "http://x:/", "http://x:80", "http://x:080", "http://x:0000000080/",
  "http://x:81", "http://x:0", "http://x:00", "http://x:65535", "http://x:65536",
  "http://x:99999999999999999999", "http://x:8a", "http://x:a", "http://x:-1",
  "http://x:+1", "http://x: 80", "http://x:80 ", "http://x:8\t0", "http://x:8%30",
  "http://x:80:80", "http://x::80", "http://:80", "http://:", "https://x:443",
  "https://x:80", "http://x:443", "wss://x:443", "ws://x:80", "ftp://x:21",
  "ftp://x:22", "http://x:80?q", "http://x:80#f", "http://x:80\\y", "http://x:８０",
  "http://x?y", "http://x#y", "http://x\\y", "http://x/y\\z", "http://[x", "http://]",
];

const domains = [
  "Example.ORG", "a..b", ".", "..", "a.", ".a", "a.b.", "-a", "a-", "a--b", "ab--c",
  "_a", "a_b", "a+b", "a!b", "a$b", "a&b", "a'b", "a(b)", "a*b", "a,b", "a;b", "a=b",
  "a~b", "a`b", "a{b}", "a\"b", "a<b", "a>b", "a^b", "a|b", "a[b", "a]b", "a%b",
  "a%zz", "a%2", "a b", "a%20b", "a%2Fb", "a%3Ab", "a%23b", "a%40b", "a%5Bb", "a%00b",
  "a\u0000b", "a\u0001b", "a\u007Fb", "a%7Fb", "a\tb", "a\nb", "%61", "%41%42",
  "%C3%A9", "%c3", "%FF", "%EF%BF%BD", "%E2%82%AC", "%25", "%2561", "%2e", "a%2eb",
  "bücher.example", "BÜCHER.example", "bu\u0308cher.example", "faß.de", "FASS.de",
  "fa\u1E9E.de", "βόλος.com", "ς", "نامه\u200Cای.com", "a\u200Db", "a\u200Cb", "क्\u200Dष",
  "क्\u200Cष", "\u200D", "日本語.jp", "日本語。jp", "日本語．jp", "日本語｡jp", "ｅｘａｍｐｌｅ",
  "Ｇｏ.com", "i❤.ws", "☃.net", "💩.la", "👨\u200D👩\u200D👧.to", "🏳\uFE0F.x", "a\u00ADb",
  "\u00AD", "a\u200Bb", "a\u2060b", "a\uFEFFb", "a\u034Fb", "®.com", "™.com", "①.com",
  "½.com", "㏂.com", "ﬁ.com", "ℂ", "º", "a\u0338b", "≠.x", "=\u0338.x", "<\u0338.x",
  "\u0301a", "a.\u0301b", "שלום.example", "שלום1.x", "1שלום.x", "שa", "aש", "a.ש",
  "1.ש", "a-.ש", "ש٠1", "مثال.إختبار", "٠١", "a.٠", "xn--", "xn--a", "xn--a-",
  "xn---", "xn--bcher-kva.example", "XN--BCHER-KVA.example", "xn--bücher",
  "xn--fa-hia", "xn--fss-", "xn--zca", "xn--ls8h.la", "xn--i-7iq.ws", "xn--0", "xn--99999",
  "xn--ASCII-", "xn--a.b", "a.xn--", "xn--xn--a-", "xn--55qx5d", "xn--wgv71a",
  "xn--a-ecp.ru", "xn--mgba3a4f16a", "xn--1ch", "xn--ni8h", "xn--\u200Ba", "x\u00ADn--a",
  "ｘｎ－－ａ", "xn－－bcher-kva", "%78n--a", "ab--é", "-é-", "é-", "\u{10FFFF}", "\uFFFE", "\uFFFD",
  "\uD800", "\uE000", "\u0378", "Ⴀ", "Ӏ", "Ⅎ", "\u115F", "\u180E", "\u3164x", "\u206Ax", "ℵ",
  "İ", "ı", "K", "Å", "\u{2F868}", "\u{1D15E}", "가", "\u1100\u1161", "ό", "ΐ", "ǆ",
  "localhost", "LOCALHOST", "loc%61lhost", "a".repeat(64), "é".repeat(64),
  `${"a".repeat(63)}.`.repeat(5), "é.".repeat(100), "1e2", "a1", "1a", "０Ｘｃ０．０２",
].map((domain) => `http://${domain}/`);

const ipv4 = [
  "127.0.0.1", "127.0.0.1.", "127.0.0.1..", "127.1", "127.0.1", "1", "0", "00", "0x",
  "0X", "0x0", "0xG", "08", "09.1", "017700000001", "0x7f000001", "0x7F.0.0.1",
  "2130706433", "4294967295", "4294967296", "0xffffffff", "0x100000000",
  "037777777777", "040000000000", "99999999999999999999999", "255.255.255.255",
  "256.1.1.1", "1.256.1.1", "1.1.256.1", "1.1.1.256", "1.1.65535", "1.1.65536",
  "1.16777215", "1.16777216", "1.2.3.4.5", "1.2.3.4.5.", "1.2.3.", "1.2.3..",
  "1..2", ".1", "..1", "1.2.3.a", "a.1", "a.0x1", "a.0x", "a.0xg", "a.09", "a.1a", "a.1.",
  "0x.0x.0", "0.0.0.0x", "1.2.3.08", "1.2.3.0x8", "1.2.0x.09", "%31%32%37.1", "１２７.1",
  "①②⑦.1", "127。1", "1.2.3.4%2e", "-1", "+1", "1_0", "1.-2", "0b1", "0o7", "1e1.1",
  "192.168.0.257", "0300.0250.1", "0x1.0x2.0x3.0x4", "00000000000000000000001",
  "0x00000000000000000000001", "1.0.0.0.", "2.0x", "x.2.", "1.2.3.4.com",
].map((host) => `http://${host}/p`);

const ipv6 = [
  "::", "::1", "1::", "1::1", "0:0:0:0:0:0:0:0", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1::3:4:5:6:7:8",
  "1:2:3:4::5:6:7:8", "::1::", ":::", ":", "", "1", "1:", ":1", "1::2::3", "12345::",
  "ABCD::EF", "0abc::", "g::", "1:0:0:2:0:0:0:3", "1:0:0:2:0:0:3:4", "0:0:1::",
  "1:0:2:0:3:0:4:0", "::ffff:1.2.3.4", "::1.2.3.4", "::1.2.3", "::1.2.3.4.5",
  "::1.2.3.256", "::01.2.3.4", "::1.2.3.04", "::0.0.0.0", "1:2:3:4:5:6:1.2.3.4",
  "1:2:3:4:5:6:7:1.2.3.4", "1:2:3:4:5:1.2.3.4", "::1.2.3.", "::.1.2.3", "::1..2.3",
  "::1.2.3.x", "::ffff:0x1.2.3.4", "1.2.3.4", "1.2.3.4::", "::1%eth0", "::1%25eth0",
  " ::1", "::1 ", "::%31", "::１", "1:2:3:4:5:6::7:8", "::1:", "1::2:", "0::0:0:0",
  "fe80::1:0:0", "2001:db8::0:1", "::123.456", "::1234567", "::-1", "::+1", "v1.x",
].flatMap((address) => [`http://[${address}]/`, `app://[${address}]`]);

const brackets = [
  "http://[::1]:80/", "http://[::1]:81", "http://[::1]x/", "http://x[::1]/",
  "http://[::1", "http://::1]/", "http://[[::1]]/", "http://[::1]]/", "http://[:",
  "http://[::1]@x/", "http://u@[::1]/", "http://[::1]:/", "http://[]:80",
  "http://%5B::1%5D/", "http://[::1]%00/", "http://[:\\:1]/", "http://[::1]:x",
];

const file = [
  "file:/", "file://", "file:///", "file:////", "file://///x", "file:x", "file:/x",
  "file:C:/x", "file:C|/x", "file:/C:/x", "file:/C|/x", "file://C:/x", "file://C|/x",
  "file:///C:/x", "file:///C|/x", "file:///C|", "file:///C:", "file:///C:/..",
  "file:///C:/../..", "file:///C:/../x", "file:///C|/a/../..", "file:///x/C|/y",
  "file:///C|x/y", "file:///CC|/y", "file:///1|/y", "file:///é|/y", "file:///C%7C/y",
  "file:///C%3A/..", "file:///./C|/", "file:///../C|/..", "file://C|", "file://C:",
  "file://C:?q", "file://C|#f", "file:\\C|\\x", "file:\\\\host\\x", "file:\\/x",
  "file://localhost/x", "file://LOCALHOST", "file://loc%61lhost/x", "file://host/x",
  "file://HOST/C:/..", "file://host/C|/../x", "file://u@h/x", "file://h:80/x",
  "file://127.1/x", "file://[::1]/x", "file://1.2.3/", "file://é/x", "file://xn--/x",
  "file://a b/", "file://%43%3A/x", "file://%43|/x", "file:?q", "file:#f", "file://?q",
  "file:///?q'", "file:..", "file:///..//x", "file:///a//../b", "file:.//p", "file:///a|b",
  "file://a|b/", "file:%2e%2e/x", "FILE:/x", "file:///~a", "file://./x", "file://../x",
  ...against(FILE, ["", "x", "/x", "//x", "///x", "..", "../..", "../../x", "?y", "#y",
    "D:", "D|", "D:/x", "D|/x", "/D:/x", "/D|/x", "//D:/x", "//D|", "D|x", "/D|x", "D:x",
    "D:?y", "D|#y", "D|\\x", "\\x", "\\\\h\\x", "/", "//", "///", "/..", "file:", "file:x",
    "file:/x", "file://", "file:D|/", "http:x", "C|/..", "/C|/../..", ".", "./", "//h/D|"]),
  ...against(FILE_HOST, ["", "x", "/x", "//x", "///x", "..", "../../../..", "D:/x",
    "/D|/x", "?y", "#y", "\\", "//localhost/x", "file:x", "file:///x", "//D|/x", "C|"]),
  ...against("file:///C:", ["x", "..", ".", "/", "/x", "", "D|"]),
  ...against("file:///C:/", ["x", "..", "../x", "/x"]),
  ...against("file:///a/C:/", ["..", "../..", "/x"]),
  ...against("http://x/", ["file:y", "file:/y", "file:", "file:C|", "file:?q"]),
];

const paths = [
  "", "/", "//", "/.", "/..", "/./", "/../", "/a/.", "/a/..", "/a/./b", "/a/../b",
  "/a//..", "/a//../..", "/%2e", "/%2E/", "/%2e%2E/x", "/a/%2e%2e", "/a/.%2E/b",
  "/a/%2e./b", "/%252e", "/.%2", "/%2", "/%2e%2", "/%2e%2e%2e", "/...", "/..a", "/a..",
  "/a b", "/a%20b", "/a\"b", "/a#b", "/a<b>c", "/a?b", "/a`b", "/a{b}", "/a^b", "/a|b",
  "/a\\b", "/a[1]", "/a'b", "/a~b", "/a!$&()*+,;=:@b", "/%zz", "/%", "/%%", "/%G1", "/é",
  "/日本", "/💩", "/\uD83D", "/\uDCA9x", "/\u0000", "/\u001F", "/\u007F", "/\u0080",
  "/\u00A0", "/\u2028", "/\uFEFF", "/\uFFFF", "/\u{1FFFE}", "/a\tb", "/a\r\nb", "/ ",
  "/a ", "/C|/", "/C:/..", "?", "?a", "?a b", "?a'b", "?a\"b", "?a<b>", "?a`b", "?a{b}|",
  "?a#b", "?a?b", "?%zz", "?é", "?\u0000\u007F", "?\uD800", "?a[]=1&b=%5B", "?a\\b^", "?+",
  "?\u{1F600}", "#", "#a", "#a b", "#a\"b", "#a<b>", "#a`b", "#a{b}|'", "#a#b", "#%zz", "#é",
  "#\u0000\u007F", "#\uDFFF", "?#", "?a#", "/x?y#z?w", "/\\../x", "\\..\\x", "\\a\\.\\b",
].flatMap((tail) => [`http://x${tail}`, `app://x${tail}`]);

const whitespace = [
  " http://x ", "\u0000http://x\u0000", "\u001Fhttp://x\u0020", "\nhttp://x\n",
  "http://x\u00A0", "\u3000http://x", "h\nt\rt\tp://x", "http:/\n/x", "http://a\nb",
  "http://x/\ta\nb?\rc#\td", "\u2028http://x", "http://x/ ?q", "http://x/ #f ",
  "http://x\u0000y", "http://x/%0A", "http://x:\n80", "  ", "\u0000", "http://x#\u0000 ",
  "data: x ", "data: x \t", "data:x #f ", "data:x ?q ", "data:x  ", "data:x \u0001",
];

export const handCases = [
  schemes, relative, opaqueBases, nonSpecial, authorities, domains, ipv4, ipv6,
  brackets, file, paths, whitespace,
].flat().map((one) => (typeof one === "string" ? [one] : one));

// Bytes that are not UTF-8, in hexadecimal.
export const byteCases = [
  "FF", "C3", "C328", "E28228", "E282", "F09F92", "F09F9228", "EDA080", "C080",
  "F4908080", "80", "E2", "F0", "E282ACC3", "FEFF", "F8888080", "EDBFBF", "C1BF",
].flatMap((hex) => [`687474703A2F2F782F${hex}`, `687474703A2F2F${hex}2F`,
  `687474703A2F2F782F3F${hex}2361`]);
