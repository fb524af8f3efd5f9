import { readFileSync } from 'node:fs'

import { version } from '../engine/version.ts'
import { codeOf, writeChunks } from './files.ts'
import { type Output, UsageError, type World } from './world.ts'

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    // Undefined, not false, on a pipe, whatever its type says; there it must not mean "find out yourself".
    isTerminal: Boolean(stream.isTTY),
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

function readStdin(): Uint8Array {
  try {
    return readFileSync(0)
  } catch (error) {
    throw new UsageError(`Standard input cannot be read: the system says ${codeOf(error)}.`)
  }
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

/** The thread that reads for the command starts while the command itself is loaded. */
async function prepareThread(command: 'image' | 'model-file'): Promise<void> {
  if (command === 'image') (await import('../images/layers/read-layer-thread.ts')).layerReader.prepare()
  else (await import('../images/model-files/read-file-thread.ts')).fileReader.prepare()
}

const args = process.argv.slice(2)
if (args[0] === '--version' || args[0] === '-V') world.stdout.write(`${version}\n`)
else {
  if (args[0] === 'image' || args[0] === 'model-file') await prepareThread(args[0])
  // Loaded only where there is something to do: scripts ask for the version often.
  const { runCommandLine } = await import('./run.ts')
  process.exitCode = await runCommandLine(args, world)
}
