import type { Benchmark } from '../benchmark.ts'

const own = 'Availability or order of one’s own service; bears on none of the three guarantees.'
const style = 'Labels and annotations; bears on none of the three guarantees.'
const parameters =
  'What is allowed stands in the parameters of the assignment, which differ from cluster to cluster.'
const signature = 'Decided by signatures in the registry and by the keys of the cluster.'
const flaws = 'Decided by the vulnerabilities that a scanner finds in the registry.'
const running = 'Decided by what somebody asks of the running cluster; Azure made the object that it guards.'
const retired = 'Azure has retired it.'
const hosts = 'BH-0445 asks nearly the same, and of wildcards as well.'
const later = 'No control judges it yet.'

export const azurePolicy: Benchmark = {
  id: 'azure-policy',
  title: 'Azure Policy for Kubernetes, built-in definitions',
  source:
    'Azure Policy, built-in definitions of the mode Microsoft.Kubernetes.Data that audit or deny, by name, with their default parameters; titles are our own words',
  items: [
    { id: 'd46c275d-1680-448d-b2ec-e495a3b6cc89', title: 'Services claim allowed external addresses only' },
    { id: '098fc59e-46c7-4d99-9b16-64990e543d75', title: 'No host paths beyond those allowed' },
    { id: 'f85eb0dd-92ee-40e9-8a76-db25a507d6d3', title: '/proc keeps its masks' },
    {
      id: '975ce327-682c-4f2e-aa46-b9598289b86c',
      title: 'Allowed seccomp profiles only',
      undecidable: parameters,
    },
    {
      id: '5e5a0673-649e-4d50-bf9d-5a387a4e2081',
      title: 'Allowed sysctls only (preview)',
      undecidable: parameters,
    },
    { id: 'f06ddb64-5fa3-4b77-b166-acb36f7f6042', title: 'Approved users and groups only' },
    {
      id: '16697877-1118-4fb1-9b65-9898ec2509ec',
      title: 'Allowed volume types only',
      undecidable: parameters,
    },
    { id: 'a3dc4946-dba6-43e6-950d-f96532848c9f', title: 'cluster-admin is granted only where needed' },
    { id: '423dd1ba-798e-40e4-9c4d-b6902674b423', title: 'No service account token' },
    { id: '9f061a12-e40d-4183-a00e-171812443373', title: 'The namespace default stays unused' },
    {
      id: '1ddac26b-ed48-4c30-8cc5-3a68c79b8001',
      title: 'The built-in role edit does not change endpoints',
      undecidable: running,
    },
    { id: '47a1ee2f-2a2a-4576-bf2a-e0e36709c2b8', title: 'No process or IPC namespace of the node' },
    { id: '65280eef-c8b4-425e-9aec-af55e55bf581', title: 'No pods without a controller', unjudged: own },
    {
      id: 'b81f454c-eebb-4e4f-9dfe-dca060e8a8fd',
      title: 'Named kinds are not created (preview)',
      undecidable: parameters,
    },
    {
      id: '13cd7ae3-5bc0-4ac4-a62d-4f7c120b9759',
      title: 'No images with known flaws (retired)',
      undecidable: flaws,
    },
    { id: 'ca8d5704-aa2b-40cf-b110-dc19052825ad', title: 'Roles hold no wildcards' },
    { id: '53a4a537-990c-495a-92e0-7c21a465442c', title: 'Nobody edits single nodes', undecidable: running },
    { id: 'c26596ff-4d70-4e6a-9a30-c2506bd2f80c', title: 'Allowed capabilities only' },
    {
      id: 'febd0533-8e55-448f-b837-bd0e06f16469',
      title: 'Images come from allowed registries',
      undecidable: parameters,
    },
    {
      id: '440b515e-a580-421e-abeb-b159a61ddcbc',
      title: 'Containers use allowed ports only (retired)',
      unjudged: retired,
    },
    {
      id: '50c83470-d2f0-4dda-a716-1938a4825f62',
      title: 'Images are always pulled',
      undecidable: parameters,
    },
    { id: 'a27c700f-8a22-44ec-961c-41625264370b', title: 'No capability of a list', undecidable: parameters },
    { id: 'd2e7ea85-6b44-4317-a0be-1b951587f626', title: 'No SYS_ADMIN' },
    {
      id: '1a3b9003-eac6-4d39-a184-4a567ace7645',
      title: 'Containers have a hook before they stop',
      unjudged: own,
    },
    { id: 'b1a9997f-2883-4f12-bdff-2280f99b5915', title: 'Containers have probes' },
    { id: '95edb821-ddaf-4404-9732-666045e056b4', title: 'No privileged containers' },
    { id: '1c6e92c9-99f0-4e55-9cf2-0c234dc48f99', title: 'No privilege escalation' },
    { id: 'e345eecc-fa47-480f-9e88-67dcc122b164', title: 'CPU and memory are limited' },
    { id: '03a4ecdb-0684-4039-be91-2762979e1bc8', title: 'CPU and memory are requested' },
    { id: '12db3749-7e03-4b9f-b443-d37d3fb9f8d9', title: 'Images are pulled with a secret', unjudged: later },
    { id: 'd9e8f2c1-4c5a-4f5c-8b5a-2abf1e9f7b4d', title: 'Disruption budgets fit (preview)', unjudged: own },
    {
      id: '511f5417-5d12-434d-ab2e-816901e72a5e',
      title: 'Allowed AppArmor profiles only',
      undecidable: parameters,
    },
    {
      id: '4f3823b6-6dac-4b5a-9c61-ce1afb829f17',
      title: 'Storage classes use the storage interface',
      unjudged: own,
    },
    { id: '9a5f4e39-e427-4d5d-ae73-93db00328bec', title: 'Objects have needed annotations', unjudged: style },
    {
      id: 'f4a8fce0-2dd5-4c21-9a36-8f0ec809d663',
      title: 'Allowed drivers of FlexVolume only',
      undecidable: parameters,
    },
    { id: '56d0a13f-712f-466b-8416-56fb354fb823', title: 'No forbidden sysctls', undecidable: parameters },
    { id: '82985f06-dc18-4a48-bc1c-b9f4f0098cfe', title: 'No network and no ports of the node' },
    {
      id: 'cf426bb8-b320-4321-8545-1b784a5df3a4',
      title: 'Images are signed (preview)',
      undecidable: signature,
    },
    { id: '021f8078-41a0-40e6-81b6-c6597da9f3ee', title: 'Images have a tag other than latest' },
    {
      id: 'b2fd3e59-6390-4f2b-8247-ea676bd03e2d',
      title: 'Hosts of ingresses stand once (retired)',
      unjudged: retired,
    },
    { id: '1a5b4dca-0b6f-4cf5-907c-56316bc1bf3d', title: 'Ingress has TLS' },
    { id: '3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e', title: 'Load balancers are internal' },
    { id: '34c88cd4-5d72-4dbb-bf77-12c3cafe8791', title: 'Replicas are spread', unjudged: own },
    { id: 'a22123bd-b9da-4c86-9424-24903e91fd55', title: 'Nobody sets the labels of AKS', unjudged: style },
    { id: '46592696-4c7b-4bf3-9e45-6c2763bdc0a6', title: 'Pods have needed labels', unjudged: style },
    {
      id: 'e24df237-32cb-4a6c-a2f6-85b499cda9f2',
      title: 'Changes by policies are told',
      undecidable: running,
    },
    { id: 'df49d893-a74c-421d-bc95-c663042e5b80', title: 'The root file system is read-only' },
    {
      id: 'd8c942c6-16a3-400b-8f2e-785f44030036',
      title: 'Ingress names its hosts (preview)',
      unjudged: hosts,
    },
    {
      id: '48940d92-ff05-449e-9111-e742d9280451',
      title: 'System pools keep their taint',
      undecidable: running,
    },
    {
      id: 'e1e6c427-07d9-46ab-9689-bfa85431e636',
      title: 'No SELinux context of one’s own',
      undecidable: parameters,
    },
    {
      id: '233a2a17-77ca-4fb1-9b6b-69223d272a44',
      title: 'Services use allowed ports only',
      undecidable: parameters,
    },
    { id: 'b0fdedee-7b9e-4a17-9f5d-5e8e912d2f01', title: 'Selectors of services stand once', unjudged: own },
    { id: '5485eac0-7e8f-4964-998b-a44f4f0c1e75', title: 'No administrators in Windows containers' },
    { id: '077f0ce1-86d6-4058-bc60-de05067e8622', title: 'No Windows containers in the host’s processes' },
    {
      id: '57dde185-5c62-4063-b965-afbb201e9c1c',
      title: 'Approved users of Windows containers only',
      undecidable: parameters,
    },
    {
      id: 'a2abc456-f0ae-464b-bd3a-07a3cdbd7fb1',
      title: 'Windows containers do not overcommit',
      unjudged: own,
    },
  ],
}
