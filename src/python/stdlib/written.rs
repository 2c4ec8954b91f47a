//! What of the standard library is written in Python: what no declaration runs. A module gets these
//! names when one of them is looked up first.

use std::cell::RefCell;
use std::rc::Rc;

use crate::python::error::PyResult;
use crate::python::interpreter::{Interpreter, Source};
use crate::python::value::{Module, Value};

/// A module, the names it gets, and the text that has them.
struct Written {
    module: &'static str,
    names: &'static [&'static str],
    text: &'static str,
}

const WRITTEN: &[Written] = &[
    Written {
        module: "base64",
        names: &["b64decode", "standard_b64decode", "urlsafe_b64encode", "urlsafe_b64decode", "b16encode", "b16decode", "b32encode", "b32hexencode", "b32decode", "b32hexdecode", "b85encode", "b85decode", "encodebytes", "decodebytes"],
        text: include_str!("written/base64.py"),
    },
    Written {
        module: "bisect",
        names: &[
            "bisect",
            "bisect_left",
            "bisect_right",
            "insort",
            "insort_left",
            "insort_right",
        ],
        text: include_str!("written/bisect.py"),
    },
    Written {
        module: "collections",
        names: &["ChainMap"],
        text: include_str!("written/collections.py"),
    },
    Written {
        module: "collections.abc",
        names: &[
            "Iterator",
            "Reversible",
            "Generator",
            "Collection",
            "Sequence",
            "ByteString",
            "MutableSequence",
            "Set",
            "MutableSet",
            "MappingView",
            "KeysView",
            "ItemsView",
            "ValuesView",
            "Mapping",
            "MutableMapping",
        ],
        text: include_str!("written/collections_abc.py"),
    },
    Written {
        module: "contextlib",
        names: &["ExitStack", "redirect_stdout", "redirect_stderr"],
        text: include_str!("written/contextlib.py"),
    },
    Written {
        module: "dataclasses",
        names: &["make_dataclass"],
        text: include_str!("written/dataclasses.py"),
    },
    Written {
        module: "datetime",
        names: &["IsoCalendarDate"],
        text: include_str!("written/datetime.py"),
    },
    Written {
        module: "enum",
        names: &[
            "_is_descriptor",
            "_is_dunder",
            "_is_sunder",
            "_is_private",
            "_iter_bits_lsb",
        ],
        text: include_str!("written/enum.py"),
    },
    Written {
        module: "functools",
        names: &[
            "singledispatch",
            "singledispatchmethod",
            "partialmethod",
            "_CacheInfo",
        ],
        text: include_str!("written/functools.py"),
    },
    Written {
        module: "heapq",
        names: &[
            "heapify",
            "heappop",
            "heappush",
            "heappushpop",
            "heapreplace",
            "merge",
            "nlargest",
            "nsmallest",
        ],
        text: include_str!("written/heapq.py"),
    },
    Written {
        module: "inspect",
        names: &["GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED", "getgeneratorstate", "getgeneratorlocals", "isclass", "isfunction", "ismethod", "isbuiltin", "isroutine", "isgenerator", "isgeneratorfunction", "ismodule", "getdoc", "cleandoc", "formatannotation", "Parameter", "BoundArguments", "Signature", "unwrap", "signature", "isabstract", "getmembers", "getmro"],
        text: include_str!("written/inspect.py"),
    },
    Written {
        module: "io",
        names: &["BytesIO"],
        text: include_str!("written/io.py"),
    },
    Written {
        module: "logging",
        names: LOGGING,
        text: include_str!("written/logging.py"),
    },
    Written {
        module: "random",
        names: &[
            "Random",
            "SystemRandom",
            "seed",
            "getstate",
            "setstate",
            "random",
            "getrandbits",
            "randbytes",
            "randrange",
            "randint",
            "choice",
            "shuffle",
            "sample",
            "choices",
            "uniform",
            "triangular",
            "gauss",
            "normalvariate",
            "lognormvariate",
            "expovariate",
            "paretovariate",
            "weibullvariate",
            "betavariate",
            "gammavariate",
            "vonmisesvariate",
        ],
        text: include_str!("written/random.py"),
    },
    Written {
        module: "statistics",
        names: &[
            "StatisticsError",
            "mean",
            "fmean",
            "median",
            "median_low",
            "median_high",
            "mode",
            "multimode",
            "variance",
            "stdev",
            "pvariance",
            "pstdev",
            "harmonic_mean",
            "geometric_mean",
        ],
        text: include_str!("written/statistics.py"),
    },
    Written {
        module: "string",
        names: &["Template", "Formatter"],
        text: include_str!("written/string.py"),
    },
    Written {
        module: "sys",
        names: &[
            "float_info",
            "int_info",
            "hash_info",
            "maxunicode",
            "hexversion",
            "copyright",
            "float_repr_style",
            "dont_write_bytecode",
            "builtin_module_names",
            "getdefaultencoding",
            "getfilesystemencoding",
            "is_finalizing",
        ],
        text: include_str!("written/sys.py"),
    },
    Written {
        module: "time",
        names: &[
            "timezone",
            "altzone",
            "daylight",
            "tzname",
            "struct_time",
            "gmtime",
            "localtime",
            "mktime",
            "strftime",
            "strptime",
            "asctime",
            "ctime",
        ],
        text: include_str!("written/time.py"),
    },
    Written {
        module: "textwrap",
        names: &["TextWrapper", "wrap", "fill", "shorten", "indent"],
        text: include_str!("written/textwrap.py"),
    },
    Written {
        module: "binascii",
        names: &["hexlify", "unhexlify", "b2a_hex", "a2b_hex", "b2a_base64", "a2b_base64", "crc32"],
        text: include_str!("written/binascii.py"),
    },
    Written {
        module: "calendar",
        names: &["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY", "January", "February", "mdays", "day_name", "day_abbr", "month_name", "month_abbr", "IllegalMonthError", "IllegalWeekdayError", "isleap", "leapdays", "weekday", "monthrange", "Calendar", "TextCalendar", "formatstring", "format", "firstweekday", "setfirstweekday", "monthcalendar", "prweek", "week", "weekheader", "prmonth", "month", "calendar", "prcal", "EPOCH", "timegm"],
        text: include_str!("written/calendar.py"),
    },
    Written {
        module: "csv",
        names: &["QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "Error", "Dialect", "excel", "excel_tab", "unix_dialect", "register_dialect", "unregister_dialect", "get_dialect", "list_dialects", "field_size_limit", "reader", "writer", "DictReader", "DictWriter"],
        text: include_str!("written/csv.py"),
    },
    Written {
        module: "difflib",
        names: &["Match", "SequenceMatcher", "get_close_matches", "unified_diff", "context_diff", "IS_CHARACTER_JUNK", "IS_LINE_JUNK"],
        text: include_str!("written/difflib.py"),
    },
    Written {
        module: "fractions",
        names: &["Fraction"],
        text: include_str!("written/fractions.py"),
    },
    Written {
        module: "hmac",
        names: &["HMAC", "new", "digest", "compare_digest"],
        text: include_str!("written/hmac.py"),
    },
    Written {
        module: "html",
        names: &["escape", "unescape"],
        text: include_str!("written/html.py"),
    },
    Written {
        module: "posixpath",
        names: &["curdir", "pardir", "extsep", "pathsep", "altsep", "devnull", "supports_unicode_filenames", "commonprefix", "commonpath", "relpath", "splitdrive", "normcase", "expandvars"],
        text: include_str!("written/posixpath.py"),
    },
    Written {
        module: "pprint",
        names: &["PrettyPrinter", "pprint", "pp", "pformat", "saferepr", "isreadable", "isrecursive"],
        text: include_str!("written/pprint.py"),
    },
    Written {
        module: "shlex",
        names: &["quote", "join", "split"],
        text: include_str!("written/shlex.py"),
    },
    Written {
        module: "types",
        names: &[
            "MappingProxyType",
            "prepare_class",
            "resolve_bases",
            "new_class",
        ],
        text: include_str!("written/types.py"),
    },
    Written {
        module: "typing",
        names: &[
            "TypeVar",
            "ParamSpec",
            "AnyStr",
            "_NewType",
            "runtime_checkable",
            "get_origin",
            "get_args",
            "get_type_hints",
            "is_typeddict",
            "get_overloads",
        ],
        text: include_str!("written/typing.py"),
    },
    Written {
        module: "secrets",
        names: &["compare_digest", "randbits", "token_bytes", "token_hex", "token_urlsafe"],
        text: include_str!("written/secrets.py"),
    },
    Written {
        module: "urllib.parse",
        names: &["uses_relative", "uses_netloc", "uses_params", "DefragResult", "SplitResult", "ParseResult", "urlsplit", "urlparse", "urlunparse", "urlunsplit", "urldefrag", "urljoin", "quote", "quote_plus", "quote_from_bytes", "unquote_to_bytes", "unquote", "unquote_plus", "urlencode", "parse_qsl", "parse_qs", "unwrap"],
        text: include_str!("written/urllib_parse.py"),
    },
    Written {
        module: "warnings",
        names: &["filters", "WarningMessage", "warn", "warn_explicit", "filterwarnings", "simplefilter", "resetwarnings", "formatwarning", "showwarning", "catch_warnings"],
        text: include_str!("written/warnings.py"),
    },
];

const LOGGING: &[&str] = &[
    "NOTSET",
    "DEBUG",
    "INFO",
    "WARNING",
    "WARN",
    "ERROR",
    "CRITICAL",
    "FATAL",
    "debug",
    "info",
    "warning",
    "warn",
    "error",
    "exception",
    "critical",
    "fatal",
    "log",
    "disable",
    "addLevelName",
    "basicConfig",
    "getLevelName",
    "getLevelNamesMapping",
    "getLogger",
    "getLoggerClass",
    "setLoggerClass",
    "root",
    "lastResort",
    "raiseExceptions",
    "captureWarnings",
    "makeLogRecord",
    "shutdown",
    "BASIC_FORMAT",
    "Filter",
    "Formatter",
    "Handler",
    "LogRecord",
    "Logger",
    "LoggerAdapter",
    "NullHandler",
    "StreamHandler",
];

impl Interpreter {
    /// All of them that a module has.
    pub(in crate::python) fn written_names(&mut self, module: &Rc<Module>) -> PyResult<()> {
        for written in WRITTEN.iter().filter(|it| it.module == &*module.name) {
            for name in written.names {
                if module.get(name).is_none() {
                    self.written_name(module, name)?;
                }
            }
        }
        Ok(())
    }

    /// A name of a module that is written in Python.
    pub(in crate::python) fn written_name(
        &mut self,
        module: &Rc<Module>,
        name: &str,
    ) -> PyResult<Option<Value>> {
        let of_module = |it: &&Written| it.module == &*module.name && it.names.contains(&name);
        let Some(written) = WRITTEN.iter().find(of_module) else {
            return Ok(None);
        };
        let own = Rc::new(Module {
            name: module.name.clone(),
            file: None,
            is_partial: false,
            globals: RefCell::default(),
        });
        own.set("__name__", Value::Str(module.name.clone()));
        // No file of a project is called so: tracebacks leave its frames out.
        let source = Source {
            path: format!("standard library/{}", module.name).into(),
            text: written.text.into(),
            is_package: false,
            is_partial: true,
        };
        self.run_module(&own, &source)?;
        for known in written.names {
            if let Some(value) = own.get(known) {
                module.set(known, value);
            }
        }
        Ok(module.get(name))
    }
}
