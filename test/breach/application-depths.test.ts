// One program on the way and at its end is one thing that has to fail, whatever its versions.
import { describe } from 'node:test'

import { check, ownNodes, type Scene } from './two-tenants.ts'

const gate = 'ingress-nginx'
const ofGate = `namespaceSelector: { matchLabels: { name: ${gate} } }`

function front(namespace: string, image: string, nodes: string): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: front, namespace: ${namespace}, labels: { app: front } }
spec: { automountServiceAccountToken: false, ${nodes}, containers: [{ name: front, image: '${image}' }] }`
}

/** Acme reaches a pod of the platform, and this alone a pod of globex. */
function through(gateway: string, server: string): Scene {
  const guests = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: guests, namespace: globex }
spec: { podSelector: { matchLabels: { app: front } }, ingress: [{ from: [{ ${ofGate} }] }] }`
  const namespace = `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${gate}, labels: { name: ${gate} } }`
  const gateways = front(gate, gateway, 'nodeSelector: { pool: gates }')
  return {
    acme: { egress: `{ to: [{ ${ofGate} }] }`, beside: [namespace, gateways] },
    globex: { beside: [guests, front('globex', server, ownNodes('globex'))] },
  }
}

describe('a gateway and what it stands before', () => {
  check('are two programs: a flaw of each', 'tenant-data 2', through('envoyproxy/envoy:v1', 'nginx'))
  check('are one: its flaw opens both', 'tenant-data 1', through('nginx', 'nginx'))
  check('are one by another name', 'tenant-data 1', through('nginx', 'docker.io/library/nginx:latest'))
  check('are one in two versions', 'tenant-data 1', through('nginx:1.28', 'nginx:1.29'))
})
