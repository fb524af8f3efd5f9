import { type Problem, type ProblemCode, problemKinds } from '../../model/problem.ts'

/** Why an image, or the whole of a layer, cannot be read. Becomes a problem of the report. */
export class OpenError extends Error {
  readonly code: ProblemCode
  /** What helps: here, or against all of its code. */
  readonly remedy: string

  constructor(code: ProblemCode, message: string, options: ErrorOptions & { readonly remedy?: string } = {}) {
    super(message, options)
    this.code = code
    this.remedy = options.remedy ?? problemKinds[code].remedy
  }

  /** As a problem of the report about what cannot be read. */
  problemAt(file: string): Problem {
    const { code, message, remedy } = this
    return { code, message, location: { file, line: 1, column: 1 }, remedy }
  }
}

/** What the system or a decompressor says, as a problem. @throws whatever is no such error: a fault of ours */
export function asOpenError(error: unknown): OpenError {
  if (error instanceof OpenError) return error
  if (!(error instanceof Error) || !('code' in error)) throw error
  const code = String(error.code)
  if (code.startsWith('E'))
    return new OpenError('unreadable', `The file system says ${code}.`, { cause: error })
  return new OpenError('broken-archive', `It cannot be unpacked: ${error.message}.`, { cause: error })
}

/** What Node says of an error, without its stack. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
