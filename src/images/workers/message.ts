import type { ProblemCode } from '../../model/problem.ts'

/** What a worker is told: a job, then its bytes, as it asks for them. */
export type Order =
  | { readonly kind: 'job'; readonly job: unknown }
  | { readonly kind: 'chunk'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'end' }
  /** The bytes come to an end that nobody wanted; with a code where that is a problem of the report. */
  | { readonly kind: 'broken'; readonly message: string; readonly code?: ProblemCode }

/** What a worker says. */
export type Said =
  | { readonly kind: 'more' }
  /** It has read so many bytes by itself. */
  | { readonly kind: 'read'; readonly bytes: number }
  | { readonly kind: 'done'; readonly answer: unknown }
  | { readonly kind: 'thrown'; readonly message: string }

/** To be called with the bytes that a job reads by itself: time is given for them as for those that it is sent. */
export type TellRead = (bytes: number) => void

/** What a module exports that is run in a worker. Job and answer are data that threads can give to each other. */
export interface JobModule<Job, Answer> {
  readonly read: (job: Job, chunks: AsyncIterable<Buffer>, tell: TellRead) => Promise<Answer>
}
