// Where mutations start: objects and files as people write them, with many fields.
import { registry } from '../src/controls/registry.ts'
import { exampleDocuments } from '../src/engine/examples.ts'
import { plainOf } from '../src/kernel/tree.ts'
import { parseYaml } from '../src/kernel/yaml.ts'
import { composeFile, objects, type PlainObject } from '../test/sources/real-objects.ts'

/** The examples of all controls, as the files that they stand for. */
const examples = registry.flatMap((control) =>
  [...control.examples.fail, ...control.examples.pass, ...control.examples.unknown].flatMap((snippet) =>
    exampleDocuments(control, snippet),
  ),
)

function textsOf(name: RegExp): readonly string[] {
  return [...new Set(examples.filter(({ path }) => name.test(path)).map(({ text }) => text))]
}

export const manifests: readonly string[] = textsOf(/^example\.yaml$/)
export const composeFiles: readonly string[] = [...textsOf(/^compose\.yaml$/), JSON.stringify(composeFile)]
export const workflows: readonly string[] = textsOf(/^\.github/)
export const azurePipelines: readonly string[] = textsOf(/^azure-pipelines\.yml$/)

/** Plain data of YAML texts. */
export function treesOf(texts: readonly string[]): readonly unknown[] {
  return texts.flatMap((text) =>
    parseYaml(text).flatMap((part) => (part.kind === 'tree' ? [plainOf(part.root)] : [])),
  )
}

function groupOf({ apiVersion }: PlainObject): string {
  return String(apiVersion).split('/')[0] ?? ''
}

const ownGroups = new Set([
  'v1',
  'apps',
  'batch',
  'autoscaling',
  'policy',
  'networking.k8s.io',
  'rbac.authorization.k8s.io',
])

export const kubernetesObjects: readonly PlainObject[] = [
  ...objects,
  ...(treesOf(manifests) as readonly PlainObject[]),
]

const written = [
  ['ray.io/v1', 'RayService', { rayClusterConfig: { headGroupSpec: { template: podTemplate() } } }],
  ['ray.io/v1', 'RayJob', { rayClusterSpec: { workerGroupSpecs: [{ template: podTemplate() }] } }],
  ['serving.kserve.io/v1alpha1', 'ServingRuntime', podTemplate().spec],
  ['serving.knative.dev/v1', 'Service', { template: podTemplate() }],
  [
    'argoproj.io/v1alpha1',
    'Workflow',
    { templates: [{ name: 'a', container: podTemplate().spec.containers[0] }] },
  ],
  ['argoproj.io/v1alpha1', 'Rollout', { template: podTemplate() }],
  [
    'kubeflow.org/v1',
    'PyTorchJob',
    { pytorchReplicaSpecs: { Worker: { replicas: 1, template: podTemplate() } } },
  ],
  ['tekton.dev/v1', 'Task', { steps: [{ name: 'a', image: 'b', script: '#!/bin/sh\ncurl x | sh' }] }],
  [
    'cilium.io/v2',
    'CiliumNetworkPolicy',
    { endpointSelector: {}, egress: [{ toFQDNs: [{ matchName: '*' }] }] },
  ],
  [
    'policy.networking.k8s.io/v1alpha1',
    'AdminNetworkPolicy',
    { priority: 1, subject: { namespaces: {} }, egress: [] },
  ],
] as const

function podTemplate(): { metadata: unknown; spec: { containers: unknown[] } } {
  const container = {
    name: 'c',
    image: 'i:1',
    securityContext: { privileged: true },
    env: [{ name: 'A', value: 'b' }],
  }
  return { metadata: { labels: { app: 'a' } }, spec: { containers: [container] } }
}

export const customResources: readonly unknown[] = [
  ...kubernetesObjects.filter((object) => !ownGroups.has(groupOf(object))),
  ...written.map(([apiVersion, kind, spec]) => ({
    apiVersion,
    kind,
    metadata: { name: 'a', namespace: 'm' },
    spec,
  })),
]

