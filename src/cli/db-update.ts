import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

import type { Collector, Taken } from '../images/advisories/collector.ts'
import { writeDatabase } from '../images/advisories/database-text.ts'
import {
  ecosystemsFeed,
  ecosystemsIn,
  type Feed,
  feedsOf,
  mirrorPlaces,
  publicPlaces,
  singleFeed,
} from '../images/advisories/feeds.ts'
import { readRecordFile, readRecords } from '../images/advisories/read-records.ts'
import { isSafe } from '../images/http/address.ts'
import { download } from '../images/http/read-download.ts'
import { usualTimes } from '../images/http/read-http.ts'
import { OpenError } from '../images/blobs/open-error.ts'
import { plural } from '../kernel/text.ts'
import { printable } from '../report/printable.ts'
import { databasePath } from './database.ts'
import { clearUnfinished, makeFolder, replaceFile } from './files.ts'
import { type Holder, withLock } from './lock.ts'
import type { Call } from './output.ts'
import { type ExitCode, UsageError } from './world.ts'

/** What an update has come to. */
interface Update extends Call {
  readonly collector: Collector
  /** Where files lie until all are there: an update that breaks off goes on from them. */
  readonly folder: string
  /** Sentences about what is not in it. */
  readonly gaps: string[]
}

/** Makes the database anew, of all that was named or of what is public; or leaves it as it was. One update at a time. */
export async function updateDatabase(call: Call): Promise<ExitCode> {
  const path = databasePath(call.flags, call.world)
  const { stderr } = call.world
  const onWait = ({ pid, host }: Holder): void =>
    stderr.write(
      `bulkhead: Another update makes this database (process ${pid} on ${printable(host)}): waiting for it …\n`,
    )
  return await withLock(`${path}.lock`, onWait, async () => {
    clearUnfinished(path)
    return await updateAlone(path, call)
  })
}

async function updateAlone(path: string, call: Call): Promise<ExitCode> {
  // Loaded only here: the calculator of scores takes its time.
  const { Collector: Made } = await import('../images/advisories/collector.ts')
  const update: Update = { ...call, collector: new Made(), folder: `${path}.parts`, gaps: [] }
  try {
    await takeAll(update)
  } catch (error) {
    if (!(error instanceof OpenError)) throw error
    call.world.stderr.write(
      `bulkhead: ${error.message} The database was left as it is; what came is kept for the next update.\n`,
    )
    return 3
  }
  return finish(update, path)
}

function finish({ collector, folder, gaps, flags, world }: Update, path: string): ExitCode {
  const content = collector.finish(world.today)
  if (content.advisories.size === 0)
    throw new UsageError('No advisory was found there; the database was left as it is.')
  replaceFile(path, writeDatabase(content))
  rmSync(folder, { recursive: true, force: true })
  world.stdout.write(`${takenSentence(collector.taken)}\n${path}\n`)
  for (const gap of gaps) world.stderr.write(`bulkhead: ${gap}\n`)
  return gaps.length === 0 || flags.isSet('allow-incomplete') ? 0 : 3
}

async function takeAll(update: Update): Promise<void> {
  const named = update.flags.values('from')
  const isMirrorNamed = named.length === 0 || named.some(isMirror)
  if (update.flags.isSet('ecosystem') && !isMirrorNamed)
    throw new UsageError(
      'Option --ecosystem chooses from what a mirror has; files and folders are taken whole.',
    )
  if (named.length === 0) await takePlaces(publicPlaces, update)
  for (const each of named) {
    if (!isAddress(each)) await takePath(resolve(update.world.cwd, each), update.collector)
    else if (isMirror(each)) await takePlaces(mirrorPlaces(addressOf(each)), update)
    else await takeFeed(singleFeed(addressOf(each)), update)
  }
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text)
}

/** `https://mirror.example` has the path `/`, too. */
function isMirror(text: string): boolean {
  return isAddress(text) && URL.parse(text)?.pathname.endsWith('/') === true
}

/** @throws UsageError for what is no address, or one without encryption on another machine */
function addressOf(text: string): URL {
  const url = URL.parse(text)
  if (url === null || !isSafe(url, false))
    throw new UsageError(`Advisories are fetched over https alone, not from ${text}.`)
  if (url.username !== '' || url.password !== '')
    throw new UsageError('Addresses are shown to everybody on this machine: leave credentials out of them.')
  return url
}

async function takePath(path: string, collector: Collector): Promise<void> {
  if (!existsSync(path)) throw new UsageError(`There is no ${path}.`)
  try {
    await readRecords(path, collector)
  } catch (error) {
    if (error instanceof OpenError) throw new UsageError(`The advisories cannot be read: ${error.message}`)
    throw error
  }
}

async function takePlaces(places: typeof publicPlaces, update: Update): Promise<void> {
  const list = readFileSync(await fetchFeed(ecosystemsFeed(places), update), 'utf8')
  const there = ecosystemsIn(list)
  const wanted = update.flags.list('ecosystem')
  const missing = wanted.filter((name) => !there.includes(name))
  if (missing.length > 0)
    throw new UsageError(
      `${places.osv.host} has no advisories of ${missing.join(', ')}; it has ${there.join(', ')}.`,
    )
  for (const feed of feedsOf(places, wanted.length === 0 ? there : wanted)) await takeFeed(feed, update)
}

/** What a server does not have is a gap; what breaks ends the update, unless gaps are allowed. */
async function takeFeed(feed: Feed, update: Update): Promise<void> {
  try {
    await readFeed(await fetchFeed(feed, update), update)
  } catch (error) {
    if (!(error instanceof OpenError)) throw error
    const reason = `${feed.name}, ${feed.url.href}: ${error.message}`
    const isGap = error.code === 'no-such-path' || update.flags.isSet('allow-incomplete')
    if (!isGap) throw new OpenError(error.code, reason)
    update.gaps.push(`Without ${reason}`)
  }
}

/** What is broken is not kept: the next update fetches it anew. */
async function readFeed(file: string, { collector }: Update): Promise<void> {
  const before = countOf(collector.taken)
  try {
    await readRecordFile(file, collector)
    if (countOf(collector.taken) === before) throw new OpenError('broken-archive', 'It holds no record.')
  } catch (error) {
    rmSync(file, { force: true })
    throw error
  }
}

function countOf({ taken, unusable, scores }: Taken): number {
  return taken + unusable + scores
}

/** Where it lies once it is there. */
async function fetchFeed({ name, url, maxBytes }: Feed, { folder, world }: Update): Promise<string> {
  if (world.stderr.isTerminal) world.stderr.write(`Fetching ${name} …\n`)
  makeFolder(folder)
  const file = join(folder, createHash('sha256').update(url.href).digest('hex').slice(0, 32))
  await download({ url, file, maxBytes, times: usualTimes })
  return file
}

function takenSentence({ taken, unusable, malformed, scores }: Taken): string {
  const left = [
    ...(scores === 0 ? [] : [`${plural(scores, 'score')} of EPSS`]),
    ...(unusable === 0 ? [] : [`${unusable} say nothing about versions that are known here`]),
    ...(malformed === 0 ? [] : [`${malformed} are no records`]),
  ]
  return [`${plural(taken, 'record')} taken`, ...left].join('; ')
}
