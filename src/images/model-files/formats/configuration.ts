import { find, miss, type Scan } from '../scan.ts'
import { judgeImports } from './imports.ts'
import { judgeKeras } from './keras.ts'
import { judgeSkops } from './skops.ts'
import { judgeTarget } from './targets.ts'
import { judgeTemplate } from './template.ts'
import type { JsonObject } from './json-object.ts'

const mostNodes = 2_000_000

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Objects within a value, the outer first. */
function* objectsIn(root: unknown, missRest: () => void): Generator<JsonObject> {
  const left = [root]
  for (let count = 0; left.length > 0; count++) {
    if (count === mostNodes) return missRest()
    const next = left.pop()
    if (isObject(next)) yield next
    if (typeof next !== 'object' || next === null) continue
    for (const value of Object.values(next).reverse()) if (typeof value === 'object') left.push(value)
  }
}

function missRest(scan: Scan, offset: number): void {
  miss(scan, { offset, code: 'too-large', message: `The configuration has more than ${mostNodes} parts.` })
}

export function judgeConfiguration(value: unknown, scan: Scan, offset: number): void {
  for (const object of objectsIn(value, () => missRest(scan, offset))) {
    judgeKeras(object, scan, offset)
    judgeTemplates(object, scan, offset)
    judgeAutoMap(object, scan, offset)
    judgeFlavor(object, scan, offset)
    judgeSkops(object, scan, offset)
    judgeImports(object, scan, offset)
    if (typeof object['_target_'] === 'string') judgeTarget(object['_target_'], scan, offset)
  }
}

/** One template, or several by name. */
function judgeTemplates({ chat_template: template }: JsonObject, scan: Scan, offset: number): void {
  if (typeof template === 'string') judgeTemplate({ template, what: 'chat_template', offset }, scan)
  if (typeof template !== 'object' || template === null) return
  for (const each of Object.values(template)) {
    const text: unknown = isObject(each) ? each['template'] : each
    if (typeof text === 'string') judgeTemplate({ template: text, what: 'chat_template', offset }, scan)
  }
}

/** `"AutoModel": "modeling_x.Model"`, or `"who/model--modeling_x.Model"` for code of another repository. */
function judgeAutoMap(object: JsonObject, scan: Scan, offset: number): void {
  for (const place of codePlaces(object)) {
    const isForeign = place.includes('--')
    find(scan, {
      id: 'custom-code',
      severity: isForeign ? 'medium' : 'low',
      offset,
      message: isForeign
        ? `With trust_remote_code, loading fetches and runs ${JSON.stringify(place.slice(0, 200))} of another repository.`
        : `With trust_remote_code, loading runs ${JSON.stringify(place.slice(0, 200))} of the files beside it.`,
    })
  }
}

/** Classes by task, each with one for fast tokenizers; tokenizers once had nothing but the two. */
const deepestMap = 4

function textsIn(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || depth === 0) return []
  return Object.values(value).flatMap((each) => textsIn(each, depth - 1))
}

/** Classes by task, pipelines with their code, and pipelines of diffusers that are a class of a file. */
function codePlaces({ auto_map: map, custom_pipelines: pipelines, _class_name: name }: JsonObject): string[] {
  const places = [
    ...textsIn(map, deepestMap),
    ...(isObject(pipelines) ? Object.values(pipelines).map((each) => isObject(each) && each['impl']) : []),
    ...(Array.isArray(name) ? [name.join('.')] : []),
  ]
  return places.filter((each): each is string => typeof each === 'string')
}

/** Whose loaders only load what lies beside them; that is judged by itself. */
const ownLoaders = /^(?:mlflow|sklearn|xgboost|lightgbm)\./

/**
 * MLflow puts the folder `code` on the search path, imports the loader that a flavor names, and runs the script that
 * makes a model.
 */
function judgeFlavor(
  { loader_module: loader, code: folder, model_code_path: script }: JsonObject,
  scan: Scan,
  offset: number,
): void {
  const own = typeof loader === 'string' && !ownLoaders.test(loader) ? loader : undefined
  for (const code of [own ?? (typeof loader === 'string' && folder), script]) {
    if (typeof code !== 'string') continue
    const message = `MLflow runs ${JSON.stringify(code.slice(0, 200))} of the files beside it when the model is loaded.`
    find(scan, { id: 'custom-code', severity: 'low', offset, message })
  }
}
