import type { Budget } from './budget.ts'
import type { Notes } from './notes.ts'
import type { Unread } from './report.ts'
import type { Said } from './findings.ts'

/** Takes the bytes of a file as they come. */
export interface Sink {
  /** False once no further byte can matter. */
  readonly wants: boolean
  write(bytes: Uint8Array): void
  /** How many zeros that come next change nothing: they may be skipped instead of written. */
  readonly idle: number
  skip(length: number): void
  end(): void
}

/** Where a scanner stands in the file, and how it goes on into members. */
export interface Scan {
  readonly notes: Notes
  /** As it was given, for the file itself; within archives the name of the member. */
  readonly name: string
  /** `model.zip!data.pkl`; empty for the file itself. */
  readonly member: string
  /** Persistent ids are storages: a member of an archive of torch. */
  readonly isTorch: boolean
  /** Shared by all that is in the file. */
  readonly budget: Budget
  /** Scans a member that is in memory. */
  readonly scanMember: (name: string, bytes: Buffer, options?: MemberOptions) => void
  /** Scans a member as its bytes come. */
  readonly openMember: (name: string, size: number, options?: MemberOptions) => Sink
}

export interface MemberOptions {
  readonly isTorch?: boolean
}

/** Each archive in front of what is in it. */
export function memberPath({ member }: { readonly member: string }, name: string): string {
  return member === '' ? name : `${member}!${name}`
}

export function find({ notes, member }: Scan, said: Omit<Said, 'member'>): void {
  notes.find({ ...said, member })
}

export function miss({ notes, member }: Scan, unread: Omit<Unread, 'member'>): void {
  notes.miss({ ...unread, member })
}
