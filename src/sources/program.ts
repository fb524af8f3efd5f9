/** One run of another program, bounded in time and output. Only the command line may start one; sources ask for it. */
export interface ProgramCall {
  /** Absolute path of the executable. */
  readonly file: string
  readonly args: readonly string[]
  /** What it reads; nothing unless set. */
  readonly input?: string
  /** All of the program's environment: nothing of ours is handed on. */
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly timeoutMs: number
  readonly maxOutputBytes: number
}

export type ProgramResult =
  | { readonly isOk: true; readonly stdout: string; readonly stderr: string }
  | { readonly isOk: false; readonly reason: string; readonly stdout: string; readonly stderr: string }

export type RunProgram = (call: ProgramCall) => Promise<ProgramResult>

/** What a renderer may take: the slowest of 66 public charts takes 1.4 s and writes 3 MiB. */
export const renderLimits: { readonly timeoutMs: number; readonly maxOutputBytes: number } = {
  timeoutMs: 30_000,
  maxOutputBytes: 64 * 2 ** 20,
}

/** A word as a shell reads it back: for commands that a message proposes. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** What a program wrote to stderr as one printable line. */
export function shortened(stderr: string): string {
  const line = stderr.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return line.length > 400 ? `${line.slice(0, 400)}…` : line
}
