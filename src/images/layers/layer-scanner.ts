import { linkTarget, memberPath, nameOf, type Whiteout, whiteoutOf } from '../archive/member-path.ts'
import { allowance, filled, type Filling } from '../archive/holes.ts'
import { type ContentSink, type TarEntry, TarWalker } from '../archive/tar-walker.ts'
import type { FileFacts, FileReader } from '../inventory/package.ts'
import { readerOf } from '../inventory/readers.ts'
import { type Budget, budgetOfImage } from '../model-files/budget.ts'
import { openModelFile } from '../model-files/open.ts'
import type { ModelFileReport } from '../model-files/report.ts'
import { both, LayerSecrets } from './secret-search.ts'
import type { FileMark, LayerContent, LayerFault, LayerLimits } from './layer.ts'
import { leadsAway, mayHideModel } from './links.ts'
import { addLeftover, isMachineId, type Leftovers } from './leftovers.ts'
import { markOf } from './marks.ts'
import { isModel, isModelCandidate } from './model-candidate.ts'
import { ProgramSink } from './program-sink.ts'

const executable = 0o111

/** Faults of one kind in one layer that are told one by one. */
const maxFaults = 20

/** Finds out what one layer holds, from the bytes of its tar archive as they come in. */
export class LayerScanner {
  readonly #limits: LayerLimits
  readonly #modelBudget: Budget
  readonly #isLowest: boolean
  readonly #walker: TarWalker
  readonly #facts = new Map<string, FileFacts>()
  readonly #marks = new Map<string, FileMark>()
  readonly #models = new Map<string, ModelFileReport>()
  /** Files that were looked into as models, and links to such that may not have been. */
  readonly #lookedInto = new Set<string>()
  readonly #links = new Map<string, string>()
  readonly #secrets: LayerSecrets
  readonly #allowZeros: Filling['allow']
  readonly #leftovers = new Map<string, Leftovers>()
  readonly #machineIds: string[] = []
  #newest = 0
  readonly #whiteouts: Whiteout[] = []
  readonly #paths = new Set<string>()
  readonly #folders = new Set<string>()
  readonly #faults: LayerFault[] = []
  readonly #faultCounts = new Map<LayerFault['code'], number>()
  #entries = 0
  #bytes = 0

