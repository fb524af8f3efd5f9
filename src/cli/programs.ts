import { spawn } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

import type { ProgramResult, RunProgram } from '../sources/program.ts'

/** The first executable of a name on PATH. Relative entries are passed over: they would let a scanned folder name it. */
export function findProgram(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const names = process.platform === 'win32' ? [`${name}.exe`] : [name]
  return (env['PATH'] ?? env['Path'] ?? '')
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .flatMap((folder) => names.map((each) => join(folder, each)))
    .find(isExecutable)
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** Runs a program without a shell; ends it when it takes too long or writes too much. */
export const runProgram: RunProgram = (call) =>
  new Promise((resolve) => {
    const { file, args, env, cwd, input = '' } = call
    const child = spawn(file, args, { cwd, env, stdio: 'pipe', windowsHide: true })
    // A program that reads nothing may have closed it.
    child.stdin.on('error', () => {}).end(input)
    const stdout = new Collected(call.maxOutputBytes)
    const stderr = new Collected(2 ** 20)
    let reason: string | undefined
    const stop = (why: string): void => {
      reason ??= why
      child.kill('SIGKILL')
    }
    const timer = setTimeout(() => stop(`it took longer than ${call.timeoutMs / 1000} s`), call.timeoutMs)
    child.stdout.on('data', (chunk: Buffer) => {
      if (!stdout.add(chunk)) stop(`it wrote more than ${Math.round(call.maxOutputBytes / 2 ** 20)} MiB`)
    })
    child.stderr.on('data', (chunk: Buffer) => void stderr.add(chunk))
    child.on('error', (error) => stop(`it cannot be started: ${error.message}`))
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve(resultOf(reason ?? (code === 0 ? undefined : `it ended with code ${code}`), stdout, stderr))
    })
  })

function resultOf(reason: string | undefined, stdout: Collected, stderr: Collected): ProgramResult {
  const output = { stdout: stdout.text(), stderr: stderr.text() }
  return reason === undefined ? { isOk: true, ...output } : { isOk: false, reason, ...output }
}

/** Output up to a bound. */
class Collected {
  readonly #chunks: Buffer[] = []
  readonly #maxBytes: number
  #size = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** False once there is too much. */
  add(chunk: Buffer): boolean {
    this.#size += chunk.length
    if (this.#size > this.#maxBytes) return false
    this.#chunks.push(chunk)
    return true
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8')
  }
}
