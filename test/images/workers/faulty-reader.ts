// A reader as hostile bytes might make one: what the bytes say, it does.
import { OpenError } from '../../../src/images/blobs/open-error.ts'
import { faults } from './faults.ts'

/** The text, and what it is called. */
export async function read(job: string, chunks: AsyncIterable<Buffer>): Promise<string> {
  const text = await textOf(chunks)
  faults[text]?.()
  if (text === 'throw later') await new Promise(() => {})
  return `${job}: ${text}`
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
