import { type FileFacts, noFacts, type Package, type Untold } from './package.ts'

/** What the linker of Go leaves in every program (debug/buildinfo). */
const magic: Buffer = Buffer.from('\xff Go buildinf:', 'latin1')
const headerLength = 32
/** Strings stand behind the header; before Go 1.18 pointers to them did. */
const hasStrings = 2
/** Far more than the largest programs have. */
const maxInfoBytes = 2 ** 20
/** Programs may repeat the words on purpose: little is read before it is clear that they are Go's. */
const longestVersion = 256
const alignment = 16
/** The module list stands between two marks of so many bytes. */
const markLength = 16

/** How programs begin: ELF, and those of Windows. */
const beginnings: readonly Buffer[] = [Buffer.from('\x7fELF', 'latin1'), Buffer.from('MZ', 'latin1')]

/** Looks for what Go's linker left in a program while its bytes go by. */
export class GoSearch {
  /** The last bytes that went by, or all since the magic. */
  #held: Buffer = Buffer.alloc(0)
  /** Of the first of them in the program. */
  #offset = 0
  #hasMagic = false
  #mayBeProgram = true
  #found: FileFacts | undefined
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  /** False once the rest of the bytes cannot matter. */
  get wants(): boolean {
    return this.#found === undefined && this.#mayBeProgram
  }

  write(bytes: Buffer): void {
    if (this.#offset === 0)
      this.#mayBeProgram = mayBeProgram(Buffer.concat([this.#held, bytes.subarray(0, 4)]))
    if (!this.wants) return
    if (!this.#hasMagic) this.#passOver(bytes)
    else this.#hold(bytes)
  }

  /** What was found; nothing where it is no program of Go. */
  end(): FileFacts | undefined {
    if (this.wants) this.#search(true)
    return this.#found
  }

  /** Nearly all bytes are looked at where they are: only those that the magic may begin in are kept. */
  #passOver(bytes: Buffer): void {
    const seam = Buffer.concat([this.#held, bytes.subarray(0, magic.length)])
    if (this.#held.length > 0 && seam.indexOf(magic) === -1 && bytes.length > magic.length) {
      this.#offset += this.#held.length
      this.#held = bytes
    } else this.#held = Buffer.concat([this.#held, bytes])
    this.#search(false)
    this.#held = Buffer.from(this.#held)
  }

  #hold(bytes: Buffer): void {
    this.#held = Buffer.concat([this.#held, bytes])
    this.#search(false)
  }

  #search(isEnd: boolean): void {
    while (this.#found === undefined) {
      if (!this.#hasMagic && !this.#findMagic()) return
      if (this.#held.length < maxInfoBytes && !isEnd) return
      // The words alone stand in programs that look for them, too, but hardly where the linker puts its own.
      if (this.#offset % alignment === 0)
        this.#found = factsOf(this.#held.subarray(0, maxInfoBytes), this.#path)
      this.#drop(magic.length)
      this.#hasMagic = false
    }
  }

  #findMagic(): boolean {
    const at = this.#held.indexOf(magic)
    this.#hasMagic = at !== -1
    this.#drop(this.#hasMagic ? at : Math.max(0, this.#held.length - magic.length + 1))
    return this.#hasMagic
  }

  #drop(length: number): void {
    this.#held = this.#held.subarray(length)
    this.#offset += length
  }
}

function mayBeProgram(bytes: Buffer): boolean {
  return beginnings.some((each) => {
    const length = Math.min(each.length, bytes.length)
    return bytes.subarray(0, length).equals(each.subarray(0, length))
  })
}

function factsOf(bytes: Buffer, path: string): FileFacts | undefined {
  const [pointerSize, flags] = [bytes[14] ?? 0, bytes[15] ?? 0]
  if ((flags & hasStrings) === 0) return pointerSize === 4 || pointerSize === 8 ? tooOld : undefined
  const version = stringAt(bytes.subarray(0, headerLength + longestVersion), headerLength)
  if (version === undefined || !/^(?:go\d|devel)/.test(version.text)) return undefined
  const modules = stringAt(bytes, version.end)?.text ?? ''
  const listed = linkedModules(modules)
  const untold = listed.filter((each) => !isPublished(each)).map((each) => untoldModule(each, path))
  const packages = listed.filter(isPublished).map(({ name, version }) => moduleOf(name, version, path))
  return { ...noFacts, packages: [...toolchain(version.text, path), ...packages], untold }
}

const tooOld: FileFacts = {
  ...noFacts,
  faults: [
    { message: 'A program of Go was built before Go 1.18: which modules it holds is not told.', line: 1 },
  ],
}

/** A length in base 128, then so many bytes. */
function stringAt(bytes: Buffer, start: number): { text: string; end: number } | undefined {
  let [length, at, shift] = [0, start, 1]
  for (; (bytes[at] ?? 0) >= 0x80 && at < start + 4; at++, shift *= 128)
    length += ((bytes[at] ?? 0) & 0x7f) * shift
  length += (bytes[at] ?? 0) * shift
  const end = at + 1 + length
  return end > bytes.length ? undefined : { text: bytes.toString('utf8', at + 1, end), end }
}

/** The standard library is as old as the compiler. */
function toolchain(text: string, file: string): Package[] {
  const [, version] = /^go(\d[^\s]*)/.exec(text) ?? []
  return version === undefined ? [] : [{ kind: 'golang', name: 'stdlib', version: goVersion(version), file }]
}

/** `1.21rc2` is `1.21.0-rc2` to advisories, as `1.21` is `1.21.0`. */
function goVersion(text: string): string {
  const [, numbers = text, rest = ''] = /^([0-9]+(?:\.[0-9]+)*)(.*)/s.exec(text) ?? []
  return `${numbers}${/^(?:rc|beta)/.test(rest) ? `-${rest}` : ''}`
}

interface LinkedModule {
  readonly name: string
  readonly version: string
  /** What the module that is linked in its place was asked for as. */
  readonly replaces?: string
}

/** Lines of `dep`, `mod` and `=>`, the last of which replaces the one before. */
function linkedModules(text: string): readonly LinkedModule[] {
  const modules: LinkedModule[] = []
  for (const line of text.slice(markLength, -markLength).split('\n')) {
    const [word = '', name = '', version = ''] = line.split('\t')
    if (!['mod', 'dep', '=>'].includes(word) || name === '') continue
    const replaced = word === '=>' ? modules.pop() : undefined
    modules.push({ name, version, ...(replaced === undefined ? {} : { replaces: replaced.name }) })
  }
  return modules
}

/** What is built from a folder has no version (go.dev/ref/mod, replace directive): of the program itself that is as usual. */
function isPublished({ version }: LinkedModule): boolean {
  return version !== '' && version !== '(devel)'
}

function untoldModule({ name, replaces }: LinkedModule, file: string): Untold {
  const where = replaces === undefined ? '' : ` out of the folder ${name}`
  const module = replaces ?? name
  const message = `${file} holds the Go module ${module}${where}: of which version that was is not told.`
  return { file, message, name: { kind: 'golang', name: module } }
}

function moduleOf(name: string, version: string, file: string): Package {
  return { kind: 'golang', name, version, file }
}
