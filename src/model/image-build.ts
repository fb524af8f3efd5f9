import type { ShellCommand } from '../kernel/shell-command.ts'
import type { Known } from './known.ts'
import type { ObjectMeta } from './object.ts'
import type { Origin } from './origin.ts'

/** A Dockerfile: how an image is built. `kind` is `Dockerfile`, `name` its path. */
export interface ImageBuild extends ObjectMeta {
  readonly asset: 'image-build'
  /** `# syntax=`: the frontend image that reads the file. */
  readonly syntax: Known<string | undefined>
  /** What stands before the first FROM: ARG only, where the file is right. */
  readonly globals: readonly Instruction[]
  /** At least one. */
  readonly stages: readonly BuildStage[]
}

/** From one FROM to the next. Only the last stage, and those that it is built on, end up in the image. */
export interface BuildStage {
  /** Of the FROM instruction. */
  readonly origin: Origin
  /** The image or the earlier stage that it is built on, variables resolved. */
  readonly image: Known<string>
  /** The image as written. */
  readonly writtenImage: string
  readonly alias: string | undefined
  readonly platform: Known<string | undefined>
  /** The earlier stage that `image` names. */
  readonly base: BuildStage | undefined
  /** The last stage, or one that the last is built on. */
  readonly isShipped: boolean
  readonly instructions: readonly Instruction[]
  /** Instructions that ONBUILD puts into images built on this one. */
  readonly triggers: readonly Instruction[]
}

export interface Instruction {
  /** Upper case. */
  readonly keyword: Keyword
  readonly origin: Origin
  /** `--name=value`, in their order; a flag without value is empty text. */
  readonly flags: readonly InstructionFlag[]
  /** The operands, variables resolved; of command lines only those in JSON. */
  readonly words: readonly Known<string>[]
  readonly isJson: boolean
  /** Of ENV, ARG and LABEL. */
  readonly pairs: readonly InstructionPair[]
  /** Of RUN, CMD, ENTRYPOINT and HEALTHCHECK: the single commands; their offsets are the document's. */
  readonly commands: readonly ShellCommand[]
  readonly heredocs: readonly InlineDocument[]
}

export interface InstructionFlag {
  readonly name: string
  readonly value: Known<string>
  readonly origin: Origin
}

export interface InstructionPair {
  readonly name: string
  /** Unset for an ARG without default. */
  readonly value: Known<string | undefined>
  readonly origin: Origin
}

/** A here-document: a file of COPY and ADD, a script or input of RUN. */
export interface InlineDocument {
  readonly name: string
  readonly text: string
  readonly origin: Origin
}

export const keywords = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
] as const

export type Keyword = (typeof keywords)[number]
