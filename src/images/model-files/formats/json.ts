import { miss, type Scan } from '../scan.ts'
import { judgeConfiguration } from './configuration.ts'
import { decodeJson, parseJson } from './json-text.ts'
import { judgeText } from './text.ts'

/** What is judged in a configuration is named by one of these, or written with escapes. */
const mayMatter =
  /chat_template|auto_map|custom_pipelines|_target_|class_name|loader_module|__loader__|unsafe_deserialization|activation_f|megatron_core|parent_library|keras_module|model_code_path|trust_remote_code|"idx"|\\u00/

/** Configurations of models: what they name is looked up and called by whoever loads the model. */
export function scanJson(bytes: Buffer, scan: Scan): void {
  const text = decodeJson(bytes)
  const isJson = /\.json$/i.test(scan.name)
  // A template or YAML may start as JSON does, or be some.
  if (!isJson) judgeText(bytes, scan)
  if (!mayMatter.test(text)) return
  const value = parseJson(text)
  if (value !== undefined) judgeConfiguration(value, scan, 0)
  else if (isJson)
    miss(scan, {
      offset: 0,
      code: 'malformed',
      message: 'The configuration is no JSON, and cannot be judged.',
    })
}
