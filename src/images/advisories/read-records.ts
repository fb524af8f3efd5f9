import { closeSync, createReadStream, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { readZip, type ZipLimits } from '../archive/read-zip.ts'
import { asOpenError, OpenError } from '../blobs/open-error.ts'
import { unpacked } from '../blobs/read-unpacked.ts'
import type { Collector } from './collector.ts'
import { linesOf, maxRecordBytes, RecordLines } from './record-lines.ts'

const isData = /\.(?:json|ndjson|jsonl|csv)(?:\.gz|\.zst)?$|\.zip$/

/** Takes every record below a folder, or of one file. */
export async function readRecords(path: string, collector: Collector): Promise<void> {
  for (const file of dataFiles(path)) {
    try {
      await readRecordFile(file, collector)
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

/** Takes every record of one file. @throws OpenError where it cannot be read to its end */
export async function readRecordFile(file: string, collector: Collector): Promise<void> {
  try {
    await (isZip(file) ? readArchive(file, collector) : readText(file, collector))
  } catch (error) {
    throw asOpenError(error)
  }
}

async function readText(file: string, collector: Collector): Promise<void> {
  const records = new RecordLines(collector)
  const bytes = unpacked(createReadStream(file, { highWaterMark: 2 ** 20 }))
  for await (const line of linesOf(bytes)) records.take(line)
  records.finish()
}

/** Known by its first bytes, whatever it is called. */
function isZip(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const start = Buffer.alloc(4)
    readSync(file, start)
    return start.equals(Buffer.from('PK\x03\x04')) || start.equals(Buffer.from('PK\x05\x06'))
  } finally {
    closeSync(file)
  }
}

/** OSV exports one file a record: those of npm are a quarter of a million. */
const zipLimits: ZipLimits = { members: 4_000_000, memberBytes: maxRecordBytes, bytes: 2 ** 36 }

function readArchive(file: string, collector: Collector): void {
  for (const { name, bytes } of readZip(file, zipLimits)) {
    if (isData.test(name)) new RecordLines(collector).takeAll(bytes.toString('utf8'))
  }
}
