import type { ModelFinding } from './findings.ts'

/** `unknown`: a part could not be opened, or a bound was reached. It is never clean. */
export type ModelVerdict = 'clean' | 'suspicious' | 'malicious' | 'unknown'

/** A callable that the file makes its loader call. */
export interface ModelCall {
  readonly member: string
  readonly offset: number
  /** `os.system`; of a computed one as much as can be told. */
  readonly callable: string
  /** Of the first such call, cut to a bound. */
  readonly arguments: string
  readonly isAllowed: boolean
  /** Allowed calls of one callable in one member are told once. */
  readonly count: number
}

/** A part that was not scanned to its end. */
export interface Unread {
  readonly member: string
  readonly offset: number
  readonly code: 'malformed' | 'encrypted' | 'not-opened' | 'too-large' | 'too-deep'
  readonly message: string
}

/** A file within the file. */
export interface ModelMember {
  readonly path: string
  readonly format: string
  readonly size: number
}

export interface ModelFileReport {
  readonly name: string
  readonly size: number
  readonly format: string
  readonly verdict: ModelVerdict
  readonly members: readonly ModelMember[]
  readonly calls: readonly ModelCall[]
  readonly findings: readonly ModelFinding[]
  readonly unread: readonly Unread[]
  /** Members, calls and findings past the bounds of a report. */
  readonly leftOut: number
}
