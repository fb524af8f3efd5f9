import { join, normalize } from 'node:path/posix'

import { compareText } from '../../kernel/text.ts'
import { type Problem, problemAt, type ProblemCode } from '../../model/problem.ts'
import type { Document, Origin } from '../../model/origin.ts'
import type { FindDocument } from '../parsed.ts'
import type { Declared, ModuleSource, Sources } from './declarations.ts'
import { evaluate } from './evaluate.ts'
import { isInstalled, isSameSource } from './installed.ts'
import { instancesOf } from './instances.ts'
import { describeMissing } from './missing-module.ts'
import { argumentsOf, type Configuration, Module, type ResourceInstance } from './module.ts'
import { valueOfRoot } from './root-values.ts'
import type { Block } from './syntax.ts'
import type { Value } from '../../values/value.ts'

/** Bounds of one root with all modules that it calls; larger ones are told, not analysed in full. */
const mostWork = 2_000_000
const mostModules = 500
const mostResources = 20_000
const mostCalls = 16

/** One root as it will be applied. */
export interface Applied {
  readonly folder: string
  /** The lowest major version of the provider that root and modules agree on. */
  readonly providerMajor: number
  readonly resources: readonly ResourceInstance[]
  readonly problems: readonly Problem[]
  /** Calls of modules that are not at hand, as far as files tell. */
  readonly unread?: readonly ResourceInstance[]
  /** What resources are given, where a plan knows more of it than the files. */
  readonly given?: ReadonlyMap<ResourceInstance, Value>
}

/** What a resource is given, as a tree. */
export function givenTo(resource: ResourceInstance, { given }: Applied): Value {
  return given?.get(resource) ?? argumentsOf(resource)
}

/** Every folder that no other one calls, with the modules that it calls. */
export function applyAll(sources: Sources, find: FindDocument): readonly Applied[] {
  const reached = new Set<ModuleSource>()
  const apply = (source: ModuleSource): Applied => applyRoot(source, { sources, find, reached })
  const roots = rootsOf(sources).map(apply)
  // Folders that call each other in a circle have no root.
  const rest = [...sources.byFolder.values()].filter((source) => mayBeRoot(source) && !reached.has(source))
  return [...roots, ...rest.flatMap((source) => (reached.has(source) ? [] : [apply(source)]))]
}

function mayBeRoot({ folder, resources, modules, variables, locals, outputs }: ModuleSource): boolean {
  const declares = [resources, modules, variables, locals, outputs].some((declared) => declared.size > 0)
  return declares && !isInstalled(folder)
}

function rootsOf({ byFolder }: Sources): readonly ModuleSource[] {
  const called = new Set(
    [...byFolder.values()].flatMap((source) =>
      [...source.modules.values()].flatMap((call) => {
        const path = localPath(call, source)
        return path === undefined || path === source.folder ? [] : [path]
      }),
    ),
  )
  return [...byFolder.values()]
    .filter((source) => mayBeRoot(source) && !called.has(source.folder))
    .sort((a, b) => compareText(a.folder, b.folder))
}

function sourceText({ written }: Declared<Block>): string | undefined {
  const value = written.body.attributes.find(({ name }) => name === 'source')?.value
  return value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined
}

/** The folder of a module that a call takes from beside its own. */
function localPath(call: Declared<Block>, { folder }: ModuleSource): string | undefined {
  const source = sourceText(call)
  if (source === undefined || !/^\.\.?(?:\/|$)/.test(source)) return undefined
  return joined(folder, source)
}

function joined(folder: string, source: string): string {
  const path: string[] = folder === '.' ? [] : folder.split('/')
  for (const part of source.split('/')) {
    const isUp = part === '..' && path.length > 0 && path.at(-1) !== '..'
    if (isUp) path.pop()
    else if (part !== '.' && part !== '') path.push(part)
  }
  return path.length === 0 ? '.' : path.join('/')
}

/** Paths that begin with `path.module` lead from where the scan began; all others from the root, where Terraform runs. */
function fileAt(path: string, root: string, find: FindDocument): Document | undefined {
  const inRoot = join(root, path)
  return path.startsWith('./') ? find(inRoot) : (find(normalize(path)) ?? find(inRoot))
}

interface World {
  readonly sources: Sources
  readonly find: FindDocument
  readonly reached: Set<ModuleSource>
}

function applyRoot(source: ModuleSource, world: World): Applied {
  const walk = new Walk(world)
  const root = walk.root(source)
  walk.visit(root)
  const majors = walk.resources.map(({ module }) => module.source.providerMajor)
  const providerMajor = majors.reduce((most, each) => Math.max(most, each), source.providerMajor)
  const { resources, problems, unread } = walk
  return { folder: source.folder, providerMajor, resources, problems, unread }
}

