import { exists, list, readTextFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import type { Interpreter } from './interpreter.ts'

/** Modules of Python itself. Source: sys.stdlib_module_names of Python 3.13. */
export const standard: ReadonlySet<string> = new Set(
  `abc antigravity argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2 cProfile calendar
  cmath cmd code codecs codeop collections colorsys compileall concurrent configparser contextlib contextvars
  copy copyreg csv ctypes curses dataclasses datetime dbm decimal difflib dis doctest email encodings ensurepip
  enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt
  getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib importlib inspect io
  ipaddress itertools json keyword linecache locale logging lzma mailbox marshal math mimetypes mmap
  modulefinder msvcrt multiprocessing netrc nt ntpath nturl2path numbers opcode operator optparse os pathlib pdb
  pickle pickletools pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile
  pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched
  secrets select selectors shelve shlex shutil signal site smtplib socket socketserver sqlite3 sre_compile
  sre_constants sre_parse ssl stat statistics string stringprep struct subprocess symtable sys sysconfig syslog
  tabnanny tarfile tempfile termios textwrap this threading time timeit tkinter token tokenize tomllib trace
  traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uuid venv warnings wave
  weakref webbrowser winreg winsound wsgiref xml xmlrpc zipapp zipfile zipimport zlib zoneinfo`.split(/\s+/),
)

/** Whether a module that is not Python's own can be imported. */
export function hasModule(process: Process, interpreter: Interpreter, name: string): boolean {
  const folders = [
    interpreter.packages,
    process.directory,
    ...(process.environment.get('PYTHONPATH') ?? '').split(':').filter((path) => path !== ''),
  ]
  return folders.some((folder) => exists(process, `${folder}/${name}`) || exists(process, `${folder}/${name}.py`))
}

/** The library that an installed package was linked to. */
export function libraryOf(process: Process, interpreter: Interpreter, name: string): string | undefined {
  const info = (list(process, interpreter.packages).value ?? []).find(
    (folder) => folder.startsWith(`${name}-`) && folder.endsWith('.dist-info'),
  )
  if (info === undefined) return undefined
  return /^Requires-External: (.*)$/m.exec(
    readTextFile(process, `${interpreter.packages}/${info}/METADATA`).value ?? '',
  )?.[1]
}

/** Whether a shared library is installed. */
export function hasLibrary(process: Process, library: string): boolean {
  if (['/usr/lib', '/lib', '/usr/lib/x86_64-linux-gnu'].some((folder) => exists(process, `${folder}/${library}`)))
    return true
  // Debian's package is known by its other files.
  return library === 'libpq.so.5' && exists(process, '/usr/share/doc/libpq5/.other-files')
}
