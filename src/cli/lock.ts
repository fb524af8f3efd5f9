import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { z } from 'zod'

import { codeOf, makeFolder } from './files.ts'
import { UsageError } from './world.ts'

/** Who holds a lock, as its file tells. */
export interface Holder {
  readonly token: string
  readonly pid: number
  readonly host: string
}

const holder: z.ZodType<Holder> = z.object({
  token: z.string(),
  pid: z.int().positive(),
  host: z.string().max(253),
})

/** In milliseconds. A holder touches its lock so often that nobody takes it for one that was left behind. */
const times = { touch: 30_000, abandoned: 600_000, unwritten: 10_000, pause: 200 } as const

/** The locks of this process: that its number stands in a lock does not say that it holds it. */
const held = new Set<string>()

/**
 * Does something while no other process does it: where one does, after that. A lock that a killed process left behind is
 * taken over. Should two take it over at once both go on: what they do has to end in one whole file all the same.
 *
 * @throws UsageError where there can be no lock
 */
export async function withLock<T>(
  path: string,
  onWait: (holder: Holder) => void,
  use: () => Promise<T>,
): Promise<T> {
  const own = { token: randomUUID(), pid: process.pid, host: hostname() }
  await acquire(path, own, onWait)
  held.add(own.token)
  const touching = setInterval(() => touch(path, own), times.touch).unref()
  try {
    return await use()
  } finally {
    clearInterval(touching)
    held.delete(own.token)
    if (isOwn(path, own)) rmSync(path, { force: true })
  }
}

async function acquire(path: string, own: Holder, onWait: (holder: Holder) => void): Promise<void> {
  let told = ''
  while (!isTaken(path, own)) {
    const other = holderOf(path)
    if (isAbandoned(path, other)) takeAway(path, other)
    else {
      if (other !== undefined && other.token !== told) onWait(other)
      told = other?.token ?? told
      await sleep(times.pause)
    }
  }
}

/** Whether the lock could be had. @throws UsageError */
function isTaken(path: string, own: Holder): boolean {
  try {
    makeFolder(dirname(path))
    writeFileSync(path, JSON.stringify(own), { flag: 'wx' })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw unwritable(path, error)
  }
}

/** Nothing where it is gone, or does not tell (yet). */
function holderOf(path: string): Holder | undefined {
  try {
    return holder.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data
  } catch {
    return undefined
  }
}

/** Its process is gone, or sits on another machine and gave no sign for long. */
function isAbandoned(path: string, other: Holder | undefined): boolean {
  if (other?.host === hostname() && !isRunning(other)) return true
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
  return age > (other === undefined ? times.unwritten : times.abandoned)
}

function isRunning({ pid, token }: Holder): boolean {
  if (pid === process.pid) return held.has(token)
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // It runs, and belongs to somebody else.
    return codeOf(error) === 'EPERM'
  }
}

/** What was seen alone: another process may have been faster, and hold the lock by now. */
function takeAway(path: string, seen: Holder | undefined): void {
  const aside = `${path}.${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw unwritable(path, error)
  }
  const taken = holderOf(aside)
  rmSync(aside, { force: true })
  if (taken !== undefined && taken.token !== seen?.token) isTaken(path, taken)
}

function touch(path: string, own: Holder): void {
  if (isOwn(path, own)) utimesSync(path, new Date(), new Date())
}

function isOwn(path: string, { token }: Holder): boolean {
  return holderOf(path)?.token === token
}

function unwritable(path: string, error: unknown): UsageError {
  return new UsageError(`Cannot write ${path}: the file system says ${codeOf(error)}.`)
}