  /** @param models what the models of the image may still take */
  constructor(limits: LayerLimits, isLowest: boolean, models: Budget = budgetOfImage()) {
    this.#limits = limits
    this.#modelBudget = models
    this.#isLowest = isLowest
    this.#allowZeros = allowance(limits.maxFilled)
    this.#secrets = new LayerSecrets(limits.maxSearched, (path, message) =>
      this.fault({ code: 'unsearched', path, message }),
    )
    this.#walker = new TarWalker({
      entry: (entry) => this.take(entry),
      broken: (reason) =>
        this.fault({ code: 'broken-archive', message: `The layer is no whole tar archive: ${reason}.` }),
    })
  }

  get bytes(): number {
    return this.#bytes
  }

  write(chunk: Buffer): void {
    this.#bytes += chunk.length
    this.#walker.write(chunk)
  }

  /** What is wrong with the layer or a file of it. */
  fault({
    code,
    message,
    path = '',
    line = 1,
  }: Partial<LayerFault> & Pick<LayerFault, 'code' | 'message'>): void {
    const count = (this.#faultCounts.get(code) ?? 0) + 1
    this.#faultCounts.set(code, count)
    if (count <= maxFaults) this.#faults.push({ code, path, line, message })
  }

  /** To be called once, where the bytes end; where they are not whole, that was told already. */
  end(isWhole: boolean): LayerContent {
    if (isWhole) this.#walker.end()
    this.#tellLinks()
    for (const [code, count] of this.#faultCounts) {
      const more = count - maxFaults
      if (more > 0)
        this.#faults.push({ code, path: '', line: 1, message: `${more} more of these in this layer.` })
    }
    return {
      facts: this.#facts,
      marks: this.#marks,
      models: this.#models,
      secrets: this.#secrets.found,
      leftovers: this.#leftovers,
      machineIds: this.#machineIds,
      newest: this.#newest,
      whiteouts: this.#whiteouts,
      paths: this.#paths,
      folders: this.#folders,
      faults: this.#faults,
      counts: { entries: this.#entries, bytes: this.#bytes },
    }
  }

  /** More members are not looked at. */
  get isFull(): boolean {
    return this.#entries > this.#limits.maxEntries
  }

  /** One member; who takes its content is returned. */
  take(entry: TarEntry): ContentSink | undefined {
    this.#entries++
    if (this.isFull) return this.#refuseMore()
    const path = memberPath(entry.path)
    if (path === undefined) return this.#refusePath(entry)
    const whiteout = whiteoutOf(path)
    if (whiteout !== undefined) {
      this.#whiteouts.push(whiteout)
      return undefined
    }
    return this.#place(path, entry)
  }

  /** A member replaces what lay at its path, also what an earlier one of the same layer put there. */
  #place(path: string, entry: TarEntry): ContentSink | undefined {
    const mark = markOf(path, entry)
    this.#marks.delete(path)
    this.#facts.delete(path)
    this.#models.delete(path)
    this.#links.delete(path)
    this.#secrets.found.delete(path)
    if (mark !== undefined) this.#marks.set(path, mark)
    if (!this.#isLowest) (entry.kind === 'directory' ? this.#folders : this.#paths).add(path)
    if (entry.kind === 'directory') return undefined
    if (entry.kind === 'symlink') return this.#noteLink(path, entry.linkPath)
    if (entry.kind === 'file') this.#noteBuild(path, entry)
    if (entry.fault !== undefined)
      return this.#refuse('broken-archive', path, `${entry.fault}; it was not read`)
    const sink = this.#openFile(path, entry)
    return sink === undefined || entry.extents === undefined
      ? sink
      : filled(sink, entry, this.#fillingOf(path))
  }

  /** What shows when and where the image was built. */
  #noteBuild(path: string, { size, modified }: TarEntry): void {
    this.#newest = Math.max(this.#newest, modified)
    addLeftover(this.#leftovers, path, size)
    if (isMachineId(path, size)) this.#machineIds.push(path)
  }

  #openFile(path: string, entry: TarEntry): ContentSink | undefined {
    const reader = readerOf(path)
    if (reader === undefined) return this.#lookInto(path, entry)
    if (entry.kind === 'link') return this.#copy(path, entry)
    if (reader.isNameEnough === true) return this.#keep(path, reader.read({ path, bytes: Buffer.alloc(0) }))
    return both(this.#read(path, { entry, reader }), this.#secrets.sinkFor(path, entry.size))
  }

  /** A hard link tells what the file tells that it links to. */
  #copy(path: string, { linkPath }: TarEntry): undefined {
    const facts = this.#facts.get(memberPath(linkPath) ?? '')
    if (facts !== undefined) this.#facts.set(path, facts)
    else
      this.fault({
        code: 'unreadable',
        path,
        message: `The file is a hard link to ${linkPath}, which was not read.`,
      })
  }

  /** No link is followed: what it leads to is read at its own place, or not at all. */
  #noteLink(path: string, linkPath: string): undefined {
    const target = linkTarget(path, linkPath)
    if (mayHideModel(path, target)) this.#links.set(path, target)
    const message = `The file is read at its place, and a link leads away from there to ${linkPath.slice(0, 200)}.`
    if (leadsAway(path, linkPath)) this.fault({ code: 'unreadable', path, message })
  }

  #tellLinks(): void {
    for (const [path, target] of this.#links) {
      const message = `The file is a link to ${target.slice(0, 200)}, which was not looked into as a model.`
      if (!this.#lookedInto.has(target)) this.fault({ code: 'unreadable', path, message })
    }
  }

  /** What no package manager wrote: a model, a program, or nothing that matters. */
  #lookInto(path: string, entry: TarEntry): ContentSink | undefined {
    const target = entry.kind === 'link' ? memberPath(entry.linkPath) : undefined
    if (target !== undefined && mayHideModel(path, target)) this.#links.set(path, target)
    if (entry.kind !== 'file') return undefined
    const model = isModelCandidate(path, entry.size) ? this.#scanModel(path, entry.size) : undefined
    const program = both(model, this.#searchProgram(path, entry))
    return both(program, this.#secrets.sinkFor(path, entry.size))
  }

  #refuse(code: LayerFault['code'], path: string, why: string): undefined {
    this.fault({ code, path, message: `The file is stored with holes, and ${why}.` })
  }

  #fillingOf(path: string): Filling {
    const { maxFilled } = this.#limits
    return {
      allow: this.#allowZeros,
      refuse: () =>
        this.#refuse(
          'image-too-large',
          path,
          `no more than ${maxFilled} bytes of them are filled in a layer; it was not read to its end`,
        ),
    }
  }

  #scanModel(path: string, size: number): ContentSink {
    const reader = openModelFile(path, size, this.#modelBudget)
    this.#lookedInto.add(path)
    return {
      get idle() {
        return reader.idle
      },
      skip: (length) => reader.skip(length),
      write: (bytes) => {
        if (reader.wants) reader.write(bytes)
      },
      end: () => {
        const report = reader.end()
        if (isModel(path, report)) this.#models.set(path, report)
      },
    }
  }

  #searchProgram(path: string, { mode, size }: TarEntry): ContentSink | undefined {
    return isProgram(path, mode) ? ProgramSink.for(path, size, (facts) => this.#keep(path, facts)) : undefined
  }

  #read(path: string, { entry, reader }: { entry: TarEntry; reader: FileReader }): ContentSink | undefined {
    const why = whyNotRead(entry, reader)
    if (why !== undefined) {
      this.fault({ code: 'image-too-large', path, message: why })
      return undefined
    }
    const parts: Buffer[] = []
    return {
      write: (bytes) => void parts.push(Buffer.from(bytes)),
      end: () => this.#keep(path, reader.read({ path, bytes: Buffer.concat(parts) })),
    }
  }

  #keep(path: string, facts: FileFacts): undefined {
    this.#facts.set(path, facts)
    for (const { message, line } of facts.faults) this.fault({ code: 'broken-syntax', path, line, message })
  }

  #refusePath({ path }: TarEntry): undefined {
    const message = `A member leads out of the image or has no possible name: ${nameOf(path).slice(0, 100)}. It was not read.`
    this.fault({ code: 'outside-root', message })
  }

  #refuseMore(): undefined {
    if (this.#entries === this.#limits.maxEntries + 1)
      this.fault({
        code: 'image-too-large',
        message: `The layer has more than ${this.#limits.maxEntries} members; the others were not read.`,
      })
  }
}

/** Windows knows no bit for it. */
function isProgram(path: string, mode: number): boolean {
  return (mode & executable) !== 0 || /\.exe$/i.test(path)
}

function whyNotRead({ size, kind }: TarEntry, { maxBytes }: FileReader): string | undefined {
  if (kind !== 'file') return 'What should be a file is a device.'
  return size > maxBytes ? `The file has ${size} bytes, more than the ${maxBytes} that are read.` : undefined
}
