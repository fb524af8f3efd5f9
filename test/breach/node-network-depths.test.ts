// Who sends as a node is held by no policy of the pods on it (design: what a route owns counts no longer).
import { describe } from 'node:test'

import { check, ownNodes, runc, type Shape } from './two-tenants.ts'

/** Root on a node of its own, with nothing having to fail. */
const root: Shape = {
  level: 'privileged',
  pod: [
    runc,
    ownNodes('acme'),
    'initContainers: [{ name: setup, image: setup, securityContext: { privileged: true } }]',
  ],
}

/** In its node's network, and confined otherwise. */
const onHost = (...more: readonly string[]): Shape => ({
  level: 'privileged',
  pod: ['hostNetwork: true', ...more],
})

/** Ray runs what it is sent: nothing has to fail behind its port. */
const head = (...spec: readonly string[]): string => `apiVersion: v1
kind: Pod
metadata: { name: head, namespace: globex }
spec:
  automountServiceAccountToken: false
${spec.map((line) => `  ${line}`).join('\n')}
  containers: [{ name: ray, image: rayproject/ray, ports: [{ containerPort: 8265 }] }]`

const guests = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: guests, namespace: globex }
spec: { podSelector: {}, ingress: [{}] }`

const [openHead, barredHead] = [[head(ownNodes('globex')), guests], [head(ownNodes('globex'))]]

describe('root on a node of its own', () => {
  check('what asks nobody and lets all in: nothing, past its own egress policy', 'tenant-data 0', {
    acme: root,
    globex: { beside: openHead },
  })
  check('the ingress policy of the others stands on their nodes', 'tenant-data 1', {
    acme: root,
    globex: { beside: barredHead },
  })
  check('the internet: the firewall', 'outside 1', { acme: root })
  check('the internet without a firewall: nothing', 'outside 0', {
    acme: root,
    facts: { egressFirewall: 'none' },
  })
})

describe('a pod in its node’s network', () => {
  check('is a node to the others: their ingress policy', 'tenant-data 1', {
    acme: onHost(ownNodes('acme')),
    globex: { beside: barredHead },
  })
  check('comes past every policy to what runs beside it: nothing', 'tenant-data 0', {
    acme: onHost(),
    globex: { beside: [head()] },
  })
})
