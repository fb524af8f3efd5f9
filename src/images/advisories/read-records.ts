import { createReadStream, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { OpenError } from '../open/open-error.ts'
import { unpacked } from '../open/read-unpacked.ts'
import type { Collector } from './collector.ts'

/** Longest record that is read: lists of versions are long. */
const maxRecordBytes = 2 ** 26

const isData = /\.(?:json|ndjson|jsonl)(?:\.gz|\.zst)?$/

/** Takes every record below a folder, or of one file: one a line, or one a file. */
export async function readRecords(path: string, collector: Collector): Promise<void> {
  for (const file of dataFiles(path)) {
    try {
      await readFile(file, collector)
    } catch (error) {
      if (error instanceof OpenError) throw new OpenError(error.code, `${file}: ${error.message}`)
      throw error
    }
  }
}

/** Links are passed over. */
function dataFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && isData.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** A record a line, where the first line is one; else the whole file is one text. */
async function readFile(file: string, collector: Collector): Promise<void> {
  const whole: string[] = []
  let size = 0
  for await (const line of linesIn(file)) {
    if (line.trim() === '' || (whole.length === 0 && take(line, collector))) continue
    whole.push(line)
    size += line.length
    if (size > maxRecordBytes) throw tooLong()
  }
  if (whole.length > 0 && !take(whole.join('\n'), collector)) collector.take(undefined)
}

async function* linesIn(file: string): AsyncGenerator<string> {
  let rest = ''
  const decoder = new TextDecoder()
  for await (const chunk of unpacked(createReadStream(file, { highWaterMark: 2 ** 20 }))) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
    if (rest.length > maxRecordBytes) throw tooLong()
  }
  if (rest !== '') yield rest
}

function tooLong(): OpenError {
  return new OpenError('image-too-large', `a record is longer than ${maxRecordBytes} bytes`)
}

/** False for a text that is no whole JSON. */
function take(text: string, collector: Collector): boolean {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return false
  }
  for (const record of Array.isArray(value) ? (value as unknown[]) : [value]) collector.take(record)
  return true
}