export const dockerfiles: readonly string[] = [
  ...textsOf(/^Dockerfile$/),
  '# syntax=docker/dockerfile:1\n# escape=`\nARG V=1\nFROM --platform=$BUILDPLATFORM a:${V:-2} AS x\nRUN a `\n  && b\n',
  'FROM a\nENV A=b "C D"=e F\\ G=h\nARG X=${A%%b*}\nCOPY --from=0 --chown=$X ["a b", "/c"]\nUSER ${X//a/b}\n',
  'FROM a\nRUN <<EOF bash\nset -e\ncurl x | sh\nEOF\nCOPY <<A <<-"B" /x/\n1\nA\n\t2\n\tB\n',
  'FROM a\nONBUILD RUN --mount=type=secret,id=a,target=/b c\nHEALTHCHECK --interval=5s CMD ["a","b"]\nSHELL ["a"]\n',
]

export const terraform: readonly string[] = [
  ...textsOf(/^main\.tf$/),
  'variable "v" {\n  type = object({ a = optional(list(string), ["x"]), b = bool })\n  default = { b = "true" }\n}\nlocals {\n  l = { for k, v in var.v : upper(k) => v... if can(v) }\n}\n',
  'resource "azurerm_subnet" "a" {\n  for_each = toset(["a", "b"])\n  name = "x-${each.key}"\n  address_prefixes = [cidrsubnet("10.0.0.0/16", 8, length(each.value))]\n}\noutput "o" {\n  value = { for k, s in azurerm_subnet.a : k => s.id }\n}\n',
  'resource "azurerm_network_security_group" "a" {\n  dynamic "security_rule" {\n    for_each = [22, 80]\n    iterator = port\n    content {\n      priority = 100 + port.key\n      destination_port_range = port.value\n      source_address_prefix = "*"\n    }\n  }\n}\n',
  'resource "azapi_resource" "a" {\n  type = "Microsoft.ContainerService/managedClusters@2026-05-01"\n  body = jsonencode({ properties = { networkProfile = { networkPolicy = "cilium" } } })\n  tags = <<-EOT\n    a ${1 + 1}\n      %{ for x in range(3) ~}\n      ${x}\n      %{ endfor ~}\n  EOT\n}\n',
  'resource "kubernetes_deployment_v1" "a" {\n  metadata {\n    name = "a"\n  }\n  spec {\n    template {\n      spec {\n        container {\n          name = "b"\n          env {\n            name = "C"\n            value = 1\n          }\n          security_context {\n            privileged = "true"\n          }\n        }\n        volume {\n          name = "d"\n          secret {}\n        }\n      }\n    }\n  }\n}\nresource "kubectl_manifest" "e" {\n  yaml_body = <<-Y\n    apiVersion: v1\n    kind: Pod\n    metadata: { name: ${kubernetes_deployment_v1.a.metadata[0].name} }\n  Y\n}\n',
  'module "a" {\n  source = "./a"\n  count = var.n ? 1 : 0\n  x = try(module.a[0].y, one(azurerm_subnet.a[*].id), null)\n}\n',
]

/** The same language in JSON. */
export const terraformJson: readonly unknown[] = [
  {
    variable: { v: { type: 'list(string)', default: ['a'] } },
    locals: [{ l: '${upper(var.v[0])}' }],
    resource: {
      azurerm_kubernetes_cluster: {
        a: { name: 'a-${local.l}', default_node_pool: { name: 'b', node_labels: { c: 'd' } } },
      },
      azurerm_network_security_group: {
        b: [
          { dynamic: { security_rule: { for_each: [22], content: { priority: '${security_rule.value}' } } } },
        ],
      },
      kubernetes_pod: {
        c: {
          metadata: { name: 'c' },
          spec: [{ container: [{ name: 'd', args: ['%{ if true }e%{ endif }'] }] }],
        },
      },
    },
  },
]

