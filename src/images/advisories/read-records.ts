import { createReadStream, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { OpenError } from '../open/open-error.ts'
import { unpacked } from '../open/read-unpacked.ts'
import type { Collector } from './collector.ts'
import { linesOf, RecordLines } from './record-lines.ts'

const isData = /\.(?:json|ndjson|jsonl|csv)(?:\.gz|\.zst)?$/

/** Takes every record below a folder, or of one file. */
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

async function readFile(file: string, collector: Collector): Promise<void> {
  const records = new RecordLines(collector)
  const bytes = unpacked(createReadStream(file, { highWaterMark: 2 ** 20 }))
  for await (const line of linesOf(bytes)) records.take(line)
  records.finish()
}
