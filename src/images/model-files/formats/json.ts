import { miss, type Scan } from '../scan.ts'
import { judgeConfiguration } from './configuration.ts'
import { decodeJson } from './json-text.ts'
import { judgeText } from './text.ts'

/** Configurations of models: what they name is looked up and called by whoever loads the model. */
export function scanJson(bytes: Buffer, scan: Scan): void {
  const text = decodeJson(bytes)
  if (!/chat_template|auto_map|_target_|class_name|__loader__|unsafe_deserialization|\\u00/.test(text)) return
  const value = parse(text)
  if (value !== undefined) judgeConfiguration(value, scan, 0)
  else if (/\.json$/i.test(scan.name))
    miss(scan, {
      offset: 0,
      code: 'malformed',
      message: 'The configuration is no JSON, and cannot be judged.',
    })
  else judgeText(bytes, scan)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
