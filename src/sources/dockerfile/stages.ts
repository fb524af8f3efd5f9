import type { BuildStage, Instruction } from '../../model/image-build.ts'
import { hidden, isKnown, type Known, unset, valueOf } from '../../model/known.ts'
import type { Origin } from '../../model/origin.ts'
import { Scope } from './scope.ts'
import type { LookUp } from './variables.ts'

/** Characters of all variables that are put in: each instruction may ask for 16 thousand of them. */
const mostExpanded = 4_000_000

/** Collects instructions into stages, in the order of the file. */
export class Stages {
  readonly globals: Instruction[] = []
  readonly #drafts: Draft[] = []
  /** Stages compare their names without case; of one name the last counts. */
  readonly #byAlias = new Map<string, number>()
  readonly #globalScope = new Scope(new Map())
  #expanded = 0

  /** How the next instruction finds its variables, until the file expands to more than any real one. */
  lookUpFor(isFrom: boolean): (origin: Origin) => LookUp {
    const scope = this.#scopeFor(isFrom)
    return (origin) => {
      const lookUp = isFrom ? scope.lookUpForImage(origin) : scope.lookUp(origin)
      return (name) => {
        const known = lookUp(name)
        if (known?.state !== 'hidden') this.#expanded += known?.value?.length ?? 0
        return this.#expanded > mostExpanded ? hidden('the file expands to too much text', origin) : known
      }
    }
  }

  /** The scope that the next instruction is read in; FROM sees only what stands before the first one. */
  #scopeFor(isFrom: boolean): Scope {
    return isFrom ? this.#globalScope : (this.#drafts.at(-1)?.scope ?? this.#globalScope)
  }

  get isEmpty(): boolean {
    return this.#drafts.length === 0
  }

  add(instruction: Instruction, isTrigger: boolean): void {
    if (instruction.keyword === 'FROM') {
      const draft = this.#begin(instruction)
      if (draft.stage.alias !== undefined)
        this.#byAlias.set(draft.stage.alias.toLowerCase(), this.#drafts.length)
      this.#drafts.push(draft)
      return
    }
    this.#declare(instruction)
    const draft = this.#drafts.at(-1)
    if (draft !== undefined) (isTrigger ? draft.stage.triggers : draft.stage.instructions).push(instruction)
    else if (instruction.keyword === 'ARG') this.globals.push(instruction)
    else this.#drafts.push(this.#unnamed(instruction))
  }

  finish(): BuildStage[] {
    const stages: BuildStage[] = []
    const shipped = this.#shipped()
    this.#drafts.forEach((draft, index) => {
      const base = draft.base === undefined ? undefined : stages[draft.base]
      stages.push({ ...draft.stage, base, isShipped: shipped.has(index) })
    })
    return stages
  }

  #begin({ words, flags, origin }: Instruction): Draft {
    const image = words[0] ?? hidden('FROM names no image', origin)
    const alias = isKeywordAs(words[1]) ? words[2] : undefined
    const base = this.#byAlias.get(valueOf(image)?.toLowerCase() ?? '')
    const stage = {
      origin,
      image,
      writtenImage: textOf(image),
      alias: alias === undefined ? undefined : valueOf(alias),
      platform: flags.find(({ name }) => name === 'platform')?.value ?? unset(),
      instructions: [],
      triggers: [],
    }
    const baseScope = base === undefined ? undefined : this.#drafts[base]?.scope
    return { stage, base, scope: new Scope(this.#globalScope.values, baseScope) }
  }

  /** Instructions before any FROM: the builder refuses them, and we read them all the same. */
  #unnamed(first: Instruction): Draft {
    const { origin } = first
    const image = hidden('no FROM stands before it', origin)
    const unnamed = { alias: undefined, platform: unset(), writtenImage: '', triggers: [] }
    const stage = { ...unnamed, origin, image, instructions: [first] }
    return { stage, base: undefined, scope: new Scope(this.#globalScope.values) }
  }

  #declare({ keyword, pairs }: Instruction): void {
    if (keyword !== 'ARG' && keyword !== 'ENV') return
    for (const pair of pairs) this.#scopeFor(false).declare(pair, keyword)
  }

  #shipped(): ReadonlySet<number> {
    const shipped = new Set<number>()
    for (
      let at: number | undefined = this.#drafts.length - 1;
      at !== undefined;
      at = this.#drafts[at]?.base
    ) {
      shipped.add(at)
    }
    return shipped
  }
}

type StageDraft = Omit<BuildStage, 'base' | 'isShipped' | 'instructions' | 'triggers'> & {
  readonly instructions: Instruction[]
  readonly triggers: Instruction[]
}

interface Draft {
  readonly stage: StageDraft
  /** Index of the stage that it is built on. */
  readonly base: number | undefined
  readonly scope: Scope
}

function isKeywordAs(word: Known<string> | undefined): boolean {
  return word !== undefined && (isKnown(word, 'AS') || valueOf(word)?.toLowerCase() === 'as')
}

function textOf(known: Known<string>): string {
  if (known.state === 'default') return known.value
  return known.origin.document.text.slice(known.origin.start, known.origin.end)
}