/** Plans as `terraform show -json` writes them. */
export const plans: readonly unknown[] = [
  {
    format_version: '1.2',
    planned_values: {
      root_module: {
        resources: [
          {
            address: 'azurerm_role_assignment.a',
            mode: 'managed',
            type: 'azurerm_role_assignment',
            name: 'a',
            values: { role_definition_name: 'AcrPush' },
          },
        ],
        child_modules: [
          {
            address: 'module.m[0]',
            resources: [
              {
                address: 'module.m[0].azurerm_kubernetes_cluster.b["x"]',
                mode: 'managed',
                type: 'azurerm_kubernetes_cluster',
                name: 'b',
                index: 'x',
                values: { default_node_pool: [{ name: 'c' }], network_profile: null },
              },
            ],
          },
        ],
      },
    },
    resource_changes: [
      {
        address: 'azurerm_role_assignment.a',
        change: { after_unknown: { scope: true, principal_id: true, x: [{ y: true }] } },
      },
    ],
    configuration: {
      root_module: {
        resources: [
          {
            type: 'azurerm_role_assignment',
            name: 'a',
            expressions: { principal_id: { references: ['module.m.o', 'module.m'] } },
          },
        ],
        module_calls: {
          m: {
            expressions: { v: { references: ['var.w'] } },
            module: {
              outputs: { o: { expression: { references: ['var.v', 'azurerm_kubernetes_cluster.b'] } } },
            },
          },
        },
      },
    },
  },
]

const template =
  '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",'
const outer = '"type":"Microsoft.Resources/deployments","name":"n","properties":{"template":'

export const armFiles: readonly string[] = [
  `${template}"parameters":{"p":{"type":"int","defaultValue":2}},"variables":{"copy":[{"name":"v","count":"[parameters('p')]","input":"[copyIndex('v')]"}]},"resources":[{"type":"Microsoft.ContainerRegistry/registries","name":"[concat('a', uniqueString(resourceGroup().id))]","condition":"[not(empty(variables('v')))]","properties":{"adminUserEnabled":"[if(equals(parameters('p'), 2), true(), null())]"}}]}`,
  `${template}"resources":{"aks":{"type":"Microsoft.ContainerService/managedClusters","name":"aks","properties":{"agentPoolProfiles":[{"name":"a"}]},"resources":[{"type":"agentPools","name":"b"}]},"r":{"type":"Microsoft.Authorization/roleAssignments","name":"[guid('a')]","scope":"[resourceId('Microsoft.ContainerRegistry/registries', 'x')]","properties":{"principalId":"[reference('aks').identityProfile.kubeletidentity.objectId]","roleDefinitionId":"[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '1')]"}}}}`,
  `${template}"resources":[{${outer}${template}"resources":[{"type":"Microsoft.Network/networkSecurityGroups/securityRules","name":"a/b","copy":{"name":"c","count":3},"properties":{"priority":"[add(100, copyIndex())]"}}],"outputs":{"o":{"value":"[map(range(0, 3), lambda('x', lambdaVariables('x')))]"}}},"expressionEvaluationOptions":{"scope":"inner"}}}]}`,
  '[{"id":"/subscriptions/a/resourceGroups/b/providers/Microsoft.ContainerService/managedClusters/c","type":"Microsoft.ContainerService/ManagedClusters","agentPoolProfiles":[{"name":"d"}],"identityProfile":{"kubeletidentity":{"objectId":"e"}}},{"id":"/subscriptions/a/providers/Microsoft.Authorization/roleAssignments/f","type":"Microsoft.Authorization/roleAssignments","principalId":"e"}]',
]

export const bicepFiles: readonly string[] = [
  "param p int = 2\n@allowed([\n  'a'\n])\nparam q string?\nvar v = [for (x, i) in range(0, p): '${x}-${i}']\nresource r 'Microsoft.ContainerRegistry/registries@2025-11-01' = if (!empty(v)) {\n  name: 'a${uniqueString(resourceGroup().id)}'\n  properties: { adminUserEnabled: q == null ? true : false, ...p }\n}\n",
  "targetScope = 'subscription'\ntype t = { @minLength(1)\n a: string? } | 'x' | resourceInput<'A/b@1'>.c[*]\nfunc f(a string, b int) string => '${a}${b}'\nresource c 'Microsoft.ContainerService/managedClusters@2026-05-01' existing = {\n  name: f('a', 1)\n  scope: resourceGroup('g')\n  resource pool 'agentPools' = { name: 'p', properties: { vnetSubnetID: c::pool.id } }\n}\noutput o object[] = map(c!.properties.?agentPoolProfiles ?? [], x => x.name[?0])\n",
  "import { a as b } from 'main.bicep'\nimport * as all from './main.bicep'\nextension kubernetes with { namespace: 'd' } as k\nmodule m 'main.bicep' = [for x in [1, 2]: if (x > 1) {\n  name: 'm${x}'\n  params: { p: x, q: $'''\na ${x}\n''' }\n}]\nvar big = reduce(sort([3, 1], (x, y) => x < y), 0, (x, y) => x + y * 2 % 3 - -1)\n#disable-next-line x\noutput o string = m[0].outputs.o /* c */ // d\n",
  "using 'main.bicep'\nextends './base.bicepparam'\nvar l = loadJsonContent('main.bicep', '$.a[0]')\nparam p = readEnvironmentVariable('X', '1') =~ 'A' ? l.b : { 'a-b': [^1] }\n",
]

