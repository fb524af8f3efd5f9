import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

import { version } from '../engine/version.ts'
import { type Output, UsageError, type World } from './world.ts'

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    isTerminal: stream.isTTY,
    columns: stream.columns ?? 80,
    write: (text) => void stream.write(text),
  }
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function writeChunks(path: string, chunks: Iterable<string>): void {
  try {
    makeFolder(dirname(path))
    const file = openSync(path, 'w')
    try {
      for (const chunk of chunks) writeWhole(file, Buffer.from(chunk))
    } finally {
      closeSync(file)
    }
  } catch (error) {
    throw new UsageError(`Cannot write ${path}: the file system says ${codeOf(error)}.`)
  }
}

/** Not with Node's `recursive`: where a file system refuses new folders, such as `/proc`, that never returns. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path)
}

function readStdin(): Uint8Array {
  try {
    return readFileSync(0)
  } catch (error) {
    throw new UsageError(`Standard input cannot be read: the system says ${codeOf(error)}.`)
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code)
  throw error
}

/** One call may write less than it was given. */
function writeWhole(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
}

const world: World = {
  cwd: process.cwd(),
  env: process.env,
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  readStdin,
  readFile,
  writeFile: writeChunks,
  today: new Date().toISOString().slice(0, 10),
}

// A reader that closes early (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return
  process.stderr.write(
    `bulkhead: Cannot write to standard output: the system says ${error.code ?? 'nothing'}.\n`,
  )
  process.exit(2)
})

const args = process.argv.slice(2)
if (args[0] === '--version' || args[0] === '-V') world.stdout.write(`${version}\n`)
else {
  // Loaded only where there is something to do: scripts ask for the version often.
  const { runCommandLine } = await import('./run.ts')
  process.exitCode = await runCommandLine(args, world)
}