type Described = Pick<Problem, 'message' | 'remedy'>

/** Goes through the modules of one root, and tells what it could not go into. */
class Walk {
  readonly resources: ResourceInstance[] = []
  readonly problems: Problem[] = []
  readonly unread: ResourceInstance[] = []
  readonly #world: World
  readonly #called = new Map<Module, Map<Declared<Block>, readonly Module[]>>()
  readonly #configuration: Configuration
  #modules = 0
  #folder = '.'

  constructor(world: World) {
    this.#world = world
    this.#configuration = {
      budget: { left: mostWork, depth: 0 },
      resources: new Map(),
      findFile: (path) => fileAt(path, this.#folder, world.find),
      called: (block, caller) => this.#call(block, caller),
    }
  }

  root(source: ModuleSource): Module {
    this.#world.reached.add(source)
    this.#folder = source.folder
    const root: Module = new Module(source, {
      prefix: '',
      given: (name) => valueOfRoot(name, source, root),
      configuration: this.#configuration,
      path: [],
      calls: [],
      isCertain: true,
    })
    return root
  }

  visit(module: Module): void {
    for (const resource of module.resources()) {
      if (this.resources.length < mostResources) this.resources.push(resource)
      else this.#once('too-large', 'There are too many resources to analyse.', resource.declared)
    }
    for (const declared of module.source.modules.values())
      for (const called of this.#call(declared, module)) this.visit(called)
  }

  #call(declared: Declared<Block>, caller: Module): readonly Module[] {
    const known = this.#called.get(caller)?.get(declared)
    if (known !== undefined) return known
    const made = this.#make(declared, caller)
    const own = this.#called.get(caller) ?? new Map<Declared<Block>, readonly Module[]>()
    this.#called.set(caller, own.set(declared, made))
    return made
  }

  #make(declared: Declared<Block>, caller: Module): readonly Module[] {
    const source = this.#sourceOf(declared, caller)
    const instances = instancesOf(caller.repeated(declared))
    const [name = ''] = declared.written.labels
    const prefix = `${caller.options.prefix}module.${name}`
    if (source === undefined) {
      const unread = { type: 'module', declared, module: caller }
      for (const instance of instances)
        this.unread.push({ ...unread, address: `${prefix}${instance.key}`, instance })
      return []
    }
    this.#modules += instances.length
    if (caller.options.calls.length >= mostCalls || this.#modules > mostModules) {
      this.#once('too-large', 'Modules call each other too often to be analysed.', declared)
      return []
    }
    return instances.map(({ key, names, isCertain }) => {
      const scope = caller.scopeIn(declared.document, names)
      return new Module(source, {
        prefix: `${prefix}${key}.`,
        given: (variable) => {
          const argument = declared.written.body.attributes.find((each) => each.name === variable)?.value
          return argument === undefined ? undefined : evaluate(argument, scope)
        },
        configuration: this.#configuration,
        path: [...caller.options.path, name],
        calls: [originOf(declared), ...caller.options.calls],
        isCertain: isCertain && caller.options.isCertain,
      })
    })
  }

  #sourceOf(declared: Declared<Block>, caller: Module): ModuleSource | undefined {
    const path = localPath(declared, caller.source) ?? this.#installedPath(declared, caller)
    const source = path === undefined ? undefined : this.#world.sources.byFolder.get(path)
    if (source === undefined) {
      const [name = ''] = declared.written.labels
      this.#once('missing-module', describeMissing(name, sourceText(declared), this.#folder), declared)
    } else this.#world.reached.add(source)
    return source
  }

  #installedPath(declared: Declared<Block>, { options }: Module): string | undefined {
    const key = [...options.path, declared.written.labels[0] ?? ''].join('.')
    const installed = this.#world.sources.installed.get(this.#folder)?.get(key)
    return installed === undefined || !isSameSource(sourceText(declared) ?? '', installed)
      ? undefined
      : installed.folder
  }

  /** One problem of a kind at one place. */
  #once(code: ProblemCode, told: string | Described, { written, document }: Declared<Block>): void {
    const { message, ...described } = typeof told === 'string' ? { message: told } : told
    const problem = { ...problemAt(code, message, { document, offset: written.start }), ...described }
    const isKnown = this.problems.some(
      (each) =>
        each.code === code &&
        each.location.file === problem.location.file &&
        each.location.line === problem.location.line,
    )
    if (!isKnown) this.problems.push(problem)
  }
}

function originOf({ written, document }: Declared<Block>): Origin {
  return { document, start: written.start, end: written.end }
}
