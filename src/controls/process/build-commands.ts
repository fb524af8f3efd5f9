import type { ShellCommand } from '../../kernel/shell-command.ts'

/** What a build tells of itself; nothing where it cannot be told. */
export interface BuildFlags {
  /** Whether layers of an earlier build may be taken. */
  readonly usesCache: boolean | undefined
  /** Whether the base image is looked up anew. */
  readonly pulls: boolean | undefined
}

/** ACR and kaniko build from nothing: there is no cache unless asked for, and the base is always fetched. */
const fresh: BuildFlags = { usesCache: false, pulls: true }

/** What a command that builds an image tells of it; nothing for any other command. */
export function commandBuild(command: ShellCommand): BuildFlags | undefined {
  const words = command.words.map(({ text }) => text)
  if (command.name === 'az') return words[1] === 'acr' && words[2] === 'build' ? fresh : undefined
  if (isKaniko(command.name, words)) return { ...fresh, usesCache: flag(words, '--cache') ?? false }
  if (command.name === 'buildah') return buildahBuild(words)
  if (isBuild(command.name, words)) return dockerBuild(command, words)
  return isDescribed(command.name, words) ? describedBuild(words) : undefined
}

function isKaniko(name: string, words: readonly string[]): boolean {
  if (name === 'executor') return words[0]?.includes('kaniko') === true
  return words[1] === 'run' && words.some((word) => /\bkaniko(?:-project)?\/(?:executor|kaniko)\b/.test(word))
}

/** Buildah takes no layers of an earlier build unless `--layers` (buildah-build(1)). */
function buildahBuild(words: readonly string[]): BuildFlags | undefined {
  if (words[1] !== 'bud' && words[1] !== 'build') return undefined
  return { usesCache: flag(words, '--layers') ?? false, pulls: flag(words, '--pull') ?? false }
}

function isBuild(name: string, words: readonly string[]): boolean {
  if (!['docker', 'podman', 'nerdctl'].includes(name)) return false
  const [verb = '', next] = verbsOf(words)
  return verb === 'build' || (['buildx', 'image', 'builder'].includes(verb) && next === 'build')
}

function dockerBuild(command: ShellCommand, words: readonly string[]): BuildFlags {
  const isOpen = mayHoldFlags(command)
  const told = (name: string): boolean | undefined => flag(words, name) ?? (isOpen ? undefined : false)
  const noCache = told('--no-cache')
  return { usesCache: noCache === undefined ? undefined : !noCache, pulls: told('--pull') }
}

/** A bake file and a Compose file may say both for themselves, and are not read here. */
function isDescribed(name: string, words: readonly string[]): boolean {
  const [verb = '', next] = verbsOf(words)
  if (name === 'docker-compose') return verb === 'build'
  return (
    name === 'docker' &&
    ((verb === 'buildx' && next === 'bake') || (verb === 'compose' && words.includes('build')))
  )
}

function describedBuild(words: readonly string[]): BuildFlags {
  const noCache = flag(words, '--no-cache')
  return { usesCache: noCache === undefined ? undefined : !noCache, pulls: flag(words, '--pull') }
}

function verbsOf(words: readonly string[]): readonly string[] {
  return words.slice(1).filter((word) => !word.startsWith('-'))
}

/** A switch: on where it stands, unless it is set to false or never; nothing where it does not. */
function flag(words: readonly string[], name: string): boolean | undefined {
  const word = words.find((each) => each === name || each.startsWith(`${name}=`))
  return word === undefined ? undefined : !/=(?:false|never)$/.test(word)
}

const switches = new Set([
  '--no-cache',
  '--pull',
  '--push',
  '--load',
  '--rm',
  '--force-rm',
  '-q',
  '--quiet',
  '--squash',
])

/** A variable on its own, neither the value of a flag nor the context, may stand for further flags. */
function mayHoldFlags({ words }: ShellCommand): boolean {
  return words.some((word, index) => {
    const before = words[index - 1]?.text ?? ''
    const isValue = before.startsWith('-') && !before.includes('=') && !switches.has(before)
    return word.isExpanded && word.text.startsWith('$') && !isValue && index < words.length - 1
  })
}
