// Tags of YAML name what is made: PyYAML calls what `!!python/object/apply:` names (its unsafe loaders and those of
// before 5.1), HyperPyYAML of SpeechBrain what `!new:` and `!apply:` name.
import { judgeTarget } from './targets.ts'
import { mayBeMade } from '../pickle/lists.ts'
import type { Scan } from '../scan.ts'

/** A tag with its handle, or in full (YAML 1.2, 6.8.2 and 6.9.1), where a node may start. */
const tags = /(?<=^|[\s,[{:])!(?:<([^>\s]{1,500})>|([\w-]{0,50}!)?([^\s,[\]{}!]{1,500}))/gm
const directives = /^%TAG[ \t]+(!(?:[\w-]*!)?)[ \t]+(\S+)/gm
/** A line with a quotation mark may be the end of a text, and no comment. */
const comments = /^[ \t]*#[^"'\r\n]*$/gm

const calling =
  /^(?:tag:yaml\.org,2002:python\/(?:name|module|object(?:\/(?:apply|new))?)|!(?:new|applyref|apply|name|module)):([\w.]+)/

export function judgeTags(text: string, scan: Scan): void {
  if (!text.includes('!')) return
  const bare = text.replace(comments, '')
  const handles = handlesOf(bare)
  for (const [, whole, handle = '', suffix = ''] of bare.matchAll(tags)) {
    const tag = whole ?? `${handles.get(`!${handle}`) ?? `!${handle}`}${suffix}`
    const path = calling.exec(plainOf(tag))?.[1]
    if (path !== undefined) judgePath(path.includes('.') ? path : `builtins.${path}`, scan)
  }
}

/** Settings of training hold plain parts of models, too. */
function judgePath(path: string, scan: Scan): void {
  const dot = path.lastIndexOf('.')
  if (!mayBeMade({ module: path.slice(0, dot), name: path.slice(dot + 1) })) judgeTarget(path, scan, 0)
}

function handlesOf(text: string): ReadonlyMap<string, string> {
  const declared = [...text.matchAll(directives)].map(
    ([, handle = '', prefix = '']) => [handle, prefix] as const,
  )
  return new Map([['!!', 'tag:yaml.org,2002:'], ...declared])
}

/** Tags are URIs, in which any letter may be written by its number. */
function plainOf(tag: string): string {
  return tag.replace(/%([0-7][0-9a-f])/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}
