import { hidden, type Known, unset } from '../../model/known.ts'
import type { InstructionPair } from '../../model/image-build.ts'
import type { Origin } from '../../model/origin.ts'
import type { LookUp } from './variables.ts'

/** Build arguments that the builder sets itself (Dockerfile reference, automatic platform ARGs). */
const automatic = /^(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)$|^BUILDKIT_|^SOURCE_DATE_EPOCH$/

/** The variables of one stage, in the order in which its instructions set them. */
export class Scope {
  readonly #values = new Map<string, Known<string | undefined>>()
  readonly #globals: ReadonlyMap<string, Known<string | undefined>>
  readonly #environment = new Set<string>()

  /** A stage takes the environment of the one that it is built on, never its build arguments. */
  constructor(globals: ReadonlyMap<string, Known<string | undefined>>, base?: Scope) {
    this.#globals = globals
    if (base === undefined) return
    for (const name of base.#environment) {
      this.#environment.add(name)
      this.#values.set(name, base.#values.get(name) ?? unset())
    }
  }

  /** ENV wins over ARG of the same name (Dockerfile reference, Using ARG variables). */
  declare(pair: InstructionPair, keyword: 'ARG' | 'ENV'): void {
    if (keyword === 'ENV') this.#environment.add(pair.name)
    else if (this.#environment.has(pair.name)) return
    const isBare = keyword === 'ARG' && pair.value.state === 'default'
    this.#values.set(pair.name, isBare ? (this.#globals.get(pair.name) ?? pair.value) : pair.value)
  }

  /** In a stage, names that it does not declare may come from the base image's environment: nobody told. */
  lookUp(origin: Origin): LookUp {
    return (name) => this.#values.get(name) ?? undeclared(name, origin)
  }

  /** FROM sees nothing but the arguments before it and those of the builder. */
  lookUpForImage(origin: Origin): LookUp {
    return (name) => this.#values.get(name) ?? (automatic.test(name) ? undeclared(name, origin) : unset())
  }

  get values(): ReadonlyMap<string, Known<string | undefined>> {
    return this.#values
  }
}

function undeclared(name: string, origin: Origin): Known<string | undefined> {
  const who = automatic.test(name) ? 'the builder' : 'the base image or nobody'
  return hidden(`variable ${name} is set by ${who}`, origin)
}