/** Declarations and their values. */
export const bicepTrees: readonly unknown[] = [
  {
    'param p int': 2,
    'var v': ['a', { b: 'p' }, [true, null]],
    "resource r 'Microsoft.ContainerRegistry/registries@2025-11-01'": {
      name: 'models',
      properties: { adminUserEnabled: 'p == 2', networkRuleSet: { ipRules: ['v[1].b'] } },
    },
    "resource k 'Microsoft.ContainerService/managedClusters@2026-05-01'": {
      name: 'aks',
      properties: { agentPoolProfiles: [{ name: 'a', vnetSubnetID: 'r.id' }], networkProfile: 'v' },
    },
    "module m 'other.bicep'": { params: { p: 'm.outputs.o', v: 'r.properties.networkRuleSet' } },
    'output o object': { a: 'k.properties.agentPoolProfiles[0].name', b: 'contains(v, p)' },
  },
]

export const configurations: readonly string[] = [
  'kubernetes: "1.34"\nplatform: { namespaces: [a] }\nuntrusted: { namespaces: [b] }\nseverities: { BH-0101: low }\n',
  'waivers:\n  - control: BH-0101\n    reason: because\n    owner: team\n    until: 2027-01-01\n    paths: ["a/**"]\n',
  'controls:\n  - id: ACME-1\n    name: own\n    title: Own\n    applies: pod\n    severity: high\n    fail: pod.spec.hostPID\n    message: No.\n',
  'inlineWaivers: true\n',
]

export const waivers: readonly string[] = [
  'apiVersion: v1\n# bulkhead: waive BH-0101 until 2027-01-01 because it moves\nkind: Pod # checkov:skip=CKV_K8S_16: why\n',
  '# trivy:ignore:KSV-0017 because\n---\n#trivy:ignore:AVD-KSV-0017\na: b # bulkhead: waive x\n',
  '# hadolint global ignore=DL3006,DL3008\nFROM a\n# hadolint ignore=DL3009\nRUN b\n#bulkhead: \n',
]

export const scripts: readonly string[] = [
  'set -e; A=b curl -fsSL "https://x/$Y" | sudo -E bash -s -- --flag && rm -rf /x || true',
  'for x in $(ls `pwd`); do echo "${x%%.*}" >> log 2>&1; done\ncase $x in a|b) c;; *) d;; esac',
  'sh -c "apt-get update && sh -c \'apt-get install -y x\'" <<EOF\n$(id)\nEOF\nf() { env A=b nice -n 5 timeout 5 g; }',
  'echo $((1+2)) <(a | b) {a,b} [[ x =~ y ]] \\\n  # comment\n! time c & wait',
]

export const images: readonly string[] = [
  'docker.io/library/nginx:1.25',
  `models.azurecr.io/team/llm:v1@sha256:${'0123456789abcdef'.repeat(4)}`,
  'localhost:5000/a/b__c-d.e:T_1',
  '[fe80::1]:5000/llm',
]

export const networks: readonly string[] = [
  '10.0.0.0/8',
  '::ffff:1.2.3.4/96',
  '2001:db8::/32',
  '0.0.0.0/0',
  '1.2.3.4',
  '::',
  'fe80::1%eth0/64',
]
