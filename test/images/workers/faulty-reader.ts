// A reader as hostile bytes might make one: what the bytes say, it does.
import { OpenError } from '../../../src/images/blobs/open-error.ts'
import type { TellRead } from '../../../src/images/workers/message.ts'
import { faults } from './faults.ts'

/** The text, and what it is called. */
export async function read(job: string, chunks: AsyncIterable<Buffer>, tell: TellRead): Promise<string> {
  const text = await textOf(chunks)
  if (text === 'read by itself') for (let times = 0; times < 3; times++) readSlowly(tell)
  faults[text]?.()
  if (text === 'throw later') await new Promise(() => {})
  return `${job}: ${text}`
}

function readSlowly(tell: TellRead): void {
  for (const end = performance.now() + 2000; performance.now() < end;);
  tell(2 ** 20)
}

async function textOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  let text = ''
  try {
    for await (const chunk of chunks) text += chunk.toString()
  } catch (error) {
    return `${text} until ${error instanceof OpenError ? error.code : String(error)}`
  }
  return text
}
