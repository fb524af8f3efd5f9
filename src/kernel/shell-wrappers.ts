import type { ShellAssignment, ShellCommand, ShellWord } from './shell-command.ts'

/** A command without what only introduces it; `script` is what a shell is told to run (`sh -c script`). */
type Unwrapped = Pick<ShellCommand, 'name' | 'words' | 'assignments' | 'wrappers'> & {
  readonly script: ShellWord | undefined
}

interface Wrapper {
  /** Options that take the next word. */
  readonly withValue: RegExp
  /** Words before the command that it starts. */
  readonly operands: number
}

const nothing = /^$/
const wrappers: Readonly<Record<string, Wrapper>> = {
  sudo: { withValue: /^-[ugpCDRTrtUh]$/, operands: 0 },
  doas: { withValue: /^-[uC]$/, operands: 0 },
  env: { withValue: /^-[uCS]$/, operands: 0 },
  exec: { withValue: /^-a$/, operands: 0 },
  command: { withValue: nothing, operands: 0 },
  nohup: { withValue: nothing, operands: 0 },
  time: { withValue: /^-[fo]$/, operands: 0 },
  nice: { withValue: /^-n$/, operands: 0 },
  ionice: { withValue: /^-[cn]$/, operands: 0 },
  stdbuf: { withValue: /^-[ioe]$/, operands: 0 },
  timeout: { withValue: /^-[ks]$/, operands: 1 },
  gosu: { withValue: nothing, operands: 1 },
  'su-exec': { withValue: nothing, operands: 1 },
  xargs: { withValue: /^-[adEILnPs]$/, operands: 0 },
  export: { withValue: nothing, operands: 0 },
}

/** Words of the shell's own grammar that stand before a command (POSIX 2.4). */
const reserved = new Set(['if', 'then', 'else', 'elif', 'while', 'until', 'do', '!', '{', '}', 'fi', 'done'])
const assignment = /^([A-Za-z_]\w*)\+?=([^]*)$/
const shells = /^(?:ba|da|a|z|k)?sh$/

/** Strips reserved words, assignments and starters such as `sudo` and `env`. */
export function unwrap(all: readonly ShellWord[]): Unwrapped {
  const assignments: ShellAssignment[] = []
  const started: string[] = []
  let at = 0
  while (reserved.has(all[at]?.text ?? '')) at++
  for (;;) {
    at = readAssignments(all, at, assignments)
    const wrapper = wrapperOf(all[at])
    if (wrapper === undefined) break
    started.push(nameOf(all[at]))
    at = skipOptions(all, at + 1, wrapper)
  }
  const words = all.slice(at)
  const name = nameOf(words[0])
  return { name, words, assignments, wrappers: started, script: scriptOf(name, words) }
}

function wrapperOf(word: ShellWord | undefined): Wrapper | undefined {
  const name = nameOf(word)
  return Object.hasOwn(wrappers, name) ? wrappers[name] : undefined
}

function readAssignments(all: readonly ShellWord[], from: number, assignments: ShellAssignment[]): number {
  let at = from
  for (; at < all.length; at++) {
    const word = all[at]
    const [, name, value] = assignment.exec(word?.text ?? '') ?? []
    if (word === undefined || name === undefined || value === undefined) break
    assignments.push({ name, value, word })
  }
  return at
}

function skipOptions(all: readonly ShellWord[], from: number, wrapper: Wrapper): number {
  let at = from
  while (all[at]?.text.startsWith('-') === true) at += wrapper.withValue.test(all[at]?.text ?? '') ? 2 : 1
  return at + wrapper.operands
}

function scriptOf(name: string, words: readonly ShellWord[]): ShellWord | undefined {
  if (!shells.test(name)) return undefined
  const at = words.findIndex(
    (word, index) => index > 0 && /^-[a-z]+$/.test(word.text) && word.text.includes('c'),
  )
  return at === -1 ? undefined : words.slice(at + 1).find((word) => !word.text.startsWith('-'))
}

/** The program's base name, lower case. */
function nameOf(word: ShellWord | undefined): string {
  const path = word?.text ?? ''
  return path
    .slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
    .toLowerCase()
    .replace(/\.exe$/, '')
}
