import { createHash } from 'node:crypto'

/** What has to be signed: an artifact or a manifest of an image. */
export interface Subject {
  /** `sha256:…` */
  readonly digest: string
  /** Signatures of the artifact itself, not of a statement about it, need its bytes. */
  readonly bytes?: Buffer
}

export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

export function subjectOf(bytes: Buffer): Subject {
  return { digest: digestOf(bytes), bytes }
}
