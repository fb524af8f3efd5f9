// Names of Python 2 as Python 3 finds them: CPython's Lib/_compat_pickle.py (3.11), which `fix_imports` applies to
// pickles of a protocol below 3.

const modules: Readonly<Record<string, string>> = {
  __builtin__: 'builtins',
  copy_reg: 'copyreg',
  Queue: 'queue',
  SocketServer: 'socketserver',
  ConfigParser: 'configparser',
  repr: 'reprlib',
  tkFileDialog: 'tkinter.filedialog',
  tkSimpleDialog: 'tkinter.simpledialog',
  tkColorChooser: 'tkinter.colorchooser',
  tkCommonDialog: 'tkinter.commondialog',
  Dialog: 'tkinter.dialog',
  Tkdnd: 'tkinter.dnd',
  tkFont: 'tkinter.font',
  tkMessageBox: 'tkinter.messagebox',
  ScrolledText: 'tkinter.scrolledtext',
  Tkconstants: 'tkinter.constants',
  Tix: 'tkinter.tix',
  ttk: 'tkinter.ttk',
  Tkinter: 'tkinter',
  markupbase: '_markupbase',
  _winreg: 'winreg',
  thread: '_thread',
  dummy_thread: '_dummy_thread',
  dbhash: 'dbm.bsd',
  dumbdbm: 'dbm.dumb',
  dbm: 'dbm.ndbm',
  gdbm: 'dbm.gnu',
  xmlrpclib: 'xmlrpc.client',
  SimpleXMLRPCServer: 'xmlrpc.server',
  httplib: 'http.client',
  htmlentitydefs: 'html.entities',
  HTMLParser: 'html.parser',
  Cookie: 'http.cookies',
  cookielib: 'http.cookiejar',
  BaseHTTPServer: 'http.server',
  'test.test_support': 'test.support',
  commands: 'subprocess',
  urlparse: 'urllib.parse',
  robotparser: 'urllib.robotparser',
  urllib2: 'urllib.request',
  anydbm: 'dbm',
  _abcoll: 'collections.abc',
  cPickle: 'pickle',
  _elementtree: 'xml.etree.ElementTree',
  FileDialog: 'tkinter.filedialog',
  SimpleDialog: 'tkinter.simpledialog',
  DocXMLRPCServer: 'xmlrpc.server',
  SimpleHTTPServer: 'http.server',
  CGIHTTPServer: 'http.server',
  UserDict: 'collections',
  UserList: 'collections',
  UserString: 'collections',
  whichdb: 'dbm',
  StringIO: 'io',
  cStringIO: 'io',
}

/** The module of Python 2 and its names, with where each is now. */
const names: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  __builtin__: {
    xrange: 'builtins range',
    reduce: 'functools reduce',
    intern: 'sys intern',
    unichr: 'builtins chr',
    unicode: 'builtins str',
    long: 'builtins int',
    basestring: 'builtins str',
  },
  itertools: {
    izip: 'builtins zip',
    imap: 'builtins map',
    ifilter: 'builtins filter',
    ifilterfalse: 'itertools filterfalse',
    izip_longest: 'itertools zip_longest',
  },
  UserDict: { IterableUserDict: 'collections UserDict', UserDict: 'collections UserDict' },
  UserList: { UserList: 'collections UserList' },
  UserString: { UserString: 'collections UserString' },
  whichdb: { whichdb: 'dbm whichdb' },
  _socket: { fromfd: 'socket fromfd' },
  socket: { _socketobject: 'socket SocketType' },
  _multiprocessing: { Connection: 'multiprocessing.connection Connection' },
  'multiprocessing.process': { Process: 'multiprocessing.context Process' },
  'multiprocessing.forking': { Popen: 'multiprocessing.popen_fork Popen' },
  multiprocessing: {
    AuthenticationError: 'multiprocessing.context AuthenticationError',
    BufferTooShort: 'multiprocessing.context BufferTooShort',
    ProcessError: 'multiprocessing.context ProcessError',
    TimeoutError: 'multiprocessing.context TimeoutError',
  },
  urllib: {
    ContentTooShortError: 'urllib.error ContentTooShortError',
    getproxies: 'urllib.request getproxies',
    pathname2url: 'urllib.request pathname2url',
    quote_plus: 'urllib.parse quote_plus',
    quote: 'urllib.parse quote',
    unquote_plus: 'urllib.parse unquote_plus',
    unquote: 'urllib.parse unquote',
    url2pathname: 'urllib.request url2pathname',
    urlcleanup: 'urllib.request urlcleanup',
    urlencode: 'urllib.parse urlencode',
    urlopen: 'urllib.request urlopen',
    urlretrieve: 'urllib.request urlretrieve',
  },
  urllib2: { HTTPError: 'urllib.error HTTPError', URLError: 'urllib.error URLError' },
}

export interface QualifiedName {
  readonly module: string
  readonly name: string
}

/** Where Python 3 looks for what a pickle of protocol 0, 1 or 2 names. */
export function modernName({ module, name }: QualifiedName): QualifiedName {
  const moved = Object.hasOwn(names, module) ? names[module] : undefined
  const place = moved !== undefined && Object.hasOwn(moved, name) ? moved[name] : undefined
  if (place !== undefined) {
    const [newModule = '', newName = ''] = place.split(' ')
    return { module: newModule, name: newName }
  }
  if (module === 'exceptions') return { module: 'builtins', name }
  return { module: Object.hasOwn(modules, module) ? (modules[module] ?? module) : module, name }
}
