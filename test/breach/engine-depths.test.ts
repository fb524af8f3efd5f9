// A network engine reads its own policies; those of another one are stored, and nothing happens.
import { describe } from 'node:test'

import { check, type Scene } from './two-tenants.ts'

/** Everything is let out but for one policy of another API; a firewall stands behind it. */
const behind = (policy: string, networkPolicy: string): Scene => ({
  acme: { egress: '{}', beside: [policy] },
  facts: { networkPolicy },
})

const ofCilium = `apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: { name: closed }
spec: { endpointSelector: {}, egressDeny: [{ toEntities: [world] }] }`

const ofCalico = `apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: { name: closed }
spec: { selector: all(), types: [Egress], egress: [{ action: Deny }] }`

const ofAdministrators = `apiVersion: policy.networking.k8s.io/v1alpha1
kind: AdminNetworkPolicy
metadata: { name: closed }
spec: { priority: 1, subject: { namespaces: {} }, egress: [{ name: all, action: Deny, to: [{ networks: [0.0.0.0/0] }] }] }`

describe('policies of another engine', () => {
  check('Cilium’s on Cilium: policy and firewall', 'outside 2', behind(ofCilium, 'cilium'))
  check('Cilium’s on Calico: the firewall', 'outside 1', behind(ofCilium, 'calico'))
  check('Cilium’s on Azure’s: the firewall', 'outside 1', behind(ofCilium, 'azure'))
  check('Cilium’s on an engine that is neither of them: the firewall', 'outside 1', behind(ofCilium, 'other'))
  check('Calico’s on Cilium: the firewall', 'outside 1', behind(ofCalico, 'cilium'))
  check(
    'Calico’s on Calico is not modelled: firewall, and policy perhaps',
    'outside 1..2',
    behind(ofCalico, 'calico'),
  )
  check('those of administrators on Azure’s: the firewall', 'outside 1', behind(ofAdministrators, 'azure'))
})
