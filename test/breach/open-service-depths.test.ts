// Where software listens that asks nobody who he is: what its manifest declares does not move it.
import { describe } from 'node:test'

import { check, kata, ownNodes, type Scene } from './two-tenants.ts'

/** A second pod of globex; its policy lets others in by one port alone, and those of acme go anywhere. */
function serving(container: string, port: number): Scene {
  const head = `apiVersion: v1
kind: Pod
metadata: { name: head, namespace: globex }
spec:
  automountServiceAccountToken: false
  ${kata}
  ${ownNodes('globex')}
  containers: [{ name: server, ${container} }]`
  const guests = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: guests, namespace: globex }
spec: { podSelector: {}, ingress: [{ ports: [{ port: ${port} }] }] }`
  return { acme: { egress: '{}' }, globex: { beside: [head, guests] } }
}

describe('ports that nobody declares', () => {
  const ray = 'image: rayproject/ray, command: [ray, start, --head], ports: [{ containerPort: 8080 }]'
  check('Ray declares its metrics: its dashboard is there all the same', 'tenant-data 0', serving(ray, 8265))
  check('and so is its client port', 'tenant-data 0', serving(ray, 10_001))
  check('behind any other port a flaw is needed', 'tenant-data 1', serving(ray, 9090))
  const vllm = (args: string): string => `image: 'vllm/vllm-openai:v0.11', args: [--model, m, ${args}]`
  check('a flag moves it', 'tenant-data 0', serving(vllm('--port, "9000"'), 9000))
  check('not to a port that is none: a flaw', 'tenant-data 1', serving(vllm('--port, http'), 9000))
})

describe('keys', () => {
  const vllm = (more: string): Scene => serving(`image: 'vllm/vllm-openai:v0.11', ${more}`, 8000)
  check('an empty key is none: nothing has to fail', 'tenant-data 0', vllm('args: [--api-key, ""]'))
  check('an empty variable is none', 'tenant-data 0', vllm('env: [{ name: VLLM_API_KEY, value: "" }]'))
  check(
    'one that cannot be read may be empty: nothing, or a flaw',
    'tenant-data 0..1',
    vllm('env: [{ name: VLLM_API_KEY, value: "{{ .key }}" }]'),
  )
  check('a key: a flaw', 'tenant-data 1', vllm('args: [--api-key, $(KEY)]'))
})

describe('databases', () => {
  const redis = (more: string): Scene => serving(`image: 'redis:8'${more}`, 6379)
  check('an image tells its port where nobody declares it: nothing has to fail', 'tenant-data 0', redis(''))
  check('unless something else is started', 'tenant-data 1', redis(', command: [sleep, infinity]'))
  check('a password: a flaw', 'tenant-data 1', redis(', args: [--requirepass, $(PASSWORD)]'))
  check('an empty one is none', 'tenant-data 0', redis(', env: [{ name: REDIS_PASSWORD, value: "" }]'))
  check(
    'arguments that are hidden may set one: nothing, or a flaw',
    'tenant-data 0..1',
    redis(', args: ["{{ .a }}"]'),
  )
  const elastic = (value: string): Scene =>
    serving(
      `image: 'elasticsearch:9', ports: [{ containerPort: 9200 }], env: [{ name: xpack.security.enabled, value: ${value} }]`,
      9200,
    )
  check('a login that is switched off: nothing', 'tenant-data 0', elastic('"false"'))
  check('one that may be: nothing, or a flaw', 'tenant-data 0..1', elastic('"{{ .security }}"'))
})

describe('who may push', () => {
  check('pulls as well, whatever is said of pulling: nothing has to fail', 'tenant-data 0', {
    acme: { egress: '{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }' },
    facts: { imds: 'open', imagePush: 'allowed' },
  })
})
