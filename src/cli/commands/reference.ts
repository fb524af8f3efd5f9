import { join, resolve } from 'node:path'

import { supportedKubernetes } from '../../knowledge/kubernetes-versions.ts'
import {
  type Language,
  languages,
  type Profile,
  profiles,
  type ReferenceFile,
  type ReferenceOptions,
} from '../../reference/options.ts'
import { largestBill } from '../../reference/largest-bill.ts'
import { writeReference } from '../../reference/write.ts'
import type { Command } from '../command.ts'
import type { FlagValues } from '../flags.ts'
import { type ExitCode, UsageError, type World } from '../world.ts'

export const referenceCommand: Command = {
  name: 'reference',
  summary: 'Write a hardened platform on AKS: Terraform or Bicep, manifests and configuration',
  operands: '',
  flags: {
    profile: {
      type: 'string',
      value: 'PROFILE',
      choices: profiles,
      summary:
        'policy: admission by Azure Policy; minimal: by the API server, metadata service shut off by AKS',
    },
    output: { type: 'string', value: 'DIR', summary: 'Folder to write to' },
    language: {
      type: 'string',
      value: 'LANGUAGE',
      choices: languages,
      summary: 'Language of the Azure part (default terraform)',
    },
    force: { type: 'boolean', summary: 'Overwrite files that are there' },
    name: { type: 'string', value: 'NAME', summary: 'Stem of all names (default models)' },
    location: { type: 'string', value: 'REGION', summary: 'Region of Azure (default westeurope)' },
    registry: {
      type: 'string',
      value: 'NAME',
      summary: 'Name of the registry (default the stem and “registry”)',
    },
    domain: { type: 'string', value: 'DOMAIN', summary: 'Domain of the models (default models.example.com)' },
    kubernetes: {
      type: 'string',
      value: 'VERSION',
      summary: 'Minor version of Kubernetes (default the newest that AKS supports)',
    },
    tenant: {
      type: 'string',
      isList: true,
      value: 'NAME',
      summary: 'Tenant without GPUs (default tenant-a, tenant-b)',
    },
    'gpu-tenant': {
      type: 'string',
      isList: true,
      value: 'NAME',
      summary: 'Tenant with GPUs, on nodes of its own',
    },
    'address-space': {
      type: 'string',
      value: 'CIDR',
      summary: 'Addresses of the network, a /16 (default 10.40.0.0/16)',
    },
    budget: {
      type: 'string',
      value: 'AMOUNT',
      summary: 'Budget of a month (default what all pools cost at most)',
    },
    owner: {
      type: 'string',
      value: 'EMAIL',
      summary: 'Who answers for it (default platform-security@example.com)',
    },
  },
  examples: [
    ['bulkhead reference --profile minimal --output platform', 'for models in virtual machines of their own'],
    [
      'bulkhead reference --profile policy --output platform --gpu-tenant vision',
      'with Azure Policy, and GPUs for one tenant',
    ],
  ],
  run,
}

function run(flags: FlagValues, world: World): ExitCode {
  if (flags.positionals.length > 0) throw new UsageError('Name the folder with --output DIR.')
  const [profile, output] = [flags.text('profile'), flags.text('output')]
  if (profile === undefined)
    throw new UsageError(`Name a profile: --profile ${profiles.join(' or --profile ')}.`)
  if (output === undefined) throw new UsageError('Name the folder to write to: --output DIR.')
  const options = optionsFrom(flags, profile as Profile, world)
  const files = writeReference(options).map((file) => ({
    ...file,
    path: resolve(world.cwd, join(output, file.path)),
  }))
  if (!flags.isSet('force')) refuseToOverwrite(files, world)
  for (const { path, text } of files) world.writeFile(path, [text])
  world.stdout.write(
    `${files.length} files for profile ${profile} are in ${output}; its README.md says what is left to do.\n`,
  )
  for (const [name, value] of Object.entries(options))
    world.stdout.write(`  ${name}: ${String(value) || '(none)'}\n`)
  return 0
}

function refuseToOverwrite(files: readonly ReferenceFile[], world: World): void {
  const present = files.filter(({ path }) => world.readFile(path) !== undefined).map(({ path }) => path)
  const [first] = present
  if (first === undefined) return
  const more = present.length > 1 ? ` and ${present.length - 1} more` : ''
  throw new UsageError(`${first}${more} would be overwritten: choose another folder, or add --force.`)
}

function optionsFrom(flags: FlagValues, profile: Profile, world: World): ReferenceOptions {
  const text = (flag: string, fallback: string): string => flags.text(flag) ?? fallback
  const name = text('name', 'models')
  const [tenants, gpuTenants] = [flags.list('tenant'), flags.list('gpu-tenant')]
  const options: ReferenceOptions = {
    profile,
    language: text('language', 'terraform') as Language,
    name,
    location: text('location', 'westeurope'),
    registry: text('registry', `${name.replaceAll('-', '')}registry`),
    domain: text('domain', 'models.example.com'),
    kubernetes: text('kubernetes', supportedKubernetes.versions.at(-1) ?? ''),
    tenants: tenants.length === 0 ? ['tenant-a', 'tenant-b'] : tenants,
    gpuTenants,
    addressSpace: text('address-space', '10.40.0.0/16'),
    budget: Number(text('budget', String(largestBill(gpuTenants.length)))),
    owner: text('owner', 'platform-security@example.com'),
    date: world.today,
  }
  requireSound(options)
  return options
}

/** Values stand in the middle of other languages: only what can mean nothing else there is taken. */
const shapes: Readonly<Record<string, RegExp>> = {
  name: /^[a-z](?:[a-z0-9-]{0,14}[a-z0-9])?$/,
  location: /^[a-z][a-z0-9]{2,30}$/,
  registry: /^[a-z0-9]{5,50}$/,
  domain: /^(?=.{1,200}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/,
  kubernetes: /^1\.[0-9]{2}$/,
  // 10.0 and 10.244 are those of services and pods, where nobody chooses others.
  addressSpace: /^(?!10\.(?:0|244)\.)(?:[0-9]{1,3}\.){2}0\.0\/16$/,
  budget: /^[1-9][0-9]{0,8}$/,
  owner: /^[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+$/,
}

const tenantShape = /^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/
/** Azure allows twelve characters for the name of a pool, and `gpu` stands before the tenant's. */
const mostGpuTenants = 20
const gpuTenantShape = /^[a-z][a-z0-9]{0,8}$/

function requireSound(options: ReferenceOptions): void {
  for (const [name, shape] of Object.entries(shapes)) {
    const value = String(options[name as keyof ReferenceOptions])
    if (!shape.test(value)) throw new UsageError(`'${value}' cannot be used for --${kebab(name)}.`)
  }
  const { tenants, gpuTenants } = options
  const wrong =
    tenants.find((tenant) => !tenantShape.test(tenant)) ??
    gpuTenants.find((tenant) => !gpuTenantShape.test(tenant)) ??
    [...tenants, ...gpuTenants].find(
      (tenant, index, all) => all.indexOf(tenant) !== index || tenant === 'gateway',
    )
  if (gpuTenants.length > mostGpuTenants)
    throw new UsageError(`More than ${mostGpuTenants} tenants with GPUs cannot be given subnets.`)
  if (wrong !== undefined) throw new UsageError(`'${wrong}' cannot be the name of a tenant here.`)
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
