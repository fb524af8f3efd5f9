// What a callable that is not allowed can do. It only raises the severity: what stands in no list is reported, too.
import type { Severity } from '../../../knowledge/guarantees.ts'

/** Runs commands, code or further pickles of the attacker's choice; `*` stands for any name. */
const runsCode = [
  '(os|posix|nt|subprocess|commands|popen2|pty|runpy|code|codeop|marshal|ctypes|_ctypes|cffi|imp|importlib|sys)\\..*',
  '(pickle|_pickle|cPickle|dill|cloudpickle|shelve|jsonpickle|pdb|bdb|timeit|profile|cProfile|trace)\\..*',
  '(_posixsubprocess|multiprocessing|asyncio|concurrent|webbrowser|platform|distutils|ensurepip|venv|doctest)\\..*',
  // Old wrappers load the file beside the pickle that holds the array, which is no more than suspicious.
  'joblib\\.(?!numpy_pickle(?:_compat)?\\.Z?NDArrayWrapper$).*',
  'builtins\\.(eval|exec|execfile|compile|__import__|open|getattr|setattr|delattr|globals|locals|vars|input|apply|breakpoint|map|filter)',
  '(operator|_operator)\\.(methodcaller|attrgetter|call|itemgetter)',
  'types\\.(FunctionType|CodeType|MethodType|LambdaType|new_class)',
  '(functools|itertools)\\.(reduce|starmap|partial|singledispatch)',
  'torch\\.(load|compile|jit\\..*|hub\\..*|package\\..*|utils\\..*|serialization\\.load|_dynamo\\..*|_inductor\\..*|fx\\..*|ops\\..*|testing\\..*|distributed\\.(run|launch|rpc|elastic).*|multiprocessing\\..*|classes\\..*)',
  'numpy\\.(load|loadtxt|genfromtxt|fromfile|memmap|f2py\\..*|testing\\..*|distutils\\..*|ctypeslib\\..*|lib\\..*|save.*|array_api\\..*|_?core\\._ufunc_reconstruct|_pytesttester\\..*)',
  '(keras|tensorflow|tf_keras)\\..*(load_model|deserialize|from_config|get_file|py_function|read_file|write_file|Lambda).*',
  '(IPython|ipykernel|jupyter|pip|setuptools|pkg_resources|pexpect|plumbum|paramiko|fabric|invoke|sh|sympy|numexpr|nose|py|pytest|_pytest)\\..*',
  'pandas\\.(read_.*|eval|.*\\.(read_.*|eval|query|to_.*)|io\\..*)',
  '(transformers|diffusers|huggingface_hub|datasets|mlflow|gradio|langchain.*|hydra|peft|timm|fsspec|s3fs|gcsfs)\\..*(from_pretrained|getattribute_from_module|get_class.*|load.*|run.*|download.*|instantiate|open).*',
]

/** Opens connections or files. */
const reachesOut = [
  '(requests|urllib3|aiohttp|httpx|websocket|websockets|ftplib|telnetlib|smtplib|paramiko|boto3|botocore)\\..*',
]

/** Top-level modules of Python's standard library, 2.7 to 3.14 (`sys.stdlib_module_names`, and what was removed). */
const standardLibrary = new Set(
  `__future__ _abc _aix_support _ast _asyncio _bisect _blake2 _bootsubprocess _bz2 _codecs _collections
  _collections_abc _compat_pickle _compression _contextvars _crypt _csv _ctypes _curses _datetime _dbm _decimal
  _elementtree _frozen_importlib _frozen_importlib_external _functools _gdbm _hashlib _heapq _imp _interpreters _io
  _ios_support _json _locale _lsprof _lzma _markupbase _md5 _msi _multibytecodec _multiprocessing _opcode _operator
  _osx_support _overlapped _pickle _posixshmem _posixsubprocess _py_abc _py_warnings _pydatetime _pydecimal _pyio
  _pylong _pyrepl _queue _random _scproxy _sha1 _sha256 _sha3 _sha512 _signal _sitebuiltins _socket _sqlite3 _sre
  _ssl _stat _statistics _string _strptime _struct _symtable _sysconfig _thread _threading_local _tkinter _tokenize
  _tracemalloc _typing _uuid _warnings _weakref _weakrefset _winapi _winreg _wmi _zoneinfo _zstd abc aifc
  annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect
  builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys commands
  compileall compression concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses
  dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler
  fcntl filecmp fileinput fnmatch formatter fractions ftplib functools gc genericpath getopt getpass gettext glob
  graphlib grp gzip hashlib heapq hmac hotshot html http idlelib imaplib imghdr imp importlib imputil inspect io
  ipaddress itertools json keyword lib2to3 linecache locale logging lzma macpath mailbox mailcap marshal math mhlib
  mimetypes mimetools mmap modulefinder msilib msvcrt multifile multiprocessing netrc new nis nntplib nt ntpath
  nturl2path numbers opcode operator optparse os os2emxpath ossaudiodev parser pathlib pdb pickle pickletools pipes
  pkgutil platform plistlib popen2 poplib posix posixfile posixpath pprint profile pstats pty pwd py_compile pyclbr
  pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rexec rlcompleter runpy sched secrets
  select selectors sets shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3
  sre_compile sre_constants sre_parse ssl stat statistics string stringprep strop struct subprocess sunau symbol
  symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios test textwrap this threading time timeit
  tkinter token tokenize tomllib toaiff trace traceback tracemalloc tty turtle turtledemo types typing unicodedata
  unittest urllib user uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmllib
  xmlrpc zipapp zipfile zipimport zlib zoneinfo`.split(/\s+/),
)

const critical = new RegExp(`^(?:${runsCode.join('|')})$`, 's')
const high = new RegExp(`^(?:${reachesOut.join('|')})$`, 's')
/** `numpy.__builtins__`, `f.__globals__`: a way out of any module. */
const innards = /(?:^|\.)__(?!main__|version__|doc__|name__)[a-z_]+__(?:\.|$)/

/** What is said of a callable; the severity is `medium` where nothing is known of it. */
export interface Danger {
  readonly severity: Severity
  readonly what: string
}

/** `logging` and `os.system` reaches `os.system`: every tail of the path is looked at. */
function tailsOf(path: string): string[] {
  const parts = path.split('.').slice(0, 16)
  return parts.map((_, index) => parts.slice(index).join('.'))
}

/** Whether Python itself brings the module. */
export function isStandard(module: string): boolean {
  return standardLibrary.has(module.split('.', 1)[0] ?? '')
}

export function dangerOf(module: string, name: string): Danger {
  const path = `${module}.${name}`
  // A tail that starts in the module's own path names no other module: `torch.utils.code.x` is not `code.x`.
  const paths = [path, ...tailsOf(name).filter((tail) => tail !== name || tail.includes('.'))]
  if (paths.some((each) => critical.test(each)))
    return { severity: 'critical', what: 'runs code or commands, or loads what does' }
  if (innards.test(name)) return { severity: 'critical', what: 'reaches the innards of a module' }
  if (paths.some((each) => high.test(each))) return { severity: 'high', what: 'opens connections or files' }
  if (isStandard(module))
    return { severity: 'high', what: 'is of Python’s standard library, and no type of plain data' }
  return { severity: 'medium', what: 'is no known part of a model' }
}
