import type { ReferenceFile, ReferenceOptions } from './options.ts'

const profileNotes: Readonly<Record<ReferenceOptions['profile'], string>> = {
  policy:
    'Admission is held by Azure Policy and AKS safeguards, beside a policy of the API server. With them AKS refuses to shut off the metadata service by itself, so a network policy that no tenant can open does it.',
  minimal:
    'The metadata service is shut off by AKS itself, which refuses to do so beside Azure Policy, Container Insights, Backup, Flux and KAITO: admission is held by a policy of the API server alone.',
}

const parametersFile: Readonly<Record<ReferenceOptions['language'], string>> = {
  terraform: 'azure/variables.tf',
  bicep: 'azure/main.bicep',
}

const deployment: Readonly<Record<ReferenceOptions['language'], string>> = {
  terraform:
    'Choose a backend for the state, then `terraform init && terraform plan` in `azure/`. The pipeline needs a runner inside the network, since cluster, vault and registry have no public address.',
  bicep:
    '`az deployment group what-if -g GROUP -f azure/main.bicep`, and `az deployment sub what-if -l REGION -f azure/subscription.bicep` for the budget and the plan of Defender.',
}

/** What was written, for whom, and what is left to do. */
export function readmeFile(options: ReferenceOptions, files: readonly ReferenceFile[]): string {
  return `# A platform for untrusted models on AKS

Written by \`bulkhead reference --profile ${options.profile}\`. ${profileNotes[options.profile]}

## Parameters
| parameter | value |
| --- | --- |
${parameters(options)}

Those of Azure stand in \`${parametersFile[options.language]}\`, too.

## Files
${files.map(({ path }) => `- \`${path}\``).join('\n')}

## What is left to you
1. Register the preview features that the cluster and its pools use, and check quota of the sizes.
2. ${deployment[options.language]}
3. \`kubectl apply -R -f manifests/\` once the cluster stands, then a gateway in the namespace \`gateway\`.
4. Look at every claim in \`bulkhead.yaml\`: it says what to look at.
5. \`bulkhead scan . --config bulkhead.yaml\` holds all of it, in every pull request.
`
}

function parameters(options: ReferenceOptions): string {
  return Object.entries(options)
    .map(([name, value]) => `| ${name} | ${String(Array.isArray(value) ? value.join(', ') : value)} |`)
    .join('\n')
}
