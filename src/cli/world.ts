/** What a command may touch of the machine; tests hand in another one. */
export interface World {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdout: Output
  readonly stderr: Output
  readonly readStdin: () => Uint8Array
  /** The text of a file; nothing where it cannot be read. */
  readonly readFile: (path: string) => string | undefined
  /** Writes a file piece by piece. Throws a UsageError where that cannot be done. */
  readonly writeFile: (path: string, chunks: Iterable<string>) => void
  /** Today as an ISO date, for waivers. */
  readonly today: string
}

export interface Output {
  readonly isTerminal: boolean
  readonly columns: number
  write(text: string): void
}

/** 0 clean, 1 findings, 2 usage or configuration, 3 incomplete. */
export type ExitCode = 0 | 1 | 2 | 3

/** A mistake in how the command was called; its message says what helps. */
export class UsageError extends Error {}
