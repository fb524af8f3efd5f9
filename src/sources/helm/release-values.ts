import type { GivenText, GivenValue, Release } from '../release.ts'
import type { ValuesFile } from './values.ts'

/** What a release gives, as files of values in falling precedence: to find where a value stands. */
export function valuesOfRelease({ texts, sets }: Release, prefix: readonly string[]): readonly ValuesFile[] {
  const given = [...texts, ...sets.flatMap(asText)].toReversed()
  return given.map(({ text, locate }) => ({ text, locate, path: locate(0).file, prefix }))
}

/** `a.b=c` as YAML; a name with lists or escapes in it is left to helm. */
function asText({ name, flag, value, location }: GivenValue): readonly GivenText[] {
  if (!/^[\w-]+(?:\.[\w-]+)*$/.test(name)) return []
  const plain = flag === 'set' && /^(?:true|false|null|[1-9]\d{0,14}|0)$/.test(value)
  const leaf = plain ? value : JSON.stringify(value)
  const text = name.split('.').reduceRight((inner, key) => `{${JSON.stringify(key)}: ${inner}}`, leaf)
  return [{ text, locate: () => location }]
}

/** The words for helm: files that hold the texts, then single values. */
export function releaseArguments(files: readonly string[], { sets }: Release): readonly string[] {
  return [
    ...files.map((file) => `--values=${file}`),
    ...sets.map(({ flag, name, value }) => `--${flag}=${name}=${value}`),
  ]
}
